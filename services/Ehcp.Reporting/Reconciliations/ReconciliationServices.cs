namespace Ehcp.Reporting.Reconciliations;

internal static class ReconciliationServices
{
    internal static WebApplicationBuilder AddReconciliations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RunReconciliation>().AddSingleton<ReconciliationTable>();
        return builder;
    }
}
