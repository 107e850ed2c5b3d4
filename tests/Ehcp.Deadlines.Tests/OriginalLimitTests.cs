using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

/// <summary>What becomes of the limits of the request when its refusal is reversed: an order closes them, a concession does not.</summary>
public sealed class OriginalLimitTests
{
    // R (W) v Hertfordshire CC [2023] EWHC 3138 (Admin): with no consent order the limit stays 20 weeks from the original request.
    [Fact]
    public void A_concession_leaves_the_original_limit_as_it_was()
    {
        var timeline = Folded([Received("2026-01-05"), Assessed("2026-02-10", "refuse"), Reversed("2026-05-01", "refusal-to-assess", "conceded")]);

        Assert.Equal((Day("2026-05-25"), null, "conceded"),
            (timeline.Clock("final-plan").LastDay, timeline.Clock("final-plan").ClosedBy, timeline.Clock("final-plan").Reopened));
        Assert.Equal(ClockState.Overdue, timeline.State("final-plan", on: "2026-05-26"));
        Assert.Equal((Day("2026-04-27"), null), (timeline.Clock("refusal-to-issue").LastDay, timeline.Clock("refusal-to-issue").ClosedBy));
        Assert.Equal(Day("2026-02-10"), timeline.Clock("decision-to-assess").EndedOn);
        Assert.Null(timeline.Clock("decision-to-assess").Reopened);
        Assert.DoesNotContain(timeline.Clocks, clock => clock.Trigger == "decision-reversed");
        Assert.Empty(timeline.CannotCompute);
        Assert.EndsWith(
            "Last working day Friday 22 May 2026; the legal last day is Monday 25 May, a bank holiday. The refusal was conceded without an order, which leaves the original "
                + "limit as it was: R (W) v Hertfordshire CC [2023] EWHC 3138 (Admin).",
            Explained(timeline.Clock("final-plan")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_conceded_refusal_to_issue_brings_back_the_final_plan_alone()
    {
        var timeline = Folded(
            [Received("2026-01-05"), Assessed("2026-02-10"), IssueDecided("2026-04-20", "not-issue"), Reversed("2026-05-01", "refusal-to-issue", "conceded")]);

        Assert.Equal("conceded", timeline.Clock("final-plan").Reopened);
        Assert.Equal(ClockState.Open, timeline.State("final-plan", on: "2026-05-25"));
        Assert.Equal((null, Day("2026-04-20")), (timeline.Clock("refusal-to-issue").Reopened, timeline.Clock("refusal-to-issue").EndedOn));
        Assert.Equal(ClockState.Missed, Folded(
            [Received("2026-01-05"), IssueDecided("2026-04-20", "not-issue"), Reversed("2026-05-01", "refusal-to-issue", "conceded"), PlanSent("2026-06-01")])
                .State("final-plan", on: "2026-12-31"));
    }

    [Fact]
    public void A_refusal_after_the_reversal_stands()
    {
        var timeline = Folded(
            [Received("2026-01-05"), Assessed("2026-02-10", "refuse"), Reversed("2026-03-01", "refusal-to-assess", "conceded"),
            IssueDecided("2026-04-20", "not-issue")]);

        Assert.Equal(("issue-decided", Day("2026-04-20")), (timeline.Clock("final-plan").ClosedBy, timeline.Clock("final-plan").ClosedOn));
    }

    [Fact]
    public void By_an_unknown_route_the_original_date_is_shown_beside_them()
    {
        var timeline = Folded([Received("2026-01-05"), Assessed("2026-02-10", "refuse"), Reversed("2026-05-01", "refusal-to-assess")]);

        Assert.Equal((Day("2026-05-25"), "unknown"), (timeline.Clock("final-plan").LastDay, timeline.Clock("final-plan").Reopened));
        Assert.Equal(Day("2026-08-07"), timeline.Clock("final-plan-after-reversal").LastDay); // 1 May + 14 weeks
        Assert.Contains("by what route is not recorded", Explained(timeline.Clock("final-plan")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tribunal-ordered")]
    [InlineData("mediation-agreed")]
    [InlineData("appeal-unopposed")]
    [InlineData("decision-reversed")]
    public void After_an_order_an_agreement_or_an_unopposed_appeal_the_original_limits_are_closed(string type)
    {
        AskedFact reversal = type switch
        {
            "tribunal-ordered" => Ordered("2026-05-01", "assess"),
            "mediation-agreed" => Agreed("2026-05-01", "refusal-to-assess"),
            "appeal-unopposed" => Unopposed("2026-05-01", "refusal-to-assess"),
            _ => Reversed("2026-05-01", "refusal-to-assess", "consent-order"),
        };
        var timeline = Folded([Received("2026-01-05"), Assessed("2026-02-10", "refuse"), reversal, PlanSent("2026-08-07")]);

        Assert.Equal((null, "assessment-decided", Day("2026-02-10")),
            (timeline.Clock("final-plan").EndedOn, timeline.Clock("final-plan").ClosedBy, timeline.Clock("final-plan").ClosedOn));
        Assert.Null(timeline.Clock("final-plan").Reopened);
        Assert.Equal(ClockState.NotApplicable, timeline.State("final-plan", on: "2026-12-31"));
        Assert.Equal(ClockState.Met, timeline.State("final-plan-after-reversal", on: "2026-12-31"));
        Assert.Equal(Day("2026-08-07"), timeline.Requests[0].PlanSentOn);
    }

    [Fact]
    public void A_later_decision_of_the_same_request_does_not_bring_them_back()
    {
        var timeline = Folded(
            [Received("2026-01-05"), Assessed("2026-02-10", "refuse").Id("a"), Assessed("2026-05-10").Id("b").After(1), Ordered("2026-05-01", "assess")]);

        Assert.Equal(("tribunal-ordered", Day("2026-05-01")), (timeline.Clock("final-plan").ClosedBy, timeline.Clock("final-plan").ClosedOn));
        Assert.Equal(ClockState.Met, timeline.State("assessment-notice-after-reversal", on: "2026-12-31"));
    }

    [Fact]
    public void A_plan_sent_before_the_reversal_was_still_of_the_original_limit() => Assert.Equal(
        ClockState.Met,
        Folded([Received("2026-01-05"), IssueDecided("2026-02-10", "not-issue"), PlanSent("2026-04-01"), Ordered("2026-05-01", "make-plan")])
            .State("final-plan", on: "2026-12-31"));

    [Fact]
    public void A_disputed_plan_after_an_order_leaves_the_original_limits_closed() => Assert.Equal(
        ClockState.NotApplicable,
        Folded([Received("2026-01-05"), IssueDecided("2026-02-10", "not-issue"), Ordered("2026-05-01", "make-plan"), PlanSent("2026-07-01")
            .Id("a"), PlanSent("2026-07-02").Id("b")])
            .State("final-plan", on: "2026-12-31"));

    [Fact]
    public void An_order_about_the_plan_itself_leaves_the_request_alone() =>
        Assert.Equal(ClockState.Overdue, Folded([Received("2026-01-05"), Ordered("2026-05-01", "amend-contents")]).State("final-plan", on: "2026-12-31"));

    [Fact]
    public void A_concession_without_a_request_is_told()
    {
        var told = Assert.Single(Folded([Reversed("2026-05-01", "refusal-to-assess", "conceded")]).CannotCompute);

        Assert.Equal("appeal 1", told.Subject);
        Assert.StartsWith("No request is recorded that this reversal could be about", told.Reason, StringComparison.Ordinal);
        Assert.Single(Folded([Received("2026-05-02"), Reversed("2026-05-01", "refusal-to-assess", "conceded")]).CannotCompute);
        Assert.Empty(Folded([Ordered("2026-05-01", "assess")]).CannotCompute);
        Assert.Empty(Folded([Reversed("2026-05-01", "contents", "conceded")]).CannotCompute);
    }

    [Theory]
    [InlineData("refusal-to-assess", "refusal-to-issue", "conceded")]
    public void Of_two_concessions_the_later_counts(string first, string second, string by)
    {
        var timeline = Folded(
        [
            Received("2026-01-05"), Assessed("2026-02-10", "refuse"), IssueDecided("2026-04-01", "not-issue"),
            Reversed("2026-03-01", first, by, "9").Id("a"), Reversed("2026-05-01", second, by, "1").Id("b"),
        ]);

        Assert.Equal("conceded", timeline.Clock("final-plan").Reopened);
        Assert.Null(timeline.Clock("refusal-to-issue").Reopened);
    }

    // The calculator knows no request, so its date is given with the concession.
    [Theory]
    [Pins("final-plan-conceded-2014", "refusal-to-issue-conceded-2014", "reassessed-plan-conceded-2014")]
    [InlineData("refusal-to-assess", "conceded", "final-plan 2026-02-18, refusal-to-issue 2026-01-21")]
    [InlineData("refusal-to-issue", "conceded", "final-plan 2026-02-18")]
    [InlineData("refusal-to-reassess", "conceded", "final-plan-after-reversal 2026-04-13")]
    [InlineData("refusal-to-issue", "", "draft-plan-after-reversal 2026-02-09, final-plan 2026-02-18, final-plan-after-reversal 2026-03-23")]
    public void The_calculator_is_given_the_original_date(string reversed, string by, string expected)
    {
        var timeline = Calculated("decision-reversed", Day("2026-01-05"),
            [new("reversed", reversed), .. by.Length == 0 ? [] : new KeyValuePair<string, object>[] { new("by", by) }, new("receivedOn", Day("2025-10-01"))]);

        Assert.Equal(
            expected, string.Join(", ", timeline.Clocks.Select(clock => $"{clock.Milestone} {clock.LastDay:yyyy-MM-dd}").Order(StringComparer.Ordinal)));
        Assert.Empty(timeline.CannotCompute);
    }

    [Fact]
    public void The_original_limit_shows_its_working() => Assert.Equal(
        "Refusal reversed without an order on Monday 5 January 2026. Request received on Wednesday 1 October 2025. Reg 13(2): within 20 weeks, from the "
            + "original date. 20 × 7 = 140 days. "
        + "Last day Wednesday 18 February 2026. A concession without an order leaves the original limit as it was: R (W) v Hertfordshire CC [2023] EWHC 3138 "
            + "(Admin).",
        Explained(
            Calculated("decision-reversed", Day("2026-01-05"),
            [new("reversed", "refusal-to-issue"), new("by", "conceded"), new("receivedOn", Day("2025-10-01"))]).Clock("final-plan")));
}
