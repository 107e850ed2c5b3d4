using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

/// <summary>The limits that a reversal of a decision starts, by each of its routes, and which route counts.</summary>
public sealed class ReversalTests
{
    private const string Assess = "assessment-notice-after-reversal 14, refusal-to-issue-after-reversal 70, final-plan-after-reversal 98";

    private const string MakePlan = "draft-plan-after-reversal 35, final-plan-after-reversal 77";

    // Reg. 44(2): 2, 10 and 14 weeks; 5 and 11 weeks; 5 weeks; 2 weeks; immediately.
    [Theory]
    [Pins(
        "assessment-notice-assess-order-2014", "refusal-to-issue-assess-order-2014", "final-plan-assess-order-2014", "draft-plan-make-order-2014",
            "final-plan-make-order-2014",
        "amended-plan-contents-order-2014", "amended-plan-placement-order-2014", "continue-plan-cease-order-2014", "amended-plan-continued-order-2014",
        "reconsideration-order-2014", "cease-plan-order-2014")]
    [InlineData("assess", Assess)]
    [InlineData("reassess", Assess)]
    [InlineData("make-plan", MakePlan)]
    [InlineData("amend-contents", "amended-plan-after-reversal 35")]
    [InlineData("amend-placement", "amended-plan-after-reversal 14")]
    [InlineData("reconsider", "reconsideration 14")]
    [InlineData("continue", "continue-plan 0")]
    [InlineData("continue-and-amend", "continue-plan 0, amended-plan-after-reversal 35")]
    [InlineData("dismiss-cease", "cease-plan 0")]
    public void An_order_starts_its_periods(string order, string milestones) =>
        Assert.Equal(milestones, Days(Folded([Ordered("2026-01-05", order)])));

    // Reg. 42(2): as if the tribunal had ordered it, from the day of the agreement. Reg. 42(3): another matter within 2 weeks.
    [Theory]
    [Pins(
        "assessment-notice-assess-agreement-2014", "refusal-to-issue-assess-agreement-2014", "final-plan-assess-agreement-2014",
            "draft-plan-make-agreement-2014", "final-plan-make-agreement-2014",
        "amended-plan-contents-agreement-2014", "amended-plan-placement-agreement-2014", "continue-plan-cease-agreement-2014", "agreement-2014")]
    [InlineData("refusal-to-assess", Assess)]
    [InlineData("refusal-to-reassess", Assess)]
    [InlineData("refusal-to-issue", MakePlan)]
    [InlineData("contents", "amended-plan-after-reversal 35")]
    [InlineData("placement", "amended-plan-after-reversal 14")]
    [InlineData("cease", "continue-plan 0")]
    [InlineData("other", "agreement 14")]
    public void An_agreement_in_mediation_starts_the_same(string about, string milestones) =>
        Assert.Equal(milestones, Days(Folded([Agreed("2026-01-05", about)])));

    // Reg. 42(5).
    [Theory]
    [Pins("agreed-period-2014")]
    [InlineData("refusal-to-assess")]
    [InlineData("other")]
    public void A_period_agreed_in_writing_takes_their_place(string about)
    {
        var clock = Assert.Single(Folded([Agreed("2026-01-05", about, ("periodAgreedTo", "2026-07-31"))]).Clocks);

        Assert.Equal(("agreement", Day("2026-07-31"), Day("2026-07-31")), (clock.Milestone, clock.LastDay, clock.SecondDate));
        Assert.Equal(
            "Agreed in mediation on Monday 5 January 2026. Period agreed in writing to Friday 31 July 2026. Reg 42(5): within the period agreed in writing. "
                + "Last day Friday 31 July 2026.",
            Explained(clock));
        Assert.Equal("Last day Friday 31 July 2026 (within the period agreed in writing, reg. 42(5)).", ShortOf(clock));
    }

    // Reg. 42(4).
    [Fact]
    [Pins("agreement-told-2014")]
    public void An_authority_that_was_no_party_is_told_within_a_week()
    {
        Assert.Equal("agreement 14, agreement-told 7", Days(Folded([Agreed("2026-01-05", "other", ("agreedWith", "commissioning-body"))])));
        Assert.Equal("agreement 14", Days(Folded([Agreed("2026-01-05", "other", ("agreedWith", "authority"))])));
        Assert.Contains("within 1 week. 1 × 7 = 7 days", Explained(
            Folded([Agreed("2026-01-05", "other", ("agreedWith", "commissioning-body"))]).Clock("agreement-told")), StringComparison.Ordinal);
    }

