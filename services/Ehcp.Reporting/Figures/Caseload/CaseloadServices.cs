namespace Ehcp.Reporting.Figures.Caseload;

internal static class CaseloadServices
{
    internal static WebApplicationBuilder AddCaseload(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OpenRequests>();
        return builder;
    }
}
