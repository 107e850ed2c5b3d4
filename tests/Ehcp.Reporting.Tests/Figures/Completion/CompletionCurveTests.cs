using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Reporting.Figures.Completion;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Completion;

/// <summary>The London day of these tests is 25 May 2026.</summary>
public sealed class CompletionCurveTests
{
    // Freireich and others (1963), 6-mercaptopurine: weeks in remission of 21 children, the second list still in it. Its curve is in most textbooks.
    private static readonly int[] Ended = [6, 6, 6, 7, 10, 13, 16, 22, 23];
    private static readonly int[] Open = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];

    private static readonly AgeTable Remission = new(
        [.. Ended.Concat(Open).Distinct().Select(week => new Ages(7 * week, Ended.Count(ended => ended == week), 0, Open.Count(open => open == week)))],
        new Dictionary<int, int>());

    [Theory]
    [InlineData(5, 0, 0, 0)]
    [InlineData(6, 0.1429, 0.048, 0.380)]
    [InlineData(7, 0.1933, 0.077, 0.437)]
    [InlineData(10, 0.2471, 0.111, 0.497)]
    [InlineData(13, 0.3098, 0.151, 0.568)]
    [InlineData(16, 0.3725, 0.195, 0.632)]
    [InlineData(22, 0.4622, 0.253, 0.732)]
    [InlineData(23, 0.5518, 0.320, 0.812)]
    [InlineData(30, 0.5518, 0.320, 0.812)]
    public void The_curve_and_its_band_are_those_of_the_textbooks(int week, double finished, double lower, double upper)
    {
        var point = CompletionCurve.Of(Remission, anyEnd: false)[week];

        Assert.Equal(week, point.Week);
        Assert.Equal(finished, point.Finished, 0.0001);
        Assert.Equal(lower, point.Lower, 0.0006);
        Assert.Equal(upper, point.Upper, 0.0006);
    }

    [Fact]
    public void It_ends_with_the_oldest_and_says_when_half_are_finished()
    {
        Assert.Equal(35, CompletionCurve.Of(Remission, anyEnd: false)[^1].Week);
        Assert.Equal(7 * 23, CompletionCurve.MedianDays(Remission, anyEnd: false));
        Assert.Empty(CompletionCurve.Of(new([], new Dictionary<int, int>()), anyEnd: false));
        Assert.Null(CompletionCurve.MedianDays(new([new(10, 1, 0, 2)], new Dictionary<int, int>()), anyEnd: false));
    }

    [Fact]
    public void Who_is_watched_from_some_age_on_is_not_at_risk_before_it()
    {
        var table = new AgeTable([new(10, 1, 0, 0), new(20, 1, 0, 0), new(30, 0, 1, 1)], new Dictionary<int, int> { [10] = 1, [11] = 1 });

        Assert.Equal([(10, 3, 1, 0), (20, 3, 1, 0), (30, 2, 0, 1)], table.Risks());
    }

    [Fact]
    public async Task Where_every_request_has_ended_it_is_the_plain_share()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(Plan("2025-01-06", 139)), Case(Plan("2025-01-07", 140)), Case(Plan("2025-01-08", 141)), Case(Plan("2025-01-09", 0)));

        var weeks = Weeks(await reporting.GetAsync("/v1/completion-curve"));

        Assert.Equal((0.25, 0.25, 0.75, 1.0), (weeks[0], weeks[19], weeks[20], weeks[21]));
        Assert.Equal(22, weeks.Count);
    }

    [Fact]
    public async Task What_is_open_counts_up_to_its_age_and_what_is_refused_up_to_its_refusal_or_as_finished()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case(Plan("2025-01-06", 70)),
            Case(Plan("2025-01-06", 140)),
            Case(Request("2026-03-16")), // 70 days old
            Case(Request("2025-01-06") with { AssessmentDecision = "refuse", AssessmentDecidedOn = Day("2025-02-17") }), // at 42 days
            Case(Request("2025-01-06") with { ReceivedOnUsable = false }));

        var plans = await reporting.GetAsync("/v1/completion-curve");
        var any = Weeks(await reporting.GetAsync("/v1/completion-curve?finished=any-outcome"));

        Assert.Equal((4, 1), (plans.GetProperty("requests").GetInt32(), plans.GetProperty("stillOpen").GetInt32()));
        Assert.Equal((0, 0.3333, 1.0), (Weeks(plans)[9], Math.Round(Weeks(plans)[10], 4), Weeks(plans)[20]));
        Assert.Equal((0.25, 0.5, 1.0), (any[6], any[10], any[20]));
        Assert.Equal(140, plans.GetProperty("medianDays").GetInt32());
    }

    [Fact]
    public async Task It_is_of_the_requests_of_a_period_as_known_at_an_instant()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var open = Request("2025-01-06") with { KnownFrom = Instant("2025-01-07T00:00:00Z"), KnownTo = Instant("2025-06-10T00:00:00Z") };
        await reporting.KnowsAsync(Case(open, Plan("2025-01-06", 150) with { KnownFrom = Instant("2025-06-10T00:00:00Z") }), Case(Plan("2024-01-08", 20)));

        var then = await reporting.GetAsync("/v1/completion-curve?from=2025-01-01&to=2025-12-31&asOf=2025-05-26T12:00:00Z");

        Assert.Equal((1, 1), (then.GetProperty("requests").GetInt32(), then.GetProperty("stillOpen").GetInt32()));
        Assert.Equal(20, Weeks(then).Count - 1);
    }

    private static List<double> Weeks(JsonElement answer) =>
        [.. answer.GetProperty("weeks").EnumerateArray().Select(week => week.GetProperty("finished").GetDouble())];
}
