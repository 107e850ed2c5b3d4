namespace Ehcp.Reporting.Figures.Rates;

internal static class RateServices
{
    internal static WebApplicationBuilder AddRates(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TwentyWeekRates>().AddSingleton<RateChanges>();
        return builder;
    }
}
