using System.Collections.Immutable;
using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

/// <summary>A change of the law is data: an invented instrument, in force from 1 September 2029, shows what dated rules can carry.</summary>
public sealed class ReformTests
{
    private static readonly DateOnly Commencement = new(2029, 9, 1);

    private static readonly LegalSource Invented = new("Invented (Timescales) Regulations 2029", "reg. 1");

    private static readonly TimeLimit[] OldPlan = [.. Limits.Where(limit => limit.Milestone == Milestone.FinalPlan && limit.ForDetainedPersons == false)];

    [Theory]
    [InlineData("2029-08-31", "2030-01-18")] // 20 weeks
    [InlineData("2029-09-01", "2029-12-08")] // 14 weeks
    public void A_new_length_applies_from_its_commencement(string receivedOn, string lastDay) =>
        Assert.Equal(Day(lastDay), Under(Shortened, Received(receivedOn)).Clock("final-plan").LastDay);

    // A saving provision: who asked under the old law stays under it, whenever the later steps are taken.
    [Theory]
    [InlineData("2029-08-31", "2029-10-01", "2029-11-12")] // 6 weeks for the advice
    [InlineData("2029-09-01", "2029-10-01", "2029-10-29")] // 4 weeks
    [InlineData(null, "2029-10-01", "2029-10-29")]         // no request is recorded: the day itself decides
    [InlineData(null, "2029-08-01", "2029-09-12")]
    public void Whose_request_was_before_it_stays_under_the_old_law(string? receivedOn, string advisedOn, string lastDay)
    {
        var asked = Fact("advice-requested", ("adviceId", "h"), ("adviceType", "health"), ("requestedOn", advisedOn));

        var clock = Assert.Single(
            Under(Saved, receivedOn is null ? [asked] : [Received(receivedOn), asked]).Clocks, clock => clock.Milestone == "advice");

        Assert.Equal(Day(lastDay), clock.LastDay);
    }

    [Fact]
    public void A_review_of_a_case_goes_back_to_its_latest_request()
    {
        var limit = Rule("review-decision-2014")! with { InForceTo = Commencement.AddDays(-1), InForceBy = InForceBy.Request };
        var both = Timetable(limit, limit with { Id = "new", Shape = new WithinWeeksOf(2), InForceFrom = Commencement, InForceTo = null });
        var held = Fact("review-meeting-held", ("heldOn", "2030-03-04"));

        Assert.Equal("review-decision-2014", Under(both, Received("2028-01-10"), held).Clock("review-decision").Rule);
        Assert.Equal("new", Under(both, Received("2028-01-10"), Received("2029-10-01", "2").Id("2"), held).Clock("review-decision").Rule);
        Assert.Equal("review-decision-2014", Under(both, Received("2028-01-10"), Received("2030-10-01", "2").Id("2"), held).Clock("review-decision").Rule);
    }

    // Protected cohorts: by year group, and by the day the plan was made.
    [Theory]
    [InlineData(7, "2029-08-31", true)]
    [InlineData(11, "2029-08-31", true)]
    [InlineData(6, "2029-08-31", false)]
    [InlineData(12, "2029-08-31", false)]
    [InlineData(null, "2029-08-31", false)]
    [InlineData(7, "2029-09-01", false)]
    [InlineData(7, null, false)]
    public void A_rule_can_be_for_a_cohort(int? yearGroup, string? madeOn, bool runs)
    {
        var cohort = Rule("annual-review-held-2014")! with { Cohort = new(YearGroupFrom: 7, YearGroupTo: 11, PlanMadeBefore: Commencement) };
        AskedFact[] facts =
        [
            Fact("plan-held", [("heldOn", "2029-12-01"), ("lastReviewedOn", "2029-10-01"), .. madeOn is null ? []
                : new (string, object)[] { ("madeOn", madeOn) }]),
            .. yearGroup is { } year ? new[] { Fact("case-described", ("yearGroup", year)) } : [],
        ];

        Assert.Equal(runs, Under(Timetable(cohort), facts).Clocks.Length == 1);
    }

