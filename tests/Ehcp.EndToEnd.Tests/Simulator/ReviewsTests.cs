using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Simulator.Cases;
using Ehcp.Simulator.Published;

namespace Ehcp.EndToEnd.Tests.Simulator;

/// <summary>What becomes of the plans of 2019 to 2023: a council that reviews them nearly all in time, as a demo should show one.</summary>
public sealed class ReviewsTests
{
    private static readonly Lazy<List<CaseStory>> Birmingham = new(() =>
        [.. PublishedFigure.Of("330").SelectMany(figure => PublishedYear.CasesWithReviews(Council.Birmingham, figure))]);

    [Theory]
    [InlineData("2026-11-24")]
    [InlineData("2027-08-01")]
    public void On_any_day_a_few_reviews_are_overdue_and_nearly_all_plans_were_reviewed_within_the_year(string day)
    {
        var (today, timelines) = Known(day);
        var kept = timelines.Where(timeline => !timeline.Clocks.Any(clock => clock.ClosedBy == "plan-ceased")).ToList();
        var states = kept.SelectMany(timeline => timeline.Clocks).Where(clock => clock.Milestone == "annual-review")
            .CountBy(clock => ClockStates.On(StatutoryTimetable.Shipped, clock, today)).ToDictionary();

        Assert.InRange(kept.Count, 3_500, 4_900);
        Assert.InRange(states[ClockState.Overdue], 20, kept.Count / 25);
        Assert.InRange(states[ClockState.Missed], 1, states[ClockState.Met] / 8);
        Assert.InRange(states[ClockState.Open], kept.Count * 9 / 10, kept.Count);
    }

    [Fact]
    public void Of_no_other_duty_after_a_review_more_than_a_few_are_overdue()
    {
        var (today, timelines) = Known("2026-11-24");
        var overdue = timelines.SelectMany(timeline => timeline.Clocks)
            .Where(clock => ClockStates.On(StatutoryTimetable.Shipped, clock, today) == ClockState.Overdue).CountBy(clock => clock.Milestone).ToDictionary();

        Assert.All(overdue.Where(count => count.Key != "annual-review"), count => Assert.InRange(count.Value, 0, 60));
        Assert.Equal(0, timelines.Sum(timeline => timeline.CannotCompute.Length));
    }

    [Fact]
    public void Every_step_of_a_review_is_taken_and_nothing_that_the_catalogue_would_refuse()
    {
        var events = Birmingham.Value.SelectMany(story => story.Events).ToList();

        Assert.Superset(
            new HashSet<string>
            {
                "review-notice-sent", "review-meeting-held", "review-report-sent", "review-decided", "amendment-notice-sent", "amended-plan-sent",
                "plan-ceased",
            },
            events.Select(told => FactCatalogue.Of(told.Fact).Name).ToHashSet());
        Assert.Empty(events.Where(told => told.Time.Year < 2028).SelectMany(Told.Faults));
    }

    [Fact]
    public void The_figures_stay_those_that_DfE_published() => Assert.All(PublishedFigure.Of("330"), figure =>
    {
        var requests = Known("2026-11-24").Timelines.Select(timeline => Assert.Single(timeline.Requests))
            .Where(request => request.PlanSentOn?.Year == figure.Year && request is { ReceivedOnUsable: true, CannotComputeBecause: null }).ToList();

        Assert.Equal((figure.Plans, figure.InTime), (requests.Count, requests.Count(request => request.PlanSentOn <= request.ReceivedOn!.Value.AddDays(140))));
    });

    private static (DateOnly Today, List<Timeline> Timelines) Known(string day)
    {
        var today = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var noon = LondonCalendar.StartOf(today).AddHours(12);
        return (today, [.. Birmingham.Value.AsParallel().Select(story => CaseTimeline.From(Law.Shipped, story.ToldBy(noon).Select(Told.AsLaw)))]);
    }
}
