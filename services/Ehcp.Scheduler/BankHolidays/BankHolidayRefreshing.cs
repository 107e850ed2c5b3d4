using Ehcp.Deadlines;
using Ehcp.Hosting.BankHolidays;

namespace Ehcp.Scheduler.BankHolidays;

internal static class BankHolidayRefreshing
{
    /// <summary>The list of bank holidays, kept up to date. Before the consumers, so that no case is folded by an older list.</summary>
    internal static WebApplicationBuilder AddBankHolidays(this WebApplicationBuilder builder)
    {
        builder.AddBankHolidayFeed();
        builder.Services.AddSingleton(new LawInForce(Law.Shipped));
        builder.Services.AddSingleton<RefreshBankHolidays>().AddHostedService(services => services.GetRequiredService<RefreshBankHolidays>());
        return builder;
    }
}
