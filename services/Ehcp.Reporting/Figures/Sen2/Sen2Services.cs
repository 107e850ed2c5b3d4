namespace Ehcp.Reporting.Figures.Sen2;

internal static class Sen2Services
{
    internal static WebApplicationBuilder AddSen2(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Sen2Records>();
        return builder;
    }
}
