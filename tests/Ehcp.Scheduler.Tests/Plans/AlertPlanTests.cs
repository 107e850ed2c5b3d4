using Ehcp.Contracts;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Plans;

public sealed class AlertPlanTests
{
    private const string Plans = "select last_day::text, next_rung, arming from alert_plan where milestone = 'final-plan'";

    public static TheoryData<string> Cleared => ["met", "closed", "exempt"];

    [Theory]
    [MemberData(nameof(Cleared))]
    public async Task A_clock_that_is_cleared_before_anybody_was_told_leaves_no_trace(string how)
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-03-01 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        Assert.Equal(["2026-05-25 four-weeks-left 0"], await scheduler.RowsAsync(Plans));

        await scheduler.TakeInAsync(Clearing(how));

        Assert.Empty(await scheduler.RowsAsync(Plans));
        Assert.Empty(await scheduler.RunAtAsync("2026-06-10 09:00"));
    }

    [Theory]
    [MemberData(nameof(Cleared))]
    public async Task What_is_cleared_between_the_sweep_and_the_mail_is_dropped_from_it(string how)
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync([.. ACase("2026-05-25", "stale"), .. ACase("2026-05-25", "current")]);
        await scheduler.SweepAsync();

        await scheduler.TakeInAsync(Clearing(how, "stale"));
        await scheduler.SendAsync();

        Assert.All(scheduler.Sink.Messages, mail => Assert.DoesNotContain("stale", mail.Text, StringComparison.Ordinal));
        Assert.Equal(
            ["current mailed 3", "stale dropped 3"],
            await scheduler.RowsAsync("select case_reference, state, count(*) from alert group by 1, 2 order by 1"));
    }

    [Fact]
    public async Task A_last_day_that_moves_between_the_sweep_and_the_mail_is_not_told_as_it_was()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync([.. ACase("2026-05-25", "moved"), .. ACase("2026-05-25", "current")]);
        await scheduler.SweepAsync();

        await scheduler.TakeInAsync(A(new RequestReceived(Day("2026-08-03").AddDays(-140)), "moved", recorded: "2026-05-26 09:00"));
        await scheduler.SendAsync();

        Assert.All(scheduler.Sink.Messages, mail => Assert.DoesNotContain("moved", mail.Text, StringComparison.Ordinal));
        Assert.Equal(["current mailed 3", "moved dropped 3"], await scheduler.RowsAsync(
            "select case_reference, state, count(*) from alert group by 1, 2 order by 1"));
    }

    [Fact]
    public async Task A_mail_whose_every_line_is_stale_is_not_sent()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.SweepAsync();
        Assert.Equal(["3"], await scheduler.RowsAsync("select count(*) from mail"));

        await scheduler.TakeInAsync(Clearing("met"));

        Assert.Equal(0, await scheduler.SendAsync());
        Assert.Equal(["0"], await scheduler.RowsAsync("select count(*) from mail"));
    }

    [Fact]
    public async Task A_breach_that_returns_after_it_was_told_is_told_again_and_a_replay_is_not()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        var facts = ACase("2026-05-25");
        await scheduler.TakeInAsync(facts);
        Assert.Equal(3, (await scheduler.RunAtAsync("2026-05-26 09:00")).Count);

        var plan = A(new FinalPlanSent(Day("2026-05-22")), recorded: "2026-05-26 10:00");
        await scheduler.TakeInAsync(plan);
        Assert.Equal([" 1"], await scheduler.RowsAsync("select last_day, arming from alert_plan where milestone = 'final-plan'"));
        var cleared = await scheduler.RunAtAsync("2026-05-26 10:01");
        Assert.Equal(3, cleared.Count);
        Assert.All(cleared, mail => Assert.Equal("1 plan no longer overdue", mail.Subject));
        Assert.Empty(await scheduler.RunAtAsync("2026-05-26 10:02"));

        await scheduler.TakeInAsync(A(new EventRetracted(plan.Id), recorded: "2026-05-26 11:00"));
        Assert.Equal(3, (await scheduler.RunAtAsync("2026-05-26 11:01")).Count);

        await scheduler.TakeInAsync([.. facts, plan, .. facts]);
        Assert.Empty(await scheduler.RunAtAsync("2026-05-26 11:02"));
        Assert.Equal(["0 breached 3", "0 cleared 3", "1 breached 3"], await scheduler.RowsAsync(
            "select arming, rung, count(*) from alert group by 1, 2 order by 1, 2"));
    }

    [Fact]
    public async Task A_last_day_that_moves_there_and_back_is_told_each_time_it_was_told_before()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.RunAtAsync("2026-05-26 09:00");

        var moved = A(new RequestReceived(Day("2026-05-26").AddDays(-140)), recorded: "2026-05-26 10:00");
        await scheduler.TakeInAsync(moved);
        Assert.Equal(["2026-05-26 four-weeks-left 1"], await scheduler.RowsAsync(Plans));
        var told = await scheduler.RunAtAsync("2026-05-26 10:01");
        Assert.All(told, mail => Assert.Contains("26 May 2026", mail.Text, StringComparison.Ordinal));
        Assert.Equal(["1 plan due within 7 days", "1 plan due within 7 days", "1 plan no longer overdue"], told.Select(mail => mail.Subject)
            .Order()); // the mailbox has no rung before a breach

        await scheduler.TakeInAsync(A(new EventRetracted(moved.Id), recorded: "2026-05-26 11:00"));
        Assert.Equal(["2026-05-25 four-weeks-left 2"], await scheduler.RowsAsync(Plans));
        Assert.Equal(3, (await scheduler.RunAtAsync("2026-05-26 11:01")).Count);
    }

    [Fact]
    public async Task A_breach_nobody_was_mailed_of_and_a_warning_before_it_are_not_told_as_cleared()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync([.. ACase("2026-05-25", "warned"), .. ACase("2026-05-17", "unsaid")]);
        await scheduler.SweepAsync();
        await scheduler.TakeInAsync(A(new FinalPlanSent(Day("2026-05-15")), "unsaid", recorded: "2026-05-18 09:30"));
        Assert.Single(await scheduler.RunAtAsync("2026-05-18 10:00"));

        await scheduler.TakeInAsync(A(new FinalPlanSent(Day("2026-05-18")), "warned", recorded: "2026-05-18 11:00"));

        Assert.Empty(await scheduler.RunAtAsync("2026-05-18 11:01"));
    }

    [Fact]
    public async Task A_cleared_line_is_dropped_when_the_breach_is_back_before_it_was_sent()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.RunAtAsync("2026-05-26 09:00");
        var plan = A(new FinalPlanSent(Day("2026-05-22")), recorded: "2026-05-26 10:00");
        await scheduler.TakeInAsync(plan);
        await scheduler.TakeInAsync(A(new EventRetracted(plan.Id), recorded: "2026-05-26 10:00"));

        var told = await scheduler.RunAtAsync("2026-05-26 10:01");

        Assert.All(told, mail => Assert.Equal("1 plan overdue", mail.Subject));
        Assert.Equal(["dropped 3"], await scheduler.RowsAsync("select state, count(*) from alert where rung = 'cleared' group by 1"));
    }

    [Fact]
    public async Task What_was_dropped_unsaid_is_told_when_its_day_comes_back()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.SweepAsync();
        var plan = A(new FinalPlanSent(Day("2026-05-22")), recorded: "2026-05-26 09:01");
        await scheduler.TakeInAsync(plan);
        Assert.Equal(0, await scheduler.SendAsync());

        await scheduler.TakeInAsync(A(new EventRetracted(plan.Id), recorded: "2026-05-26 09:02"));

        Assert.Equal(3, (await scheduler.RunAtAsync("2026-05-26 09:03")).Count);
        Assert.Equal(["mailed 0 3"], await scheduler.RowsAsync("select state, arming, count(*) from alert group by 1, 2"));
    }

    [Fact]
    public async Task A_fact_that_changes_no_deadline_writes_no_plan()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-03-01 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        var before = await scheduler.RowsAsync("select xmin, ctid, next_rung from alert_plan");

        await scheduler.TakeInAsync(A(new CaseAssigned("South", "sam@council.example"), recorded: "2026-03-01 09:00"));

        Assert.Equal(before, await scheduler.RowsAsync("select xmin, ctid, next_rung from alert_plan"));
    }

    [Fact]
    public async Task An_ungrounded_claim_of_exemption_clears_nothing()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-03-01 09:00");
        await scheduler.TakeInAsync([.. ACase("2026-05-25"), A(new ExemptionClaimed("x", Ground.AppointmentMissed, [Milestone.FinalPlan]))]);

        Assert.Equal(["2026-05-25 four-weeks-left 0"], await scheduler.RowsAsync(Plans));
    }

    private static RecordedFact Clearing(string how, string caseReference = "C-1") => A(
        how switch
        {
            "met" => new FinalPlanSent(Day("2026-03-01")),
            "closed" => new RequestClosed(Day("2026-03-01"), ClosingReason.Withdrawn),
            _ => new ExemptionClaimed("x", Ground.ExceptionalCircumstances, [Milestone.FinalPlan]),
        },
        caseReference,
        recorded: "2026-03-01 09:00");
}
