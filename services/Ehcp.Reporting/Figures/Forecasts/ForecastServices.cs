namespace Ehcp.Reporting.Figures.Forecasts;

internal static class ForecastServices
{
    internal static WebApplicationBuilder AddForecasts(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<YearForecasts>().AddSingleton<WhatIfs>();
        return builder;
    }
}
