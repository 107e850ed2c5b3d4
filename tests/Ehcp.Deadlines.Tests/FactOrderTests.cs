using CsCheck;
using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

/// <summary>What cannot have happened in this order is told, and nothing is computed from it.</summary>
public sealed class FactOrderTests
{
    [Fact]
    public void A_refusal_is_heeded_also_where_no_receipt_is_recorded() => Assert.Contains(
        "final-plan-sent of 1 May 2026 follows the refusal of 2 February 2026, and no event says that the refusal was reversed.",
        Folded([Assessed("2026-02-02", "refuse"), PlanSent("2026-05-01")]).CannotCompute.Select(told => told.Reason));

    [Fact]
    public void Of_two_contradictions_of_one_event_the_order_of_the_steps_is_the_reason()
    {
        var timeline = Folded([Received("2026-01-05"), Fact("final-plan-sent", ("sentOn", "2026-01-02"), ("signedOn", "2026-01-03"))]);

        Assert.Equal(
            "final-plan-sent of 2 January 2026 is before request-received of 5 January 2026.", timeline.Clock("final-plan").CannotComputeBecause);
        Assert.Equal(2, timeline.CannotCompute.Count(told => told.Reason.StartsWith("final-plan-sent", StringComparison.Ordinal)));
    }

    private const string Early = "2026-03-01";
    private const string Late = "2026-03-10";

    public static TheoryData<string, string, string, string> Pairs()
    {
        var pairs = new TheoryData<string, string, string, string>();
        foreach (var entry in FactOrder.Table)
        {
            pairs.Add(entry.First.Type.Name, entry.First.Code ?? "", entry.Then.Type.Name, entry.Then.Code ?? "");
        }

        return pairs;
    }

