namespace Ehcp.Reporting.Sums;

internal static class SumServices
{
    internal static WebApplicationBuilder AddSums(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SumChanges>().AddHostedService<SummingService>();
        return builder;
    }
}
