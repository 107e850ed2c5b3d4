using Ehcp.Hosting.BankHolidays;

namespace Ehcp.Reporting.BankHolidays;

internal static class HolidayServices
{
    internal static WebApplicationBuilder AddBankHolidays(this WebApplicationBuilder builder)
    {
        builder.AddBankHolidayFeed();
        builder.Services.AddHostedService<LearnBankHolidays>();
        return builder;
    }
}