    [Theory, MemberData(nameof(Pairs))]
    public void Each_entry_of_the_table_is_told_once_and_in_its_right_order_it_is_not(string first, string firstCode, string then, string thenCode)
    {
        var reversed = Folded([Of(first, firstCode, Late), Of(then, thenCode, Early)]);
        var inOrder = Folded([Of(first, firstCode, Early), Of(then, thenCode, Late)]);
        var reason = $"{then} of 1 March 2026 is before {first} of 10 March 2026.";

        Assert.Equal(reason, Assert.Single(reversed.CannotCompute, told => told.Reason.Contains("is before", StringComparison.Ordinal)).Reason);
        Assert.DoesNotContain(inOrder.CannotCompute, told => told.Reason.Contains("is before", StringComparison.Ordinal));
        Assert.All(
            reversed.Clocks.Where(clock => clock.Trigger == then), clock => Assert.Equal(ClockState.CannotCompute, StateOf(clock, Day("2030-01-01"))));
        Assert.All(reversed.Clocks, clock => Assert.Null(clock.EndedOn));
        Assert.DoesNotContain(
            Folded([Of(first, firstCode, Late), Of(then, thenCode, Late)]).CannotCompute,
            told => told.Reason.Contains("is before", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("plan-ceased", "ceasedOn")]
    [InlineData("amended-plan-sent", "sentOn")]
    [InlineData("review-meeting-held", "heldOn")]
    [InlineData("review-decided", "notifiedOn")]
    public void Nothing_of_a_plan_comes_before_the_first_plan(string type, string date)
    {
        AskedFact[] facts = [Received("2025-01-10"), PlanSent("2025-05-10"), Fact(type, (date, "2025-05-01"), ("decision", "maintain"), ("reason", "1"))];
        var timeline = Folded(facts);

        Assert.Equal($"{type} of 1 May 2025 is before final-plan-sent of 10 May 2025.", Assert.Single(timeline.CannotCompute).Reason);
        Assert.Equal(ClockState.CannotCompute, timeline.State("annual-review", on: "2027-01-01", "final-plan-sent/1"));
        Assert.Equal(ClockState.CannotCompute, timeline.State("final-plan", on: "2027-01-01"));
        Assert.DoesNotContain(
            Folded([.. facts, Fact("plan-held", ("heldOn", "2025-01-10"), ("madeOn", "2019-05-20"), ("lastReviewedOn", "2024-11-01"))]).CannotCompute,
            told => told.Reason.Contains("is before", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_several_plans_the_first_counts() => Assert.DoesNotContain(
        Folded(
        [
            Received("2024-09-02", "1").Id("r1"), PlanSent("2025-01-10", "1").Id("p1"), Received("2025-09-01", "2").Id("r2"),
            PlanSent("2026-01-10", "2").Id("p2"), Fact("plan-ceased", ("ceasedOn", "2025-06-01"), ("reason", "1")),
        ]).CannotCompute,
        told => told.Reason.Contains("is before", StringComparison.Ordinal));

    [Theory]
    [InlineData("assessment-decided", "refuse", "final-plan-sent", "sentOn")]
    [InlineData("assessment-decided", "refuse", "draft-plan-served", "servedOn")]
    [InlineData("assessment-decided", "refuse", "issue-decided", "notifiedOn")]
    [InlineData("issue-decided", "not-issue", "final-plan-sent", "sentOn")]
    [InlineData("issue-decided", "not-issue", "draft-plan-served", "servedOn")]
    public void Nothing_follows_a_refusal_that_nothing_reversed(string refusal, string decision, string then, string date)
    {
        AskedFact[] facts =
        [
            Received("2026-01-05"), Fact(refusal, ("notifiedOn", "2026-02-10"), ("decision", decision)),
            Fact(then, (date, "2026-05-01"), ("decision", "issue")),
        ];

        Assert.EndsWith(
            "no event says that the refusal was reversed.", Assert.Single(Folded(facts).CannotCompute).Reason, StringComparison.Ordinal);
        var reversed = refusal == "assessment-decided" ? "refusal-to-assess" : "refusal-to-issue";
        Assert.Empty(Folded([.. facts, Reversed("2026-03-01", reversed, "conceded")]).CannotCompute);
        Assert.Single(Folded([.. facts, Reversed("2026-02-09", reversed, "conceded")]).CannotCompute, told =>
            told.Reason.Contains("was reversed", StringComparison.Ordinal)); // reversed before it was made
    }

    [Fact]
    public void Two_refusals_are_no_less_than_one() => Assert.Contains(
        Folded([Received("2026-01-05"), Assessed("2026-02-10", "refuse"), IssueDecided("2026-02-09", "not-issue"), PlanSent("2026-05-01")]).CannotCompute,
        told => told.Reason.EndsWith("no event says that the refusal was reversed.", StringComparison.Ordinal));

    [Theory]
    [InlineData("final-plan-sent", "sentOn 2026-03-01 signedOn 2026-03-02", "final-plan-sent has sentOn 1 March 2026 before signedOn 2 March 2026.")]
    [InlineData("final-plan-sent", "sentOn 2026-03-01 signedOn 2026-03-01", null)]
    [InlineData("appeal-received", "receivedOn 2026-03-01 lodgedOn 2026-03-02", "appeal-received has receivedOn 1 March 2026 before lodgedOn 2 March 2026.")]
    [InlineData("plan-held", "heldOn 2026-03-01 madeOn 2026-03-02", "plan-held has heldOn 1 March 2026 before madeOn 2 March 2026.")]
    [InlineData(
        "plan-held", "heldOn 2026-03-01 madeOn 2026-02-02 lastReviewedOn 2026-02-01",
        "plan-held has lastReviewedOn 1 February 2026 before madeOn 2 February 2026.")]
    [InlineData(
        "plan-transferred-in", "transferredOn 2026-03-01 originalPlanOn 2026-03-02",
        "plan-transferred-in has transferredOn 1 March 2026 before originalPlanOn 2 March 2026.")]
    public void The_dates_of_one_event_have_an_order_too(string type, string dates, string? reason)
    {
        var given = dates.Split(' ').Chunk(2).Select(pair => (pair[0], (object)pair[1])).ToArray();
        var told = Folded([Fact(type, [.. given, ("against", "contents")])])
            .CannotCompute.Where(told => told.Subject.StartsWith(type, StringComparison.Ordinal));

        Assert.Equal(reason is null ? [] : [reason], told.Select(each => each.Reason));
    }

    // A child whose steps contradict each other still waits.
    [Fact]
    public void No_step_on_the_way_takes_a_child_out_of_the_queue() => AnyCase.Facts.Sample(facts =>
    {
        AskedFact[] waiting = [Received("2026-01-05", "9").Id("waiting"), .. facts.Where(fact => !Ends(fact.Fact))];
        var timeline = Folded(waiting);

        var request = Assert.Single(timeline.Requests, request => request.RequestId == "9");
        Assert.Equal((true, Day("2026-05-25")), (request.ReceivedOnUsable, request.PlanLastDay));
        Assert.Equal(ClockState.Overdue, timeline.State("final-plan", on: "2027-01-01", "9"));
    });

    private static bool Ends(Fact fact) =>
        fact is EventRetracted or TribunalOrdered or MediationAgreed or AppealUnopposed or DecisionReversed or AppealReceived;

    private static AskedFact Of(string type, string code, string on)
    {
        var known = FactCatalogue.Find($"ehcp.{type}.v1")!;
        var coded = known.Fields.OfType<CodeField>().Where(field => field.Rule.IsRequired).Select(field => (field.Name, (object)field.Rule.Codes[0]));
        var named = code.Length == 0 ? [] : new[] { (known.Fields.OfType<CodeField>().First(field => field.Rule.Codes.Contains(code)).Name, (object)code) };
        return Fact(type, [(known.ClockDates[0].Name, on), .. coded, .. named]).Id(type);
    }
}
