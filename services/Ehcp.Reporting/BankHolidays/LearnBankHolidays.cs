using Ehcp.Deadlines;
using Ehcp.Hosting.BankHolidays;
using Ehcp.Hosting.Passes;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.BankHolidays;

/// <summary>
/// Reads the same list as the Scheduler, so that the calculator and the explanation of a case speak of the same last working days. The
/// last days of cases come from the Scheduler, which also alarms when the list ends soon.
/// </summary>
internal sealed class LearnBankHolidays(
    BankHolidayFeed feed, LawInForce law, IOptions<BankHolidaySettings> settings, TimeProvider clock, ILogger<LearnBankHolidays> log)
    : Pass("The bank holidays could not be refreshed; those known stay in use", "The bank holidays are refreshed again", settings.Value.Pace, clock, log)
{
    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (await feed.ReadAsync(cancellationToken) is { } list)
        {
            law.Use(law.Current.Calendar.With(list));
        }

        return false;
    }
}
