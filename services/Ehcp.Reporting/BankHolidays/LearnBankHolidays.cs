using Ehcp.Deadlines;
using Ehcp.Hosting.BankHolidays;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.BankHolidays;

/// <summary>
/// Reads the same list as the Scheduler, so that the calculator and the explanation of a case speak of the same last working days. The
/// last days of cases come from the Scheduler, which also alarms when the list ends soon.
/// </summary>
internal sealed class LearnBankHolidays(
    BankHolidayFeed feed, LawInForce law, IOptions<BankHolidaySettings> settings, TimeProvider clock, ILogger<LearnBankHolidays> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(settings.Value.Every, clock);
        do
        {
            await LearnAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LearnAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await feed.ReadAsync(cancellationToken) is { } list)
            {
                law.Use(law.Current.Calendar.With(list));
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError(exception, "The bank holidays could not be refreshed; those known to {KnownTo} stay in use", law.Current.Calendar.KnownTo);
        }
    }
}
