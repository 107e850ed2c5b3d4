namespace Ehcp.Reporting.Reports;

internal static class ReportServices
{
    internal static WebApplicationBuilder AddReports(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MakeReports>().AddSingleton<ReportTable>();
        return builder;
    }
}
