using Ehcp.Contracts;
using Ehcp.Scheduler.Plans;
using Npgsql;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Sweeps;

public sealed class AlertSweepTests
{
    [Theory]
    [InlineData("2026-07-15", "2026-07-15 23:59:59", "2026-07-16 00:00:00")] // summer: 23:00 UTC of the last day itself
    [InlineData("2026-01-20", "2026-01-20 23:59:59", "2026-01-21 00:00:00")] // winter: midnight UTC
    public async Task A_breach_is_told_from_Londons_midnight_after_the_last_day(string lastDay, string inTime, string late)
    {
        await using var scheduler = await AlertScheduler.StartAsync($"{lastDay} 09:00");
        await scheduler.TakeInAsync(ACase(lastDay));
        await scheduler.SweepAsync();

        scheduler.MoveTo(inTime);
        await scheduler.SweepAsync();
        Assert.DoesNotContain(await scheduler.AlertsAsync(), alert => alert.StartsWith("breached", StringComparison.Ordinal));

        scheduler.MoveTo(late);
        await scheduler.SweepAsync();
        Assert.Equal(
            ["breached case-officer", "breached send-mailbox", "breached team-manager"],
            (await scheduler.AlertsAsync()).Where(alert => alert.StartsWith("breached", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task A_clock_climbs_the_whole_ladder_day_by_day_telling_each_rung_once()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-01-05 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        for (var day = Day("2026-01-05"); day <= Day("2026-07-01"); day = day.AddDays(1))
        {
            await scheduler.RunAtAsync($"{day:yyyy-MM-dd} 09:00");
        }

        Assert.Equal(
            [
                "2026-04-27 four-weeks-left case-officer", "2026-05-11 two-weeks-left case-officer", "2026-05-18 one-week-left case-officer",
                "2026-05-20 two-working-days-left case-officer", "2026-05-20 two-working-days-left team-manager",
                "2026-05-26 breached case-officer", "2026-05-26 breached send-mailbox", "2026-05-26 breached team-manager",
                "2026-06-01 week-late head-of-send",
            ],
            await scheduler.RowsAsync(
                "select to_char(fired_at at time zone 'Europe/London', 'YYYY-MM-DD'), rung, role from alert where state = 'mailed' order by fired_at, role"));
        Assert.Equal(9, scheduler.Sink.Messages.Count);
    }

    [Fact]
    public async Task After_an_outage_from_Friday_to_Tuesday_only_the_highest_rung_is_told()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-04-27 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.RunAtAsync("2026-05-15 17:00");
        Assert.Equal(["two-weeks-left case-officer"], await scheduler.AlertsAsync());

        var told = await scheduler.RunAtAsync("2026-05-26 08:00"); // down over one-week-left, two-working-days-left and a bank holiday

        Assert.Equal(3, told.Count);
        Assert.DoesNotContain(await scheduler.AlertsAsync(), alert => alert.Contains("one-week", StringComparison.Ordinal)
            || alert.Contains("two-working", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rung_is_told_once_however_often_facts_are_replayed_and_sweeps_run_at_the_same_time()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await using var second = scheduler.Second();
        RecordedFact[] facts = [.. Enumerable.Range(0, 300).SelectMany(number => ACase("2026-05-25", $"C-{number}"))];
        await scheduler.TakeInAsync(facts);

        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
            {
                var one = number % 2 == 0 ? scheduler : second;
                await one.TakeInAsync(facts);
                await one.SweepAsync();
                await one.SendAsync();
            }));
        }

        Assert.Equal(["900 900"], await scheduler.RowsAsync("select count(*), count(distinct (case_reference, rung, role)) from alert"));
        Assert.Equal(scheduler.Sink.Messages.Count, scheduler.Sink.Messages.DistinctBy(mail => mail.MessageId).Count());
        Assert.Equal(["mailed 900"], await scheduler.RowsAsync("select state, count(*) from alert group by 1"));
    }

    [Fact]
    public async Task The_database_itself_refuses_a_rung_twice()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.SweepAsync();

        var twice = await Assert.ThrowsAsync<PostgresException>(() => scheduler.ExecuteAsync("""
            insert into alert (authority, case_reference, milestone, clock, rung, last_day, arming, role, state, fired_at)
            select authority, case_reference, milestone, clock, rung, last_day, arming, role, state, fired_at from alert
            """));

        Assert.Equal("ux_alert_once", twice.ConstraintName);
    }

