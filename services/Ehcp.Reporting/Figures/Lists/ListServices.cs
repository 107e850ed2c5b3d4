namespace Ehcp.Reporting.Figures.Lists;

internal static class ListServices
{
    internal static WebApplicationBuilder AddLists(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RequestLists>();
        return builder;
    }
}
