using Ehcp.Deadlines;
using Ehcp.Simulator.Cases;
using Ehcp.Simulator.Published;

namespace Ehcp.EndToEnd.Tests.Simulator;

public sealed class PublishedYearTests
{
    [Fact]
    public void DfE_has_figures_of_nearly_every_authority_in_each_year()
    {
        Assert.Equal(
            [150, 151, 152, 147, 150], PublishedFigure.OfAuthorities.CountBy(figure => figure.Year).OrderBy(year => year.Key).Select(year => year.Value));
        Assert.Equal(
            [(898, 572), (802, 388), (1230, 670), (1246, 781), (1107, 652)], PublishedFigure.Of("330").Select(figure => (figure.Plans, figure.InTime)));
    }

    [Fact]
    public void Every_year_of_every_authority_comes_out_as_DfE_counted_it() =>
        Assert.All(PublishedFigure.OfAuthorities.AsParallel().Select(figure => (figure, Counted: Count(figure))).ToList(), year =>
        {
            Assert.Equal(
                (year.figure.Plans, year.figure.InTime, year.figure.PlansExcludingExemptions, year.figure.InTimeExcludingExemptions),
                year.Counted);
        });

    [Fact]
    public void Plans_go_out_all_year_and_some_on_the_edges_of_the_limit()
    {
        var lives = PublishedFigure.Of("330").SelectMany(figure => PublishedYear.Cases(Council.Birmingham, figure)).Select(story => story.Life).ToList();

        Assert.Equal(60, lives.Select(life => (life.EndsOn.Year, life.EndsOn.Month)).Distinct().Count());
        Assert.Contains(lives, life => life.Days == 140);
        Assert.Contains(lives, life => life.Days == 141);
    }

    [Fact]
    public void A_second_run_tells_the_same_events()
    {
        var figure = PublishedFigure.Of("330").First();

        Assert.Equal(
            SimulatedEvent.Batch([.. PublishedYear.Cases(Council.Birmingham, figure).SelectMany(story => story.Events)]),
            SimulatedEvent.Batch([.. PublishedYear.Cases(Council.Birmingham, figure).SelectMany(story => story.Events)]));
    }

    // Through the law itself, so that corrections and retractions count as they would.
    private static (int Plans, int InTime, int PlansExcluding, int InTimeExcluding) Count(PublishedFigure figure)
    {
        var requests = PublishedYear.Cases(Council.Of(figure.DfeCode, "/tests"), figure)
            .Select(story => Assert.Single(CaseTimeline.From(Law.Shipped, story.Events.Select(Told.AsLaw)).Requests))
            .Where(request => request.PlanSentOn?.Year == figure.Year && request is { ReceivedOnUsable: true, CannotComputeBecause: null })
            .Select(request => (InTime: request.PlanSentOn <= request.ReceivedOn!.Value.AddDays(140), request.ExemptionClaimed))
            .ToList();
        return (
            requests.Count,
            requests.Count(request => request.InTime),
            requests.Count(request => !request.ExemptionClaimed),
            requests.Count(request => request is { InTime: true, ExemptionClaimed: false }));
    }
}