    [Fact]
    public async Task A_year_of_history_loads_and_alerts_nobody()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        const string Recorded = "2026-05-26 08:00";
        foreach (var set in Enumerable.Range(0, 10_000).Chunk(500))
        {
            await scheduler.TakeInAsync([.. set.SelectMany(number => new[]
            {
                A(new RequestReceived(Day("2025-01-06").AddDays(number % 365)), $"H-{number}", recorded: Recorded),
                A(new FinalPlanSent(Day("2025-01-06").AddDays((number % 365) + (number % 120))), $"H-{number}", recorded: Recorded),
                A(new PlanCeased(Day("2026-05-20"), CeaseReason.Reason5), $"H-{number}", recorded: Recorded), // else its review is due
            })]);
        }

        // Never finished, but late for more than 28 days when it was first heard of.
        await scheduler.TakeInAsync(A(new RequestReceived(Day("2026-04-27").AddDays(-140)), "H-old", recorded: Recorded));
        Assert.Empty(await scheduler.RunAtAsync("2026-05-26 09:00"));
        Assert.Equal(["10001"], await scheduler.RowsAsync("select count(*) from case_timeline"));
        Assert.Equal(["0"], await scheduler.RowsAsync("select count(*) from alert_plan"));

        // Late for exactly 28 days: it is told.
        await scheduler.TakeInAsync(A(new RequestReceived(Day("2026-04-28").AddDays(-140)), "H-recent", recorded: Recorded));
        await scheduler.RunAtAsync("2026-05-26 09:01");
        Assert.Equal(["H-recent week-late"], await scheduler.RowsAsync("select case_reference, rung from alert"));
    }

    [Fact]
    public async Task A_sweep_looks_at_what_is_due_and_not_at_what_is_open()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.ExecuteAsync("""
            insert into alert_plan (authority, case_reference, milestone, clock, last_day, rule, next_rung, next_rung_at)
            select 'E08000025', 'open-' || number, 'final-plan', '1', '2026-09-01', 'final-plan-2014', 'four-weeks-left', '2026-08-03 23:00Z'::timestamptz + number * interval '1 s'
            from generate_series(1, 100000) as number;
            analyze alert_plan
            """);

        var plan = string.Join('\n', await scheduler.RowsAsync("explain (analyze, buffers) " + DueRungs.Claim
            .Replace("@now", "'2026-05-26 08:00Z'", StringComparison.Ordinal).Replace("@most", "1000", StringComparison.Ordinal)));

        Assert.Contains("Index Scan using " + AlertPlanRowConfiguration.Due, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.Matches(@"shared (hit|read)=[1-5]\b", plan);
        TestContext.Current.TestOutputHelper?.WriteLine(plan);
    }

    [Fact]
    public async Task A_rung_of_working_days_and_a_second_request_have_their_own_plans()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-21 09:00");
        await scheduler.TakeInAsync([.. ACase("2026-05-25"), A(new RequestReceived(Day("2026-03-02"), RequestId: "2")), A(new AssessmentDecided(AssessmentDecision.Assess, Day("2026-03-09"), "2"))]);

        await scheduler.SweepAsync();

        Assert.Equal(["1 two-working-days-left case-officer", "1 two-working-days-left team-manager"],
            await scheduler.RowsAsync("select clock, rung, role from alert order by role"));
        Assert.Equal(
            ["1 final-plan breached", "2 final-plan four-weeks-left", "2 refusal-to-issue five-working-days-left"],
            await scheduler.RowsAsync("select clock, milestone, next_rung from alert_plan order by 1, 2"));
    }
}