    // Reg. 45(3) to (7), as substituted by SI 2015/359.
    [Theory]
    [Pins(
        "draft-plan-make-unopposed-2014", "final-plan-make-unopposed-2014", "amended-plan-placement-unopposed-2014", "continue-plan-cease-unopposed-2014")]
    [InlineData("refusal-to-assess", Assess)]
    [InlineData("refusal-to-reassess", Assess)]
    [InlineData("refusal-to-issue", MakePlan)]
    [InlineData("contents", "amended-plan-after-reversal 35")]
    [InlineData("placement", "amended-plan-after-reversal 14")]
    [InlineData("cease", "continue-plan 0")]
    public void An_appeal_that_is_not_opposed_starts_the_same_from_the_notice(string against, string milestones) =>
        Assert.Equal(milestones, Days(Folded([Unopposed("2026-01-05", against)])));

    [Theory]
    [Pins(
        "assessment-notice-assess-reversed-order-2014", "refusal-to-issue-assess-reversed-order-2014", "final-plan-assess-reversed-order-2014",
            "draft-plan-make-reversed-order-2014",
        "final-plan-make-reversed-order-2014", "amended-plan-contents-reversed-order-2014", "amended-plan-placement-reversed-order-2014",
            "continue-plan-cease-reversed-order-2014",
        "draft-plan-make-reversed-unopposed-2014",
        "final-plan-make-reversed-unopposed-2014", "amended-plan-placement-reversed-unopposed-2014",
            "continue-plan-cease-reversed-unopposed-2014")]
    [InlineData("refusal-to-assess", Assess)]
    [InlineData("refusal-to-reassess", Assess)]
    [InlineData("refusal-to-issue", MakePlan)]
    [InlineData("contents", "amended-plan-after-reversal 35")]
    [InlineData("placement", "amended-plan-after-reversal 14")]
    [InlineData("cease", "continue-plan 0")]
    public void A_reversal_by_order_agreement_or_unopposed_appeal_starts_the_same(string reversed, string milestones)
    {
        foreach (var by in new[] { "tribunal-order", "consent-order", "mediation-agreement", "unopposed-appeal" })
        {
            var timeline = Folded([Reversed("2026-01-05", reversed, by)]);

            Assert.Equal(milestones, Days(timeline));
            Assert.All(timeline.Clocks, clock =>
                Assert.Contains(by == "unopposed-appeal" ? "reg. 45" : "reg. 44", CitationOf(clock), StringComparison.Ordinal));
        }
    }

    [Theory]
    [Pins(
        "assessment-notice-assess-reversed-unknown-2014", "refusal-to-issue-assess-reversed-unknown-2014", "final-plan-assess-reversed-unknown-2014",
            "draft-plan-make-reversed-unknown-2014",
        "final-plan-make-reversed-unknown-2014", "amended-plan-contents-reversed-unknown-2014", "amended-plan-placement-reversed-unknown-2014",
            "continue-plan-cease-reversed-unknown-2014")]
    [InlineData("refusal-to-assess", Assess)]
    [InlineData("refusal-to-reassess", Assess)]
    [InlineData("refusal-to-issue", MakePlan)]
    [InlineData("contents", "amended-plan-after-reversal 35")]
    [InlineData("placement", "amended-plan-after-reversal 14")]
    [InlineData("cease", "continue-plan 0")]
    public void By_an_unknown_route_the_periods_of_an_order_are_shown(string reversed, string milestones)
    {
        var timeline = Folded([Reversed("2026-01-05", reversed)]);

        Assert.Equal(milestones, Days(timeline));
        Assert.All(timeline.Clocks, clock =>
            Assert.Contains("By what route the decision was reversed is not recorded", Explained(clock), StringComparison.Ordinal));
    }

    // "A decision-reversed of the same appealId then only marks."
    [Theory]
    [InlineData("conceded")]
    [InlineData("consent-order")]
    [InlineData("unopposed-appeal")]
    [InlineData(null)]
    public void Beside_an_order_a_reversal_of_the_same_appeal_only_marks(string? by)
    {
        foreach (
            var stronger in new[] { Ordered("2026-05-01", "assess"), Agreed("2026-05-01", "refusal-to-assess"), Unopposed("2026-05-01", "refusal-to-assess") })
        {
            var timeline = Folded([Received("2026-01-05"), Assessed("2026-02-10", "refuse"), stronger, Reversed("2026-05-04", "refusal-to-assess", by)]);

            Assert.Equal(stronger.TypeName(), timeline.Clock("final-plan-after-reversal").Trigger);
            Assert.Equal("assessment-decided", timeline.Clock("final-plan").ClosedBy);
        }
    }

