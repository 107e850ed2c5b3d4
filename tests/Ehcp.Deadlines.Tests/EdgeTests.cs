using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

/// <summary>Edges that mutants of the fold found unwatched: equal days, second events of a kind, and whom a message names.</summary>
public sealed class EdgeTests
{
    [Fact]
    public void What_is_told_is_in_order_of_its_subject() => Assert.Equal(
        ["request 1", "retraction of case-system a", "retraction of case-system b"],
        Folded([Retraction("b"), Retraction("a"), PlanSent("2026-01-05")]).CannotCompute.Select(told => told.Subject));

    [Fact]
    public void A_claim_of_nothing_and_a_retraction_of_nothing_are_no_failure()
    {
        Assert.Empty(
            Folded([Received("2026-01-05"), Fact("exemption-claimed", ("exemptionId", "e"), ("ground", "coronavirus"), ("milestones", Array.Empty<string>()))])
            .Clock("final-plan").Claims());
        Assert.Equal("retraction of case-system ", Assert.Single(Folded([Fact("event-retracted")]).CannotCompute).Subject);
        Assert.Equal(
            "absentFrom=2026-01-05\nexemptionId=e\nground=coronavirus\nmilestones=final-plan,advice",
            KeptFact.Canonical(Claim("e", "coronavirus", ["final-plan", "advice"], ("absentFrom", "2026-01-05")).Fact));
        Assert.Equal("phase=other\nyear=2027", KeptFact.Canonical(Built("phase-transfer-due", ("year", 2027), ("phase", "other"))));
    }

    [Fact]
    public void Each_withdrawal_acts()
    {
        AskedFact[] facts =
        [
            Received("2026-01-05"), Claim("e1", "exceptional-circumstances", ["final-plan"]), Claim("e2", "exceptional-circumstances", ["final-plan"]),
            Fact("exemption-withdrawn", ("exemptionId", "e1")).After(1).Id("w1"), Fact("exemption-withdrawn", ("exemptionId", "e2")).After(1).Id("w2"),
        ];

        Assert.Empty(Folded(facts).Clock("final-plan").Claims());
    }

    [Theory]
    [InlineData("school-closed", "closedFrom 2026-04-13 reopensOn 2026-03-30", "The closure lasted 0 days, and the ground needs at least 28.")]
    [InlineData("school-closed", "closedFrom 2026-03-30 reopensOn 2026-04-13", "The closure lasted 14 days, and the ground needs at least 28.")]
    [InlineData("school-closed", "closedFrom 2026-07-22 reopensOn 2026-09-02 adviceRequestedOn 2026-07-14",
        "Advice was not requested between one week before the closure and one week before re-opening.")]
    [InlineData("school-closed", "closedFrom 2026-07-22 reopensOn 2026-09-02",
        "The dates that would prove it are not all given: adviceRequestedOn, closedFrom and reopensOn.")]
    [InlineData("school-closed", "closedFrom 2026-07-22 reopensOn 2026-09-02 adviceRequestedOn 2026-07-22",
        "The closure lasted at least 4 weeks, and advice was requested between one week before it and one week before re-opening.")]
    [InlineData("absent-from-area", "absentFrom 2026-02-01", "The dates that would prove it are not both given: absentFrom and absentTo.")]
    [InlineData("absent-from-area", "absentFrom 2026-02-01 absentTo 2026-02-03",
        "The absence covers 3 days of the period of the limit, and the ground needs at least 28.")]
    [InlineData("absent-from-area", "absentFrom 2026-02-01 absentTo 2026-03-03", "The absence covers at least 28 days of the period of the limit.")]
    [InlineData("coronavirus", "", "The ground was law from 1 May 2020 to 25 September 2020 only, and the limit ran at another time.")]
    [InlineData("appointment-missed", "", "The law does not allow this ground for the limit of reg. 13(2).")]
    public void A_claim_says_why_it_stands_as_it_does(string ground, string dates, string why)
    {
        var words = dates.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var fields = words.Chunk(2).Select(pair => (pair[0], (object)pair[1])).ToArray();

        Assert.Equal(why, Assert.Single(Folded([Received("2026-01-05"), Claim("e", ground, ["final-plan"], fields)]).Clock("final-plan").Claims()).Why);
    }

    [Fact]
    public void A_limit_without_any_ground_says_so() => Assert.Equal(
        "SEND Regulations 2014 (SI 2014/1530), reg. 13(1)(a) allows no exemption.",
        Assert.Single(Folded([Fact("draft-plan-served", ("servedOn", "2026-03-02")), Claim("e", "coronavirus", ["representations"])]).Clock("representations")
            .Claims()).Why);

