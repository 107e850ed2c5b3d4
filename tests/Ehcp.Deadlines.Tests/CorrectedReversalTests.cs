using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

/// <summary>Directions of the tribunal, the exemptions after an appeal, the law before 2015, and the open request after a reversal.</summary>
public sealed class CorrectedReversalTests
{
    // Reg. 44(1): subject to any direction of the tribunal.
    [Theory]
    [InlineData("amend-contents", null, "amended-plan-after-reversal", "2026-01-19")]
    [InlineData("amend-placement", null, "amended-plan-after-reversal", "2026-01-19")]
    [InlineData("continue-and-amend", null, "amended-plan-after-reversal", "2026-01-19")]
    [InlineData("reconsider", null, "reconsideration", "2026-01-19")]
    [InlineData("make-plan", null, "final-plan-after-reversal", "2026-01-19")]
    [InlineData("make-plan", null, "draft-plan-after-reversal", "2026-02-09")]
    [InlineData("make-plan", "draft-plan", "draft-plan-after-reversal", "2026-01-19")]
    [InlineData("make-plan", "draft-plan", "final-plan-after-reversal", "2026-03-23")]
    [InlineData("assess", null, "final-plan-after-reversal", "2026-01-19")]
    [InlineData("assess", "assessment-notice", "assessment-notice-after-reversal", "2026-01-19")]
    [InlineData("assess", "assessment-notice", "final-plan-after-reversal", "2026-04-13")]
    public void The_day_that_the_tribunal_directs_replaces_the_period(string order, string? directedFor, string milestone, string lastDay)
    {
        var clock = Folded([Directed(order, "2026-01-05", "2026-01-19", directedFor)]).Clock(milestone);

        Assert.Equal(Day(lastDay), clock.LastDay);
        Assert.Equal(
            lastDay == "2026-01-19", Explained(clock).Contains("The tribunal directed it by Monday 19 January 2026.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_consent_order_directs_too_and_an_agreement_does_not_hear_of_it()
    {
        var reversed = Fact("decision-reversed", ("effectiveOn", "2026-01-05"), ("reversed", "contents"), ("by", "consent-order"),
            ("directedTo", "2026-03-31"));

        Assert.Equal(Day("2026-03-31"), Folded([reversed]).Clock("amended-plan-after-reversal").LastDay);
        Assert.Equal(Day("2026-02-09"), Folded([Reversed("2026-01-05", "contents", "consent-order")]).Clock("amended-plan-after-reversal").LastDay);
    }

    // Reg. 44(3), 45(7): an absence of two weeks is enough, where the limits of a request need four.
    [Theory]
    [InlineData("assess", "2026-01-06", "2026-01-19", "proven")]
    [InlineData("assess", "2026-01-06", "2026-01-18", "disproved")]
    [InlineData("make-plan", "2026-01-06", "2026-01-19", "proven")]
    [InlineData("amend-contents", "2026-01-06", "2026-02-09", "not-allowed")]
    [InlineData("amend-placement", "2026-01-06", "2026-02-09", "not-allowed")]
    public void Two_weeks_away_are_enough_after_an_order(string order, string from, string to, string standing)
    {
        var milestone = order.StartsWith("amend", StringComparison.Ordinal) ? "amended-plan-after-reversal" : "final-plan-after-reversal";
        var away = Claim("e", "absent-from-area", [milestone], ("absentFrom", from), ("absentTo", to), ("appealId", "1"));

        Assert.Equal(standing, Assert.Single(Folded([Ordered("2026-01-05", order), away]).Clock(milestone).Claims()).Standing);
    }

    [Fact]
    public void An_unopposed_appeal_has_exemptions_of_its_own()
    {
        var claim = Claim("e", "exceptional-circumstances", ["amended-plan-after-reversal"], ("appealId", "1"));
        var clock = Folded([Unopposed("2026-05-01", "contents"), claim]).Clock("amended-plan-after-reversal");

        Assert.True(Assert.Single(clock.Claims()).Disapplies);
        Assert.Equal("reg. 45(7)", Rule(clock.Rule)!.Grounds[0].Provision);
    }

    // SI 2015/359, reg. 8, in force 23 March 2015.
    [Theory]
    [Pins(
        "assessment-notice-assess-unopposed-2014", "amended-plan-contents-unopposed-2014", "assessment-notice-assess-unopposed-2015",
        "refusal-to-issue-assess-unopposed-2015", "final-plan-assess-unopposed-2015", "amended-plan-contents-unopposed-2015",
        "assessment-notice-assess-reversed-unopposed-2014", "amended-plan-contents-reversed-unopposed-2014",
        "assessment-notice-assess-reversed-unopposed-2015", "refusal-to-issue-assess-reversed-unopposed-2015",
        "final-plan-assess-reversed-unopposed-2015", "amended-plan-contents-reversed-unopposed-2015")]
    [InlineData("2014-12-01", "contents", "2014-12-29")]
    [InlineData("2015-03-22", "contents", "2015-04-19")]
    [InlineData("2015-03-23", "contents", "2015-04-27")]
    [InlineData("2026-05-01", "contents", "2026-06-05")]
    [InlineData("2014-12-01", "refusal-to-assess", "2014-12-29")]
    [InlineData("2015-03-23", "refusal-to-assess", "2015-04-06 2015-06-01 2015-06-29")]
    [InlineData("2026-05-01", "refusal-to-assess", "2026-05-15 2026-07-10 2026-08-07")]
    public void Regulation_45_was_another_before_2015(string notifiedOn, string against, string lastDays)
    {
        Assert.Equal(lastDays, Days(Folded([Unopposed(notifiedOn, against)])));
        Assert.Equal(lastDays, Days(Folded([Reversed(notifiedOn, against, "unopposed-appeal")])));
    }

    [Theory]
    [InlineData("tribunal-ordered", "2026-09-07")]
    [InlineData("appeal-unopposed", "2026-09-07")]
    [InlineData("conceded", "2026-05-25")]
    public void A_reversed_refusal_is_an_open_request_again_with_the_limit_that_applies(string how, string lastDay)
    {
        var reversal = how switch
        {
            "tribunal-ordered" => Ordered("2026-06-01", "assess"),
            "appeal-unopposed" => Unopposed("2026-06-01", "refusal-to-assess"),
            _ => Reversed("2026-06-01", "refusal-to-assess", "conceded"),
        };
        AskedFact[] facts = [Received("2026-01-05"), Assessed("2026-02-10", "refuse"), reversal];

        var request = Assert.Single(Folded(facts).Requests);
        Assert.Equal((Day("2026-06-01"), Day(lastDay)), (request.ReopenedOn, request.PlanLastDay));
        Assert.Equal(("refuse", Day("2026-02-10")), (request.AssessmentDecision, request.AssessmentDecidedOn)); // SEN2: the decision and its date stay
        Assert.Null(Assert.Single(Folded(facts[..2]).Requests).ReopenedOn);
        Assert.Empty(Folded([.. facts, PlanSent("2026-09-01")]).CannotCompute);
    }

    [Fact]
    public void A_direction_is_the_limit_of_the_open_request() => Assert.Equal(
        Day("2026-07-01"),
        Folded([Received("2026-01-05"), IssueDecided("2026-04-10", "not-issue"), Directed("make-plan", "2026-06-01", "2026-07-01", null)])
            .Requests[0].PlanLastDay);

    // Reg. 42(5).
    [Fact]
    public void So_is_a_period_agreed_in_writing() => Assert.Equal(
        Day("2026-07-15"),
        Folded([Received("2026-01-05"), Assessed("2026-02-10", "refuse"), Agreed("2026-05-01", "refusal-to-assess", ("periodAgreedTo", "2026-07-15"))])
            .Requests[0].PlanLastDay);

    [Theory]
    [InlineData("r", null)]
    [InlineData("r a=2026-02-10", "2026-02-10")]
    [InlineData("r a=2026-02-10 v=2026-02-09", "2026-02-10")] // reversed before it was made
    [InlineData("r a=2026-02-10 v=2026-02-10", null)]
    [InlineData("r a=2026-02-10 v=2026-05-01 c=2026-06-01", "2026-06-01")]
    [InlineData("r a=2026-02-10 v=2026-05-01 p=2026-08-01", "2026-08-01")]
    public void A_request_ends_once_and_begins_again_when_its_refusal_is_reversed(string facts, string? endedOn) => Assert.Equal(
        endedOn is null ? null : Day(endedOn),
        Folded(facts.Split(' ').Select(fact => fact[0] switch
        {
            'a' => Assessed(fact[2..], "refuse"),
            'v' => Reversed(fact[2..], "refusal-to-assess", "tribunal-order"),
            'c' => Closed(fact[2..]),
            'p' => PlanSent(fact[2..]),
            _ => Received("2026-01-05"),
        })).Requests[0].EndedOn);

    [Fact]
    public void An_appeal_that_names_its_request_needs_no_dates_to_be_tied_to_it()
    {
        AskedFact[] twice =
        [
            Received("2026-01-05", "1").Id("r1"), Received("2026-01-12", "2").Id("r2"), Assessed("2026-02-10", "refuse", "1").Id("a1"),
            Assessed("2026-02-11", "refuse", "2").Id("a2"),
        ];
        var named = Fact("tribunal-ordered", ("orderedOn", "2026-06-01"), ("order", "assess"), ("requestId", "2"));

        Assert.Single(Folded([.. twice, Ordered("2026-06-01", "assess")]).CannotCompute);
        var timeline = Folded([.. twice, named]);
        Assert.Empty(timeline.CannotCompute);
        Assert.Equal((null, Day("2026-06-01")), (timeline.Requests[0].ReopenedOn, timeline.Requests[1].ReopenedOn));
    }

    private static string Days(Timeline timeline) => string.Join(' ', timeline.Clocks.Select(clock => $"{clock.LastDay:yyyy-MM-dd}"));

    private static AskedFact Directed(string order, string on, string to, string? directedFor) => Fact(
        "tribunal-ordered", [("orderedOn", on), ("order", order), ("directedTo", to), .. directedFor is null ? []
            : new (string, object)[] { ("directedFor", directedFor) }]);
}