    [Fact]
    public void An_order_goes_before_an_agreement_and_that_before_not_opposing()
    {
        var all = Folded([Ordered("2026-05-01", "assess"), Agreed("2026-04-01", "refusal-to-assess"), Unopposed("2026-03-01", "refusal-to-assess")]);
        var two = Folded([Agreed("2026-04-01", "refusal-to-assess"), Unopposed("2026-03-01", "refusal-to-assess")]);

        Assert.Equal(Day("2026-08-07"), all.Clock("final-plan-after-reversal").LastDay);
        Assert.Equal(Day("2026-07-08"), two.Clock("final-plan-after-reversal").LastDay);
    }

    [Fact]
    public void Of_two_requests_the_one_refused_in_the_months_before_the_appeal_is_meant()
    {
        AskedFact[] refusedTwice =
        [
            Received("2024-01-08", "1").Id("a"), Assessed("2024-02-12", "refuse", "1").Id("b"),
            Received("2026-01-05", "2").Id("c"), Assessed("2026-02-10", "refuse", "2").Id("d"),
            Reversed("2026-05-01", "refusal-to-assess", "conceded"),
        ];

        var ambiguous = Folded(refusedTwice);
        Assert.Equal(
            new Uncomputed("appeal 1", "The facts do not say which request the decision-reversed of 1 May 2026 is about: 2 are possible."),
            Assert.Single(ambiguous.CannotCompute));
        Assert.All(["1", "2"], id => Assert.Equal("assessment-decided", ambiguous.Clock("final-plan", id).ClosedBy));

        foreach (var sought in new[] { Fact("appeal-received", ("receivedOn", "2026-03-01"), ("against", "refusal-to-assess")),
            Fact("mediation-requested", ("requestedOn", "2026-03-01")) })
        {
            var clear = Folded([.. refusedTwice, sought]);
            Assert.Empty(clear.CannotCompute);
            Assert.Equal((null, "conceded"), (clear.Clock("final-plan", "1").Reopened, clear.Clock("final-plan", "2").Reopened));
        }
    }

    [Fact]
    public void Of_two_reversals_of_one_request_the_one_with_limits_of_its_own_counts()
    {
        var conceded = Reversed("2026-05-01", "refusal-to-assess", "conceded", "1").Id("a");
        var ordered = Reversed("2026-04-01", "refusal-to-assess", "consent-order", "2").Id("b");

        Assert.Equal("assessment-decided", Folded([Received("2026-01-05"), Assessed("2026-02-10", "refuse"), conceded, ordered]).Clock("final-plan").ClosedBy);
    }

    // Reg. 44(3), as far as it could be read.
    [Theory]
    [InlineData("exceptional-circumstances", "1", ClockState.Exempt)]
    [InlineData("exceptional-circumstances", "2", ClockState.Overdue)]
    [InlineData("school-closed", "1", ClockState.Exempt)]
    [InlineData("appointment-missed", "1", ClockState.Overdue)]
    public void An_exemption_disapplies_the_limits_of_the_appeal_it_names(string ground, string appealId, ClockState state) => Assert.Equal(
        state,
        Folded([Ordered("2026-01-05", "assess"), Claim("e", ground, ["final-plan-after-reversal"], ("appealId", appealId))])
            .State("final-plan-after-reversal", on: "2026-12-31"));

    [Theory]
    [InlineData("assess", "draft-plan-served", "servedOn", "assessment-notice-after-reversal", ClockState.NotApplicable)]
    [InlineData("assess", "issue-decided", "notifiedOn", "final-plan-after-reversal", ClockState.NotApplicable)]
    [InlineData("assess", "issue-decided", "notifiedOn", "refusal-to-issue-after-reversal", ClockState.Met)]
    [InlineData("assess", "case-assigned", "on", "refusal-to-issue-after-reversal", ClockState.Open)]
    [InlineData("make-plan", "draft-plan-served", "servedOn", "draft-plan-after-reversal", ClockState.Met)]
    [InlineData("make-plan", "request-closed", "closedOn", "final-plan-after-reversal", ClockState.NotApplicable)]
    [InlineData("amend-contents", "amended-plan-sent", "sentOn", "amended-plan-after-reversal", ClockState.Met)]
    [InlineData("dismiss-cease", "case-assigned", "on", "cease-plan", ClockState.NotApplicable)]
    public void What_happens_in_any_process_after_it_ends_or_closes_it(string order, string type, string field, string milestone, ClockState state) =>
        Assert.Equal(
        state,
        Folded([Ordered("2026-01-05", order), Fact(type, (field, "2026-01-10"), ("decision", "not-issue"))]).State(milestone, on: "2026-12-31"));

    private static string Days(Timeline timeline) =>
        string.Join(", ", timeline.Clocks.Select(clock => $"{clock.Milestone} {clock.LastDay!.Value.DayNumber - clock.StartedOn!.Value.DayNumber}"));
}