    [Fact]
    public void Reasons_name_the_events()
    {
        Assert.Equal(
            "Two final-plan-sent events recorded at the same instant give different dates; nothing says which is right.",
            Folded([Received("2026-01-05"), PlanSent("2026-05-25").Id("a"), PlanSent("2026-05-26").Id("b")]).Clock("final-plan").CannotComputeBecause);
        Assert.Equal("final-plan-sent has no sentOn.", Folded([Received("2026-01-05"), Fact("final-plan-sent")]).Clock("final-plan").CannotComputeBecause);
        Assert.Equal("request-received has no receivedOn.", Folded([Fact("request-received")]).Clock("final-plan").CannotComputeBecause);
        Assert.Equal(
            "final-plan-sent of 16 March 2026 is not after the family's last day, 16 March 2026; the facts cannot tell whether the family had already "
                + "answered.",
            Folded([Fact("draft-plan-served", ("servedOn", "2026-03-02")), PlanSent("2026-03-16")]).Clock("representations").CannotComputeBecause);
        Assert.Equal(
            "No request-received is recorded for this request, so its limits have no start.",
            Assert.Single(Folded([Assessed("2026-02-10")]).Requests).CannotComputeBecause);
    }

    [Fact]
    public void A_disputed_plan_is_why_a_request_cannot_be_measured_unless_it_has_no_start_either()
    {
        AskedFact[] disputed = [PlanSent("2026-05-25").Id("a"), PlanSent("2026-05-26").Id("b")];

        Assert.StartsWith("Two final-plan-sent events", Folded([Received("2026-01-05"), .. disputed])
            .Requests[0].CannotComputeBecause, StringComparison.Ordinal);
        Assert.StartsWith("No request-received", Folded(disputed).Requests[0].CannotComputeBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_stage_that_contradicts_the_receipt_is_named()
    {
        AskedFact[] facts = [Received("2026-01-05"), Assessed("2026-01-01", "refuse"), IssueDecided("2026-01-02", "not-issue"), PlanSent("2026-01-03"),
            Closed("2026-01-04")];

        for (var stage = 1; stage < facts.Length; stage++)
        {
            Assert.StartsWith(facts[stage].TypeName(), Folded([facts[0], .. facts[stage..]]).Requests[0].CannotComputeBecause, StringComparison.Ordinal);
        }

        Assert.Null(Folded([Received("2026-01-05"), IssueDecided("2026-01-04", "issue")]).Requests[0].CannotComputeBecause); // the child still waits
        Assert.True(Folded([Received("2026-01-05"), PlanSent("2026-01-05")]).Requests[0].ReceivedOnUsable);
    }

    [Fact]
    public void Awaiting_counts_every_kind_and_every_school()
    {
        Assert.Equal(["other"], Folded([Received("2026-01-05"), Fact("advice-requested", ("adviceId", "a"), ("requestedOn", "2026-02-02"))])
            .Requests[0].AwaitedAdvice);
        Assert.True(Folded([Received("2026-01-05"), Consulted("a"), Consulted("b")]).Requests[0].AwaitsSetting);
        Assert.False(Folded([Received("2026-01-05"), Consulted("a"), Fact("consultation-answered", ("consultationId", "a"), ("answeredOn", "2026-03-03"))])
            .Requests[0].AwaitsSetting);
    }

    [Theory]
    [InlineData("2026-03-01", "2026-05-01", true)]  // refused on the very day it was sought
    [InlineData("2026-02-28", "2026-05-01", false)] // refused only after it was sought, so not the refusal meant
    public void A_reversal_is_of_what_was_refused_when_it_was_sought(string soughtOn, string reversedOn, bool linked) => Assert.Equal(
        linked,
        Folded(
        [
            Received("2026-03-01"), Assessed("2026-03-01", "refuse"), Fact("mediation-requested", ("requestedOn", soughtOn)),
            Fact("decision-reversed", ("effectiveOn", reversedOn), ("reversed", "refusal-to-assess"), ("by", "conceded")),
        ]).Clock("final-plan").Reopened is not null);

    [Theory]
    [InlineData("2026-06-30", true)]
    [InlineData("2026-07-01", false)] // four months after the refusal, and a day
    public void It_was_sought_within_four_months(string soughtOn, bool ambiguous)
    {
        AskedFact[] facts =
        [
            Received("2026-01-05", "1").Id("a"), Assessed("2026-02-28", "refuse", "1").Id("b"), Received("2026-05-01", "2")
                .Id("c"), Assessed("2026-06-15", "refuse", "2").Id("d"),
            Fact("mediation-certificate-issued", ("issuedOn", "2026-08-01")),
                Fact("appeal-received", ("receivedOn", soughtOn), ("against", "refusal-to-assess")),
            Fact("decision-reversed", ("effectiveOn", "2026-09-01"), ("reversed", "refusal-to-assess"), ("by", "conceded")),
        ];

        Assert.Equal(ambiguous ? null : "conceded", Folded(facts).Clock("final-plan", "2").Reopened);
    }

    [Fact]
    public void The_earliest_of_the_steps_says_when_it_was_sought()
    {
        AskedFact[] facts =
        [
            Received("2026-01-05", "1").Id("a"), Assessed("2026-02-10", "refuse", "1").Id("b"), Received("2026-03-05", "2")
                .Id("c"), Assessed("2026-04-10", "refuse", "2").Id("d"),
            Fact("mediation-requested", ("requestedOn", "2026-03-10")), Fact("mediation-certificate-issued", ("issuedOn", "2026-03-20")),
                Fact("appeal-received", ("receivedOn", "2026-05-10"), ("against", "refusal-to-assess")),
            Fact("decision-reversed", ("effectiveOn", "2026-06-01"), ("reversed", "refusal-to-assess"), ("by", "conceded")),
        ];

        Assert.Equal("conceded", Folded(facts).Clock("final-plan", "1").Reopened);
        Assert.Equal("conceded", Folded([.. facts[..4], .. facts[5..]]).Clock("final-plan", "1").Reopened);
    }

    [Theory]
    [InlineData("refusal-to-assess")]
    [InlineData("refusal-to-issue")]
    public void A_request_that_was_not_refused_does_not_come_into_question(string refusal)
    {
        var refused = refusal == "refusal-to-assess" ? Assessed("2026-02-10", "refuse", "1") : IssueDecided("2026-02-10", "not-issue", "1");
        var timeline = Folded(
        [
            Received("2026-01-05", "1").Id("a"), refused, Received("2026-01-06", "2").Id("b"), Assessed("2026-02-11", "assess", "2")
                .Id("c"), IssueDecided("2026-02-12", "issue", "2").Id("d"),
            Fact("decision-reversed", ("effectiveOn", "2026-05-01"), ("reversed", refusal), ("by", "conceded")),
        ]);

        Assert.Equal(("conceded", null), (timeline.Clock("final-plan", "1").Reopened, timeline.Clock("final-plan", "2").Reopened));
        Assert.Empty(timeline.CannotCompute);
    }

    [Fact]
    public void Two_requests_without_a_refusal_come_both_into_question() => Assert.Equal(
        "The facts do not say which request the tribunal-ordered of 1 May 2026 is about: 2 are possible.",
        Assert.Single(Folded(
            [Received("2026-01-05", "1").Id("a"), Received("2026-01-06", "2")
                .Id("b"), Fact("tribunal-ordered", ("orderedOn", "2026-05-01"), ("order", "assess"))]).CannotCompute).Reason);

    [Theory]
    [InlineData("2026-03-01", "2026-05-01", "conceded")] // the later is unknown to nobody: it was conceded
    [InlineData("2026-05-01", "2026-03-01", "unknown")]
    [InlineData("2026-05-01", "2026-05-01", "conceded")] // of one day the greater id
    public void Of_two_reversals_without_limits_of_their_own_the_later_counts(string unknownOn, string concededOn, string route) => Assert.Equal(
        route,
        Folded(
        [
            Received("2026-01-05"), Assessed("2026-02-10", "refuse"),
            Fact("decision-reversed", ("effectiveOn", unknownOn), ("reversed", "refusal-to-assess"), ("appealId", "1")).Id("a"),
            Fact("decision-reversed", ("effectiveOn", concededOn), ("reversed", "refusal-to-assess"), ("by", "conceded"), ("appealId", "2")).Id("b"),
        ]).Clock("final-plan").Reopened);

    [Fact]
    public void A_reversal_on_the_day_of_the_refusal_or_of_the_plan_counts()
    {
        AskedFact[] refused = [Received("2026-01-05"), IssueDecided("2026-05-01", "not-issue")];
        var conceded = Fact("decision-reversed", ("effectiveOn", "2026-05-01"), ("reversed", "refusal-to-issue"), ("by", "conceded"));
        var ordered = Fact("tribunal-ordered", ("orderedOn", "2026-05-01"), ("order", "make-plan"));

        Assert.Null(Folded([.. refused, conceded]).Clock("final-plan").ClosedBy);
        Assert.Equal("issue-decided", Folded([.. refused, ordered]).Clock("final-plan").ClosedBy);
        Assert.Null(Folded([.. refused, ordered, PlanSent("2026-05-01")]).Clock("final-plan").EndedOn);
    }

    public static TheoryData<string, string, string, string> CertifiedDecisions => new()
    {
        { "assessment-decided", "notifiedOn", "refuse", "refusal-to-assess" },
        { "issue-decided", "notifiedOn", "not-issue", "refusal-to-issue" },
        { "reassessment-decided", "notifiedOn", "refuse", "refusal-to-reassess" },
        { "final-plan-sent", "sentOn", "", "contents" },
        { "final-plan-sent", "sentOn", "", "placement" },
        { "amended-plan-sent", "sentOn", "", "contents" },
        { "review-decided", "notifiedOn", "maintain", "contents" },
        { "review-decided", "notifiedOn", "maintain", "placement" },
        { "review-decided", "notifiedOn", "cease", "cease" },
    };

    [Theory, MemberData(nameof(CertifiedDecisions))]
    public void A_certificate_is_about_the_kind_of_decision_that_its_appeal_names(string type, string field, string decision, string against)
    {
        var certificate = Fact("mediation-certificate-issued", ("issuedOn", "2026-03-10"));
        var decided = Fact(type, (field, "2026-02-01"), ("decision", decision), ("requestId", "7"), ("reviewId", "7"), ("reassessmentId", "7"));
        var other = against is "contents" or "placement" ? Assessed("2026-02-03", "refuse") : PlanSent("2026-02-03");

        Assert.Equal(Day("2026-02-01"), SecondDate(decided, certificate));
        Assert.Null(SecondDate(decided, other, certificate));
        Assert.Equal(Day("2026-02-01"), SecondDate(decided, other, certificate, Fact("appeal-received", ("receivedOn", "2026-03-20"), ("against", against))));

        static DateOnly? SecondDate(params AskedFact[] facts) => Folded(facts).Clock("appeal", "mediation-certificate-issued/1").SecondDate;
    }

    [Fact]
    public void A_certificate_closes_the_time_to_appeal_and_nothing_else_and_its_own_date_goes_first()
    {
        var timeline = Folded([PlanSent("2026-02-01"), Fact("mediation-certificate-issued", ("issuedOn", "2026-05-10"), ("notifiedOn", "2026-03-20"))]);

        Assert.Equal("mediation-certificate-issued", timeline.Clock("appeal", "final-plan-sent/1").ClosedBy);
        Assert.Null(timeline.Clock("annual-review", "final-plan-sent/1").ClosedBy);
        Assert.Null(timeline.Clock("mediation-contact", "final-plan-sent/1").ClosedBy);
        Assert.Equal(Day("2026-03-20"), timeline.Clock("appeal", "mediation-certificate-issued/1").SecondDate);
    }

    [Fact]
    public void A_clock_that_cannot_be_computed_is_told_by_its_own_name() => Assert.Contains(
        Folded([Received("2025-10-01"), PlanSent("2026-02-01"), Reviewed("2026-10-01").Id("a"), Reviewed("2026-10-02").Id("b")]).CannotCompute,
        told => told.Subject == "annual-review final-plan-sent/1");

    [Fact]
    public void The_family_s_days_are_given_by_the_day_the_case_closes() => Assert.Equal(
        (Day("2026-03-17"), null),
        (Folded([Fact("draft-plan-served", ("servedOn", "2026-03-02")), Closed("2026-03-17")]).Clock("representations").EndedOn,
            Folded([Fact("draft-plan-served", ("servedOn", "2026-03-02")), Closed("2026-03-17")]).Clock("representations").ClosedBy));

    [Fact]
    public void Closing_one_request_leaves_another_open_and_a_refusal_on_the_day_of_receipt_closes()
    {
        var timeline = Folded([Received("2026-01-05", "1").Id("a"), Received("2026-01-05", "2").Id("b"), Closed("2026-02-01", requestId: "1")]);

        Assert.Null(timeline.Clock("final-plan", "2").ClosedBy);
        Assert.Equal("assessment-decided", Folded([Received("2026-01-05"), Assessed("2026-01-05", "refuse")]).Clock("final-plan").ClosedBy);
    }

    [Fact]
    public void Two_requests_are_no_plan_either() => Assert.DoesNotContain(
        Folded([Received("2026-01-05", "1").Id("a"), Received("2026-01-06", "2")
            .Id("b"), Fact("move-notified", ("awareOn", "2026-03-02"), ("movesOn", "2026-06-08"))]).Clocks,
        clock => clock.Milestone == "plan-transfer");

    private static AskedFact Consulted(string id) => Fact("consultation-sent", ("consultationId", id), ("sentOn", "2026-03-02")).Id("consulted-" + id);

    private static AskedFact Reviewed(string on) => Fact("review-decided", ("notifiedOn", on), ("decision", "maintain"));
}