    [Fact]
    public void Of_several_plans_the_first_decides_the_cohort()
    {
        var cohort = Rule("annual-review-2014")! with { Cohort = new(PlanMadeFrom: Commencement) };

        Assert.Empty(Under(Timetable(cohort), PlanSent("2029-08-31"), PlanSent("2030-01-07", "2").Id("2")).Clocks);
        Assert.Single(Under(Timetable(cohort), PlanSent("2029-09-01")).Clocks);
    }

    // Reviews at the end of a key stage: years 2, 6, 9 and 11, by the year group that was recorded and the school year it was recorded in.
    [Theory]
    [InlineData(4, "2029-10-01", "2029-11-05", "2032-08-31")]
    [InlineData(6, "2029-10-01", "2029-11-05", "2030-08-31")]
    [InlineData(6, "2029-10-01", "2030-08-31", "2030-08-31")]
    [InlineData(6, "2029-10-01", "2030-09-01", "2033-08-31")] // year 7 by then
    [InlineData(6, "2028-10-01", "2029-11-05", "2032-08-31")] // recorded a year earlier: year 7 now
    [InlineData(7, "2029-10-01", "2030-03-01", "2032-08-31")] // in spring, still year 7
    [InlineData(6, "2029-03-01", "2029-11-05", "2032-08-31")] // recorded in the spring of year 6
    [InlineData(0, "2029-10-01", "2029-11-05", "2032-08-31")]
    [InlineData(11, "2029-10-01", "2029-11-05", "2030-08-31")]
    [InlineData(12, "2029-10-01", "2029-11-05", null)]
    public void A_limit_can_be_the_end_of_the_key_stage(int yearGroup, string recordedOn, string planOn, string? lastDay)
    {
        var described = Fact("case-described", ("yearGroup", yearGroup)) with { Time = LondonCalendar.StartOf(Day(recordedOn)) };

        var clock = Under(KeyStage, PlanSent(planOn), described).Clock("annual-review", "final-plan-sent/1");

        Assert.Equal(lastDay is null ? null : Day(lastDay), clock.LastDay);
        Assert.Contains(
            lastDay is null ? "The key stage ends by the year group" : "y the end of the key stage",
            Explanations.Paragraph(new(KeyStage, WorkingDays.Shipped), clock), StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_of_a_key_stage_shows_its_working() => Assert.Contains(
        "by the end of the key stage. A key stage ends on 31 August after years 2, 6, 9 and 11. Last day ",
        Explanations.Paragraph(
            new(KeyStage, WorkingDays.Shipped),
            Under(KeyStage, PlanSent("2029-11-05"), Fact("case-described", ("yearGroup", 6)) with { Time = LondonCalendar.StartOf(Day("2029-10-01")) })
                .Clock("annual-review", "final-plan-sent/1")),
        StringComparison.Ordinal);

    [Fact]
    public void Without_a_year_group_the_end_of_a_key_stage_is_not_guessed() => Assert.Equal(
        "The key stage ends by the year group, and no case-described says which it is.",
        Under(KeyStage, PlanSent("2029-11-05")).Clock("annual-review", "final-plan-sent/1").CannotComputeBecause);

    private static StatutoryTimetable Shortened => Timetable(
        [.. OldPlan.Select(limit => limit with { InForceTo = Commencement.AddDays(-1) }),
            .. OldPlan.Select(limit => limit with { Id = limit.Id + "-2029", Shape = new WithinWeeksOf(14), Source = Invented, InForceFrom = Commencement })]);

    private static StatutoryTimetable Saved
    {
        get
        {
            var advice = Rule("advice-2014")! with { InForceBy = InForceBy.Request };
            return Timetable(
                advice with { InForceTo = Commencement.AddDays(-1) },
                advice with { Id = "advice-2029", Shape = new WithinWeeksOf(4), Source = Invented, InForceFrom = Commencement });
        }
    }

    private static StatutoryTimetable KeyStage => Timetable(
        Rule("annual-review-2014")! with { Id = "review-at-key-stage-2029", Shape = new ByEndOfKeyStage(), Source = Invented, InForceFrom = Commencement });

    private static StatutoryTimetable Timetable(params ImmutableArray<TimeLimit> limits) => new("2029.1", limits);

    private static Timeline Under(StatutoryTimetable timetable, params AskedFact[] facts) => CaseTimeline.From(new(timetable, WorkingDays.Shipped), facts);
}
