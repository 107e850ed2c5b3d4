namespace Ehcp.Reporting.Pages.Layout;

internal static class PageServices
{
    internal static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        builder.AddCompression();
        return builder;
    }
}
