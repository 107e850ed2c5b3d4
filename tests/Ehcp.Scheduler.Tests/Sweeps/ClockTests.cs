using Ehcp.Scheduler.Sweeps;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Sweeps;

/// <summary>Days on which clocks and calendars are odd.</summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData("2026-03-28", "2026-03-29 00:00", "2026-03-30 08:00")] // a Saturday; the clocks go forward in the night
    [InlineData("2026-10-24", "2026-10-25 00:00", "2026-10-26 08:00")] // they go back
    [InlineData("2025-12-24", "2025-12-25 00:00", "2025-12-29 08:00")] // Christmas, Boxing Day, a weekend
    [InlineData("2026-12-31", "2027-01-01 00:00", "2027-01-04 08:00")] // New Year's Day on a Friday
    [InlineData("2026-04-02", "2026-04-03 00:00", "2026-04-07 08:00")] // Good Friday to Easter Monday
    [InlineData("2028-02-29", "2028-03-01 00:00", "2028-03-01 08:00")]
    public async Task A_breach_begins_at_Londons_midnight_and_is_mailed_in_the_next_working_hours(string lastDay, string midnight, string mailed)
    {
        await using var scheduler = await AlertScheduler.StartAsync($"{lastDay} 17:00", host => host.UseSetting("Ehcp:Alerts:Default:Window", "working-hours"));
        await scheduler.TakeInAsync(ACase(lastDay));
        await scheduler.RunAtAsync($"{lastDay} 17:00");
        await scheduler.RunAtAsync($"{lastDay} 23:59:59");
        Assert.DoesNotContain(await scheduler.AlertsAsync(), alert => alert.StartsWith("breached", StringComparison.Ordinal));

        var early = new List<string>();
        for (var at = AlertScheduler.London(midnight); at < AlertScheduler.London(mailed); at = at.AddHours(1))
        {
            scheduler.Clock.SetUtcNow(at);
            await scheduler.SweepAsync();
            early.AddRange((await scheduler.SendAsync()) > 0 ? [$"{at:O}"] : Array.Empty<string>());
        }

        Assert.Empty(early);
        Assert.Equal(3, (await scheduler.AlertsAsync()).Count(alert => alert.StartsWith("breached", StringComparison.Ordinal)));
        Assert.Equal(3, (await scheduler.RunAtAsync(mailed)).Count);
    }

    [Fact]
    public async Task A_node_whose_clock_is_ten_minutes_off_either_way_has_nothing_told_twice()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-25 23:00");
        await using var off = scheduler.Second();
        await scheduler.TakeInAsync([.. Enumerable.Range(0, 20).SelectMany(number => ACase(number % 2 == 0 ? "2026-05-25" : "2026-05-26", $"C-{number}"))]);

        for (var at = AlertScheduler.London("2026-05-25 23:00"); at < AlertScheduler.London("2026-05-28 00:30"); at = at.AddMinutes(17))
        {
            scheduler.Clock.SetUtcNow(at);
            foreach (var minutes in new[] { 10, 0, -10 })
            {
                await off.Get<AlertSweep>().RunAsync(at.AddMinutes(minutes), TestContext.Current.CancellationToken);
            }

            await scheduler.SendAsync();
        }

        Assert.Equal(["60 60 20"], await scheduler.RowsAsync(
            "select count(*), count(distinct (case_reference, role)), count(distinct case_reference) from alert where rung = 'breached'"));
        Assert.Equal(["20 20"], await scheduler.RowsAsync("select count(*), count(distinct body) from outbox where type like '%DeadlineBreached'"));
    }
}
