using Ehcp.Hosting.Problems;

namespace Ehcp.Reporting.Pages.Layout;

internal static class PageServices
{
    internal static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton<IProblemPage, ProblemPage>();
        builder.AddCompression();
        return builder;
    }
}
