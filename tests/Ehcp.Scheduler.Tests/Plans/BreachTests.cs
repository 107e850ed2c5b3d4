using System.Text.Json;
using Ehcp.Contracts;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Plans;

public sealed class BreachTests
{
    private const string Announced = """
        select regexp_replace(type, '.*\.', ''), convert_from(body, 'UTF8')::json->>'caseReference', convert_from(body, 'UTF8')::json->>'lastDay'
        from outbox where type ~ 'Breach' order by id
        """;

    [Theory]
    [InlineData("2026-07-15", "2026-07-15 23:59:59", "2026-07-16 00:00:00")] // summer: 23:00 UTC of the last day itself
    [InlineData("2026-03-28", "2026-03-28 23:59:59", "2026-03-29 00:00:00")] // an hour before the clocks go forward
    [InlineData("2025-12-31", "2025-12-31 23:59:59", "2026-01-01 00:00:00")]
    public async Task A_breach_is_announced_from_Londons_midnight_once_and_by_one_of_two_schedulers(string lastDay, string inTime, string late)
    {
        await using var scheduler = await AlertScheduler.StartAsync($"{lastDay} 09:00");
        await using var second = scheduler.Second();
        var facts = ACase(lastDay);
        await scheduler.TakeInAsync(facts);
        await scheduler.RunAtAsync(inTime);
        Assert.Empty(await scheduler.RowsAsync(Announced));

        scheduler.MoveTo(late);
        await Task.WhenAll(scheduler.SweepAsync(), second.SweepAsync(), scheduler.SweepAsync(), second.SweepAsync());
        await scheduler.TakeInAsync(facts);
        await scheduler.SweepAsync();

        Assert.Equal([$"DeadlineBreached C-1 {lastDay}"], await scheduler.RowsAsync(Announced));
    }

    [Fact]
    public async Task What_is_announced_names_the_case_and_the_duty_and_nothing_else()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.SweepAsync();

        var body = Assert.Single(await scheduler.RowsAsync("select convert_from(body, 'UTF8') from outbox where type like '%DeadlineBreached'"));

        Assert.Equal("""{"authority":"E08000025","caseReference":"C-1","milestone":"final-plan","clock":"1","lastDay":"2026-05-25","lastWorkingDay":"2026-05-22"}""", body);
        Assert.Equal(new DeadlineBreached("E08000025", "C-1", "final-plan", "1", Day("2026-05-25"), Day("2026-05-22")),
            JsonSerializer.Deserialize<DeadlineBreached>(body, ContractsJson.Options));
    }

    [Fact]
    public async Task A_breach_is_cleared_by_the_fact_that_ends_it_and_announced_again_when_it_returns()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.SweepAsync();

        var plan = A(new FinalPlanSent(Day("2026-05-22")), recorded: "2026-05-26 10:00");
        await scheduler.TakeInAsync(plan);
        await scheduler.TakeInAsync(plan);
        await scheduler.TakeInAsync(A(new EventRetracted(plan.Id), recorded: "2026-05-26 11:00"));
        await scheduler.RunAtAsync("2026-05-26 11:01");
        await scheduler.RunAtAsync("2026-05-27 11:01");

        Assert.Equal(["DeadlineBreached C-1 2026-05-25", "BreachCleared C-1 2026-05-25", "DeadlineBreached C-1 2026-05-25"],
            await scheduler.RowsAsync(Announced));
    }

    [Fact]
    public async Task A_last_day_that_moves_clears_the_old_breach_and_announces_the_new_one()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-27 09:00");
        await scheduler.TakeInAsync([.. ACase("2026-05-25"), .. ACase("2026-05-25", "later")]);
        await scheduler.SweepAsync();
        await scheduler.TakeInAsync(
            A(new RequestReceived(Day("2026-05-26").AddDays(-140)), recorded: "2026-05-27 10:00"),
            A(new RequestReceived(Day("2026-08-03").AddDays(-140)), "later", recorded: "2026-05-27 10:00"));
        await scheduler.RunAtAsync("2026-05-27 10:01");

        Assert.Equal(
            ["BreachCleared C-1 2026-05-25", "BreachCleared later 2026-05-25", "DeadlineBreached C-1 2026-05-25", "DeadlineBreached C-1 2026-05-26",
                "DeadlineBreached later 2026-05-25"],
            (await scheduler.RowsAsync(Announced)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("met in time, before midnight")]
    [InlineData("history")]
    public async Task What_never_was_a_breach_or_is_history_is_not_announced(string what)
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-25 09:00");
        await scheduler.TakeInAsync(what == "history"
            ? [A(new RequestReceived(Day("2026-04-26").AddDays(-140)), recorded: "2026-05-25 09:00")]
            : [.. ACase("2026-05-25"), A(new FinalPlanSent(Day("2026-05-25")), recorded: "2026-05-25 10:00")]);
        await scheduler.RunAtAsync("2026-06-10 09:00");

        Assert.Empty(await scheduler.RowsAsync(Announced));
    }

    [Fact]
    public async Task Ten_thousand_breaches_at_one_midnight_are_each_announced_once()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-25 23:00");
        await using var second = scheduler.Second();
        await scheduler.ExecuteAsync("""
            insert into alert_plan (authority, case_reference, milestone, clock, last_day, rule, next_rung, next_rung_at, breach_at)
            select 'E08000025', 'C-' || number, 'final-plan', '1', '2026-05-25', 'final-plan-2014', 'breached', '2026-05-25 23:00Z', '2026-05-25 23:00Z'
            from generate_series(1, 10000) as number
            """);

        scheduler.MoveTo("2026-05-26 00:00");
        await Task.WhenAll(scheduler.SweepAsync(), second.SweepAsync());

        Assert.Equal(["10000 10000"], await scheduler.RowsAsync("select count(*), count(distinct body) from outbox where type like '%DeadlineBreached'"));
        TestContext.Current.TestOutputHelper?.WriteLine("10000 breaches announced");
    }
}
