using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class ExemptionTests
{
    private const string Late = "2026-12-31";

    // Closed 28 days from Wednesday 22 July to Wednesday 19 August 2026; advice counts from 15 July to 12 August.
    [Theory]
    [InlineData("2026-07-15", "2026-07-22", "2026-08-19", "proven")]
    [InlineData("2026-08-12", "2026-07-22", "2026-08-19", "proven")]
    [InlineData("2026-07-14", "2026-07-22", "2026-08-19", "disproved")]
    [InlineData("2026-08-13", "2026-07-22", "2026-08-19", "disproved")]
    [InlineData("2026-07-22", "2026-07-22", "2026-08-18", "disproved")] // 27 days
    [InlineData("2026-07-22", "2026-07-22", "2026-09-02", "proven")]    // an English summer holiday
    [InlineData("2026-03-27", "2026-03-30", "2026-04-13", "disproved")] // an Easter holiday
    [InlineData(null, "2026-07-22", "2026-08-19", "unproven")]
    [InlineData("2026-07-22", null, "2026-08-19", "unproven")]
    [InlineData("2026-07-22", "2026-07-22", null, "unproven")]
    [InlineData(null, "2026-03-30", "2026-04-13", "disproved")] // too short whenever advice was requested
    [InlineData(null, null, null, "unproven")]
    public void A_closed_school_is_tested_against_its_dates(string? adviceRequestedOn, string? closedFrom, string? reopensOn, string standing)
    {
        foreach (var ground in new[] { "school-closed", "early-years-closed" })
        {
            var timeline = Folded([Received("2026-06-15"), Claim("e1", ground, ["final-plan"], Dates(
                ("adviceRequestedOn", adviceRequestedOn), ("closedFrom", closedFrom), ("reopensOn", reopensOn)))]);

            var claim = Assert.Single(timeline.Clock("final-plan").Claims());
            Assert.Equal((standing, standing != "disproved"), (claim.Standing, claim.Disapplies));
            Assert.Equal(standing == "disproved" ? ClockState.Overdue : ClockState.Exempt, timeline.State("final-plan", Late));
        }
    }

    [Theory]
    [InlineData("2026-02-01", "2026-02-28", "proven")]    // 28 days, both included
    [InlineData("2026-02-01", "2026-02-27", "disproved")] // 27 days
    [InlineData("2025-11-01", "2026-02-01", "proven")]    // 28 days of it fall in the period
    [InlineData("2025-11-01", "2026-01-31", "disproved")] // 27 of it do
    [InlineData("2026-04-28", "2026-09-01", "proven")]    // 28 days to the last day, 25 May
    [InlineData("2026-04-29", "2026-09-01", "disproved")]
    [InlineData("2026-06-01", "2026-09-01", "disproved")] // after the last day
    [InlineData("2026-03-01", "2026-02-01", "disproved")] // back before it began
    [InlineData("2026-02-01", null, "unproven")]
    [InlineData(null, "2026-02-28", "unproven")]
    public void An_absence_counts_when_four_weeks_of_it_fall_in_the_period(string? absentFrom, string? absentTo, string standing)
    {
        var timeline = Folded(
            [Received("2026-01-05"), Claim("e1", "absent-from-area", ["final-plan"], Dates(("absentFrom", absentFrom), ("absentTo", absentTo)))]);

        Assert.Equal(standing, Assert.Single(timeline.Clock("final-plan").Claims()).Standing);
    }

    [Fact]
    public void Several_claims_on_one_limit_all_stand_beside_it()
    {
        var timeline = Folded(
        [
            Received("2026-01-05"), Claim("e1", "exceptional-circumstances", ["final-plan"]),
            Claim("e2", "absent-from-area", ["final-plan"], ("absentFrom", "2026-02-01"), ("absentTo", "2026-02-02")),
        ]);

        Assert.Equal(["e1", "e2"], timeline.Clock("final-plan").Claims().Select(claim => claim.ExemptionId));
        Assert.Equal(ClockState.Exempt, timeline.State("final-plan", Late));
    }

    [Theory]
    [InlineData("decision-to-assess", "school-closed early-years-closed exceptional-circumstances absent-from-area")]
    [InlineData("refusal-to-issue", "school-closed early-years-closed exceptional-circumstances absent-from-area")]
    [InlineData("final-plan", "school-closed early-years-closed exceptional-circumstances absent-from-area")]
    [InlineData("advice", "exceptional-circumstances absent-from-area appointment-missed")]
    [InlineData("representations", "")]
    public void A_limit_allows_the_grounds_of_its_regulation_and_keeps_the_others(string milestone, string allowed)
    {
        string[] grounds = ["school-closed", "early-years-closed", "exceptional-circumstances", "absent-from-area", "appointment-missed", "coronavirus"];
        foreach (var ground in grounds)
        {
            var timeline = Folded(
            [
                Received("2026-01-05"),
                Fact("advice-requested", ("adviceId", "1"), ("adviceType", "health"), ("requestedOn", "2026-01-12")),
                Fact("draft-plan-served", ("servedOn", "2026-03-02")),
                Claim("e1", ground, [milestone]),
            ]);

            var claim = Assert.Single(timeline.Clock(milestone, milestone == "advice" ? "1/1" : "1").Claims());
            var isAllowed = allowed.Split(' ').Contains(ground);
            Assert.Equal((isAllowed, isAllowed ? "unproven" : "not-allowed"), (claim.Disapplies, claim.Standing));
            Assert.NotNull(claim.Why);
        }
    }

    // Reg. 27(3) repeats the four grounds; reg. 44(3) has two of its own, and through reg. 13(3) the closures.
    [Theory]
    [InlineData("reassessed-plan", "school-closed early-years-closed exceptional-circumstances absent-from-area")]
    [InlineData("final-plan-after-reversal", "school-closed early-years-closed exceptional-circumstances absent-from-area")]
    [InlineData("review-decision", "")]
    [InlineData("annual-review", "")]
    [InlineData("appeal", "")]
    public void So_do_the_limits_of_other_processes(string milestone, string allowed)
    {
        AskedFact[] facts =
        [
            Fact("reassessment-decided", ("notifiedOn", "2026-01-20"), ("decision", "assess")),
                Fact("tribunal-ordered", ("orderedOn", "2026-01-05"), ("order", "assess")),
            Fact("review-meeting-held", ("heldOn", "2026-03-02")), PlanSent("2026-01-05"),
        ];
        foreach (
            var ground in new[] { "school-closed", "early-years-closed", "exceptional-circumstances", "absent-from-area", "appointment-missed", "coronavirus" })
        {
            var clock = Folded([.. facts, Claim("e1", ground, [milestone])]).Clocks.First(clock => clock.Milestone == milestone);

            Assert.Equal(allowed.Split(' ').Contains(ground), Assert.Single(clock.Claims()).Disapplies);
        }
    }

    [Theory]
    [InlineData("2020-04-02", "not-allowed")] // last day 30 April
    [InlineData("2020-04-03", "unproven")]
    [InlineData("2020-09-25", "unproven")]
    [InlineData("2020-09-26", "not-allowed")]
    public void Coronavirus_counts_for_the_weeks_of_a_review_too(string heldOn, string standing) => Assert.Equal(
        standing,
        Assert.Single(Folded([Fact("review-meeting-held", ("heldOn", heldOn)), Claim("e1", "coronavirus", ["review-decision"])]).Clock("review-decision")
            .Claims()).Standing);

    [Theory]
    [InlineData("1", null, 1)]
    [InlineData("2", null, 0)]
    [InlineData("2", "2", 1)]
    public void A_claim_of_a_review_is_for_the_review_it_names(string reviewId, string? named, int claims) => Assert.Equal(
        claims,
        Folded(
        [
            Fact("review-meeting-held", ("heldOn", "2020-06-01"), ("reviewId", reviewId)),
                Claim("e1", "coronavirus", ["review-decision"], named is null ? [] : [("reviewId", named)]),
        ]).Clock("review-decision", reviewId).Claims().Count);

    [Fact]
    public void A_claim_of_the_plan_itself_needs_no_id() =>
        Assert.Single(Folded([Fact("move-notified", ("awareOn", "2020-06-01"), ("movesOn", "2020-08-03")), Claim("e1", "coronavirus", ["plan-transfer"])])
            .Clock("plan-transfer").Claims());

    [Theory]
    [InlineData("2026-05-11", "2026-05-12", "2026-05-11")]
    [InlineData(null, null, "2026-05-20")] // 23:30 UTC on the 19th is the 20th in London
    public void A_claim_says_when_it_was_decided_and_when_the_family_was_told(string? decidedOn, string? familyToldOn, string decided)
    {
        var claimed = Claim("e1", "exceptional-circumstances", ["final-plan"], Dates(("decidedOn", decidedOn), ("familyToldOn", familyToldOn))) with
        {
            Time = new(2026, 5, 19, 23, 30, 0, TimeSpan.Zero),
        };

        var claim = Assert.Single(Folded([Received("2026-01-05"), claimed]).Clock("final-plan").Claims());

        Assert.Equal((Day(decided), familyToldOn is null ? null : Day(familyToldOn)), (claim.DecidedOn, claim.FamilyToldOn));
    }

    // SI 2020/471: 1 May to 25 September 2020. A final plan is due 140 days after receipt.
    [Theory]
    [InlineData("2019-12-12", false)] // last day 30 April 2020
    [InlineData("2019-12-13", true)]  // last day 1 May 2020
    [InlineData("2020-09-25", true)]
    [InlineData("2020-09-26", false)]
    public void Coronavirus_counts_for_limits_that_ran_between_1_May_and_25_September_2020(string receivedOn, bool disapplies)
    {
        var timeline = Folded([Received(receivedOn), Claim("e1", "coronavirus", ["final-plan"])]);

        Assert.Equal((disapplies, disapplies ? "unproven" : "not-allowed"),
            (timeline.Clock("final-plan").Claims().Single().Disapplies, timeline.Clock("final-plan").Claims().Single().Standing));
    }

    [Fact]
    public void What_was_done_in_time_is_met_though_exempt()
    {
        AskedFact[] exempt = [Received("2026-01-05"), Claim("e1", "exceptional-circumstances", ["final-plan"])];

        Assert.Equal(ClockState.Exempt, Folded(exempt).State("final-plan", "2026-01-06"));
        Assert.Equal(ClockState.Met, Folded([.. exempt, PlanSent("2026-05-25")]).State("final-plan", Late));
        Assert.Equal(ClockState.Exempt, Folded([.. exempt, PlanSent("2026-05-26")]).State("final-plan", Late));
        Assert.Equal(ClockState.NotApplicable, Folded([.. exempt, Closed("2026-03-01")]).State("final-plan", Late));
    }

    [Fact]
    public void A_claim_touches_only_the_milestones_and_the_request_it_names()
    {
        var timeline = Folded(
        [
            Received("2026-01-05").Id("a"), Received("2026-01-05", "2").Id("b"),
            Claim("e1", "exceptional-circumstances", ["final-plan"], ("requestId", "2")),
        ]);

        Assert.Equal(ClockState.Exempt, timeline.State("final-plan", Late, "2"));
        Assert.Equal(ClockState.Overdue, timeline.State("decision-to-assess", Late, "2"));
        Assert.Equal(ClockState.Overdue, timeline.State("final-plan", Late, "1"));
        Assert.Equal([false, true], timeline.Requests.Select(request => request.ExemptionClaimed));
    }

    [Fact]
    public void The_figures_take_the_claim_whatever_its_proof()
    {
        var disproved = Claim("e1", "absent-from-area", ["final-plan"], ("absentFrom", "2026-02-01"), ("absentTo", "2026-02-02"));
        var notAllowed = Claim("e2", "appointment-missed", ["final-plan"]);
        var elsewhere = Claim("e3", "exceptional-circumstances", ["decision-to-assess"]);

        Assert.True(Folded([Received("2026-01-05"), disproved]).Requests[0].ExemptionClaimed);
        Assert.True(Folded([Received("2026-01-05"), notAllowed]).Requests[0].ExemptionClaimed);
        Assert.False(Folded([Received("2026-01-05"), elsewhere]).Requests[0].ExemptionClaimed);
    }

    [Theory]
    [InlineData(1, 2, false)]
    [InlineData(2, 1, true)]
    public void The_newer_of_claim_and_withdrawal_stands(int claimed, int withdrawn, bool stands)
    {
        var timeline = Folded(
        [
            Received("2026-01-05"),
            Claim("e1", "exceptional-circumstances", ["final-plan"]).After(claimed),
            Fact("exemption-withdrawn", ("exemptionId", "e1")).After(withdrawn),
        ]);

        Assert.Equal(stands, timeline.Requests[0].ExemptionClaimed);
        Assert.Equal(stands ? 1 : 0, timeline.Clock("final-plan").Claims().Count);
    }

    [Fact]
    public void A_withdrawal_acts_on_the_request_it_names_and_else_on_the_exemption_wherever_it_is()
    {
        AskedFact[] claims =
        [
            Received("2026-01-05").Id("a"), Received("2026-01-05", "2").Id("b"),
            Claim("e", "exceptional-circumstances", ["final-plan"]).Id("one"),
            Claim("e", "exceptional-circumstances", ["final-plan"], ("requestId", "2")).Id("two"),
        ];

        Assert.Equal([true, false], Claimed(Fact("exemption-withdrawn", ("exemptionId", "e"), ("requestId", "2")).After(1)));
        Assert.Equal([false, false], Claimed(Fact("exemption-withdrawn", ("exemptionId", "e")).After(1)));
        Assert.Equal([true, true], Claimed(Fact("exemption-withdrawn", ("exemptionId", "another")).After(1)));

        IEnumerable<bool> Claimed(AskedFact withdrawal) => Folded([.. claims, withdrawal]).Requests.Select(request => request.ExemptionClaimed);
    }

    private static (string, object)[] Dates(params (string Name, string? Value)[] dates) =>
        [.. dates.Where(date => date.Value is not null).Select(date => (date.Name, (object)date.Value!))];
}
