namespace Ehcp.Reporting.Figures.Months;

internal static class MonthServices
{
    internal static WebApplicationBuilder AddMonths(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MonthFigures>();
        return builder;
    }
}
