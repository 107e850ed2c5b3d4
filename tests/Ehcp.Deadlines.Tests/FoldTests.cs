using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class FoldTests
{
    [Fact]
    public void The_newest_fact_of_a_key_wins_as_a_whole()
    {
        var timeline = Folded(
        [
            Fact("case-described", ("area", "North"), ("yearGroup", 4)).After(1).Id("a"),
            Fact("case-described", ("primaryNeed", "ASD")).After(2).Id("b"),
            Received("2026-02-02").After(2).Id("newer"),
            Received("2026-01-05").After(1).Id("older"),
        ]);

        Assert.Equal(Day("2026-02-02"), timeline.Clock("final-plan").StartedOn);
        Assert.Equal(new(null, null, null, null, "ASD", null, null), timeline.Description);
    }

    [Fact]
    public void Times_compare_as_instants()
    {
        var noonInParis = Received("2026-01-05").Id("a") with { Time = new(2026, 1, 5, 12, 0, 0, TimeSpan.FromHours(1)) };
        var halfPastElevenInLondon = Received("2026-01-06").Id("b") with { Time = new(2026, 1, 5, 11, 30, 0, TimeSpan.Zero) };

        Assert.Equal(Day("2026-01-06"), Folded([halfPastElevenInLondon, noonInParis]).Clock("final-plan").StartedOn);
    }

    [Fact]
    public void A_tie_goes_by_source_and_then_id_in_ordinal_order()
    {
        Assert.Equal("B", Team(Assigned("A", "source-1", "9"), Assigned("B", "source-2", "1")));
        Assert.Equal("B", Team(Assigned("A", "source-1", "10"), Assigned("B", "source-1", "9")));
        Assert.Equal("B", Team(Assigned("A", "SOURCE", "1"), Assigned("B", "source", "1")));
        Assert.Equal("A", Team(Assigned("A", "source-1", "9"), Assigned("B", "source-1", "10")));
    }

    [Fact]
    public void Tied_receipts_with_different_dates_cannot_be_computed()
    {
        var timeline = Folded([Received("2026-01-05").Id("a"), Received("2026-01-06").Id("b")]);

        Assert.All(timeline.Clocks, clock =>
        {
            Assert.Equal((null, null), (clock.StartedOn, clock.LastDay));
            Assert.Equal(ClockState.CannotCompute, StateOf(clock, Day("2026-01-07")));
        });
        Assert.Equal(3, timeline.Clocks.Length);
        var told = Assert.Single(timeline.CannotCompute);
        Assert.Equal("request 1", told.Subject);
        var request = Assert.Single(timeline.Requests);
        Assert.False(request.ReceivedOnUsable);
        Assert.Equal(told.Reason, request.CannotComputeBecause);
    }

    [Fact]
    public void A_tie_that_agrees_on_the_date_is_no_dispute()
    {
        var timeline = Folded([Received("2026-01-05").Id("a"), Received("2026-01-05", route: "became-responsible").Id("b")]);

        Assert.Empty(timeline.CannotCompute);
        Assert.Equal("final-plan-2014-responsible", timeline.Clock("final-plan").Rule);
    }

    [Fact]
    public void A_dispute_that_something_newer_settles_is_none()
    {
        var timeline = Folded([Received("2026-01-05").Id("a"), Received("2026-01-06").Id("b"), Received("2026-01-07").Id("c").After(1)]);

        Assert.Empty(timeline.CannotCompute);
        Assert.Equal(Day("2026-01-07"), timeline.Clock("final-plan").StartedOn);
    }

    [Fact]
    public void Only_the_clocks_whose_date_is_disputed_cannot_be_computed_and_one_dispute_is_told_once()
    {
        var timeline = Folded([Received("2026-01-05"), PlanSent("2026-05-25").Id("a"), PlanSent("2026-05-26").Id("b")]);

        Assert.Equal(ClockState.CannotCompute, timeline.State("final-plan", on: "2026-12-31"));
        Assert.Equal(ClockState.NotApplicable, timeline.State("decision-to-assess", on: "2026-12-31"));
        Assert.Equal(["final-plan 1", "final-plan-sent 1"], timeline.CannotCompute.Select(told => told.Subject));
        Assert.All(timeline.Clocks.Where(clock => clock.Trigger == "final-plan-sent"), clock =>
            Assert.Equal(ClockState.CannotCompute, StateOf(clock, Day("2026-12-31"))));
        Assert.False(Assert.Single(timeline.Requests).ReceivedOnUsable);
    }

    [Fact]
    public void Each_request_of_a_case_has_its_own_clocks()
    {
        var timeline = Folded(
        [
            Received("2025-01-06").Id("a"), Assessed("2025-02-03", "refuse").Id("b"),
            Received("2026-01-05", "2").Id("c"), PlanSent("2026-05-20", "2").Id("d"),
        ]);

        Assert.Equal(ClockState.NotApplicable, timeline.State("final-plan", on: "2026-12-31"));
        Assert.Equal(ClockState.Met, timeline.State("final-plan", on: "2026-12-31", "2"));
        Assert.Equal(["1", "2"], timeline.Requests.Select(request => request.RequestId));
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData("not-issue")]
    [InlineData("plan")]
    [InlineData("closed")]
    public void A_request_later_than_its_own_closing_cannot_be_computed_and_is_told(string closing)
    {
        var timeline = Folded([Received("2026-01-05"), closing switch
        {
            "refuse" => Assessed("2026-01-04", "refuse"),
            "not-issue" => IssueDecided("2026-01-04", "not-issue"),
            "plan" => PlanSent("2026-01-04"),
            _ => Closed("2026-01-04"),
        }]);

        Assert.All(timeline.Clocks.Where(clock => clock.Trigger == "request-received"), clock =>
            Assert.Equal(ClockState.CannotCompute, StateOf(clock, Day("2026-01-07"))));
        var told = Assert.Single(timeline.CannotCompute);
        Assert.Equal("request 1", told.Subject);
        Assert.EndsWith(" of 4 January 2026 is before request-received of 5 January 2026.", told.Reason, StringComparison.Ordinal);
        Assert.Equal(closing != "plan", Assert.Single(timeline.Requests).ReceivedOnUsable);
    }

    [Fact]
    public void An_outcome_on_the_day_of_receipt_is_in_time() =>
        Assert.Equal(ClockState.Met, Folded([Received("2026-01-05"), PlanSent("2026-01-05")]).State("final-plan", on: "2026-01-05"));

    [Fact]
    public void A_decision_before_receipt_leaves_only_its_own_clock_uncomputed()
    {
        var timeline = Folded([Received("2026-01-05"), Assessed("2026-01-04")]);

        Assert.Equal(ClockState.CannotCompute, timeline.State("decision-to-assess", on: "2026-01-07"));
        Assert.Equal(ClockState.Open, timeline.State("final-plan", on: "2026-01-07"));
        Assert.Equal("assessment-decided 1", Assert.Single(timeline.CannotCompute).Subject);
    }

    [Fact]
    public void A_plan_without_a_request_has_no_20_weeks_and_counts_as_unusable()
    {
        var timeline = Folded([PlanSent("2026-05-25")]);

        Assert.DoesNotContain(timeline.Clocks, clock => clock.Milestone == "final-plan");
        var request = Assert.Single(timeline.Requests);
        Assert.Equal((Day("2026-05-25"), null, false), (request.PlanSentOn, request.ReceivedOn, request.ReceivedOnUsable));
        Assert.Equal(("request 1", request.CannotComputeBecause), (timeline.CannotCompute.Single().Subject, timeline.CannotCompute.Single().Reason));
    }

    [Fact]
    public void The_process_of_a_request_is_described_for_the_figures()
    {
        var timeline = Folded(
        [
            Received("2026-01-05"), Assessed("2026-02-10"), IssueDecided("2026-04-20", "issue"), PlanSent("2026-05-25"), Closed("2026-06-30", "moved-away"),
            Fact("case-assigned", ("caseOfficer", "officer@example.org"), ("deputy", "deputy@example.org"), ("team", "North")),
            Fact("case-described", ("area", "East"), ("primaryNeed", "ASD"), ("yearGroup", 4), ("setting", "Hill School")),
        ]);

        Assert.Equal(
            new RequestProcess("1", Day("2026-01-05"), true, Day("2026-02-10"), "assess", Day("2026-04-20"), "issue", Day("2026-05-25"), Day("2026-06-30"),
                "moved-away", false, null)
            { PlanLastDay = Day("2026-05-25") },
            Assert.Single(timeline.Requests));
        Assert.Equal(new("officer@example.org", "deputy@example.org", "North", "East", "ASD", 4, "Hill School"), timeline.Description);
    }

    [Fact]
    public void What_is_asked_for_and_not_answered_is_awaited_each_kind_once()
    {
        var timeline = Folded(
        [
            Received("2026-01-05"),
            Fact("advice-requested", ("adviceId", "a"), ("adviceType", "school"), ("requestedOn", "2026-02-02")).Id("1"),
            Fact("advice-requested", ("adviceId", "b"), ("adviceType", "health"), ("requestedOn", "2026-02-02")).Id("2"),
            Fact("advice-requested", ("adviceId", "c"), ("adviceType", "health"), ("requestedOn", "2026-02-03")).Id("3"),
            Fact("advice-requested", ("adviceId", "d"), ("adviceType", "parent"), ("requestedOn", "2026-02-03")).Id("4"),
            Fact("advice-received", ("adviceId", "d"), ("adviceType", "parent"), ("receivedOn", "2026-02-09")).Id("5"),
            Fact("consultation-sent", ("consultationId", "x"), ("sentOn", "2026-03-02")).Id("6"),
            Fact("consultation-answered", ("consultationId", "y"), ("answeredOn", "2026-03-03")).Id("7"),
        ]);

        var request = Assert.Single(timeline.Requests);
        Assert.Equal(["health", "school"], request.AwaitedAdvice);
        Assert.True(request.AwaitsSetting);
        Assert.False(Assert.Single(Folded([Received("2026-01-05")]).Requests).AwaitsSetting);
    }

    private static string? Team(params AskedFact[] facts) => Folded(facts).Description.Team;

    private static AskedFact Assigned(string team, string source, string id) => Fact("case-assigned", ("team", team)).From(source).Id(id);
}
