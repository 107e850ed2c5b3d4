using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Simulator.Caseload;
using Ehcp.Simulator.Cases;

namespace Ehcp.EndToEnd.Tests.Simulator;

public sealed class OpenCaseloadTests
{
    private static readonly DateOnly[] Days = [new(2026, 11, 24), new(2026, 12, 26), new(2027, 3, 28), new(2027, 8, 1)];

    public static TheoryData<DateOnly> Todays => [.. Days];

    [Theory, MemberData(nameof(Todays))]
    public void On_any_day_about_four_hundred_cases_are_open(DateOnly today) =>
        Assert.InRange(Open(today).Count, 330, 450);

    // Also the day after: a limit that ran out yesterday is breached from midnight.
    [Theory, MemberData(nameof(Todays))]
    public void On_any_day_somebody_is_at_each_rung_of_the_ladder(DateOnly today)
    {
        var left = Open(today).Select(one => one.LastDay.DayNumber - today.DayNumber).ToHashSet();

        Assert.Superset(new HashSet<int> { 28, 14, 7, 4, 3, 2, 1, 0, -1, -7 }, left);
        Assert.Contains(left, days => days < -100);
    }

    [Theory, MemberData(nameof(Todays))]
    public void Cases_wait_for_advice_and_for_the_family_in_every_team(DateOnly today)
    {
        var open = Open(today);

        Assert.Contains(open, one => one.Timeline.Requests[0].AwaitedAdvice.Contains("educational-psychology"));
        Assert.Contains(open, one => one.Timeline.Clocks.Any(clock => clock is { Milestone: "representations" } && clock.LastDay >= today));
        Assert.Equal(Council.Birmingham.Teams.Order(), open.Select(one => one.Timeline.Description.Team).OfType<string>().Distinct().Order());
    }

    [Fact]
    public void Every_way_out_of_the_process_is_taken()
    {
        var endings = Told(Days[0]).SelectMany(story => story.ToldBy(Noon(Days[0]))).Select(told => told.Fact).ToList();

        Assert.Contains(endings, fact => fact is AssessmentDecided { Decision: AssessmentDecision.Refuse });
        Assert.Contains(endings, fact => fact is IssueDecided { Decision: IssueDecision.NotIssue });
        Assert.Contains(endings, fact => fact is RequestClosed { Reason: ClosingReason.Withdrawn });
        Assert.Contains(endings, fact => fact is FinalPlanSent);
        Assert.Contains(endings, fact => fact is ExemptionClaimed);
    }

    [Fact]
    public void A_later_run_goes_on_with_the_same_cases()
    {
        var (first, later) = (Days[0], Days[0].AddDays(9));
        var early = Told(first).SelectMany(story => story.ToldBy(Noon(first))).ToDictionary(told => told.Id);
        var late = Told(later).SelectMany(story => story.ToldBy(Noon(later))).ToDictionary(told => told.Id);

        Assert.All(early.Keys.Intersect(late.Keys), id => Assert.Equal(Wire(early[id]), Wire(late[id])));
        Assert.Contains(late.Values, told => early.Values.Any(one => one.CaseReference == told.CaseReference) && !early.ContainsKey(told.Id));
    }

    private static byte[] Wire(SimulatedEvent told) => SimulatedEvent.Batch([told]);

    private static IEnumerable<CaseStory> Told(DateOnly today) => OpenCaseload.Cases(Council.Birmingham, today);

    private static DateTimeOffset Noon(DateOnly day) => LondonCalendar.StartOf(day).AddHours(12);

    private static List<(Timeline Timeline, DateOnly LastDay)> Open(DateOnly today) =>
    [
        .. from story in Told(today)
           let timeline = CaseTimeline.From(Law.Shipped, story.ToldBy(Noon(today)).Select(Simulator.Told.AsLaw))
           from clock in timeline.Clocks
           where clock is { Milestone: "final-plan", EndedOn: null, ClosedOn: null, LastDay: not null }
           select (timeline, clock.LastDay!.Value),
    ];
}
