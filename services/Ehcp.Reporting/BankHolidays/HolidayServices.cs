using Ehcp.Deadlines;
using Ehcp.Hosting.BankHolidays;

namespace Ehcp.Reporting.BankHolidays;

internal static class HolidayServices
{
    /// <summary>The law that the service explains by, whose bank holidays a source may renew.</summary>
    internal static WebApplicationBuilder AddBankHolidays(this WebApplicationBuilder builder)
    {
        builder.AddBankHolidayFeed();
        builder.Services.AddSingleton(new LawInForce(Law.Shipped));
        builder.Services.AddHostedService<LearnBankHolidays>();
        return builder;
    }
}
