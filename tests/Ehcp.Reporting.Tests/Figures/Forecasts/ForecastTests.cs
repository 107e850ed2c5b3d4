using System.Text.Json;
using Ehcp.Reporting.Figures.Forecasts;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Forecasts;

public sealed class ForecastTests
{
    [Fact]
    public async Task Floor_and_highest_are_what_the_open_requests_leave_possible()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case(Plan("2025-12-01", 100)), Case(Plan("2025-12-01", 150)), // one of two in time
            Case(Request("2026-01-04")), // overdue since today
            Case(Request("2026-01-05")), // today is its last day
            Case(Request("2026-05-01")), // may be late this year
            Case(Request("2026-05-25") with { ReceivedOnUsable = false }));

        var all = (await reporting.GetAsync("/v1/forecast")).GetProperty("all");

        Assert.Equal((2, 1, 0.5), (Number(all, "issued"), Number(all, "withinTwentyWeeks"), all.GetProperty("rate").GetDouble()));
        Assert.Equal((1, 2), (Number(all, "alreadyLost"), Number(all, "stillWinnable")));
        Assert.Equal(1.0 / 5, all.GetProperty("floor").GetDouble());
        Assert.Equal(3.0 / 4, all.GetProperty("highest").GetDouble());
    }

    [Theory]
    [InlineData(0, 140, 0.9, 0.0)]
    [InlineData(0, 139, 0.0, 0.0)]
    [InlineData(139, 1, 0.9, 0.0)]
    [InlineData(140, 60, 0.0, 0.5)]
    [InlineData(100, 100, 0.9, 0.05)] // what is not sent on the 140th day goes on
    public void The_chances_of_a_request_are_those_of_others_of_its_age(int age, int days, double inTime, double late)
    {
        // Of ten nine get their plan on day 140; at day 200 half of what is left.
        var pace = Pace.Of(new([new(140, 18, 0, 0), new(200, 1, 1, 0)], new Dictionary<int, int>()));

        var chances = pace.Chances(age, days);

        Assert.Equal((inTime, late), (Math.Round(chances.InTime, 9), Math.Round(chances.Late, 9)));
    }

    [Fact]
    public void On_the_last_day_of_the_year_nothing_is_left_to_chance()
    {
        var pace = Pace.Of(new([new(140, 18, 0, 0)], new Dictionary<int, int>()));

        var forecast = YearForecast.Of(10, 4, new Dictionary<int, int> { [20] = 5, [300] = 2 }, daysLeft: 0, received: 3, [pace], actual: null, []);

        Assert.Equal((0.4, 0.4, 0.4, 0.4, 0.4), (forecast.Floor, forecast.Lower, forecast.Expected, forecast.Upper, forecast.Highest));
    }

    [Fact]
    public void With_no_plan_and_no_request_there_is_no_rate_and_no_forecast()
    {
        var forecast = YearForecast.Of(0, 0, new Dictionary<int, int>(), 100, 0, [Pace.Of(new([], new Dictionary<int, int>()))], actual: null, []);

        Assert.Equal((null, null, null, null), (forecast.Rate, forecast.Floor, forecast.Expected, forecast.Highest));
    }

    /// <summary>A caseload that gets slower every year, asked at three times of each finished year what became of it in the end.</summary>
    [Fact]
    public async Task Asked_of_years_that_are_over_it_said_what_they_became()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(MadeUpCaseload.Of(6000, Day("2026-05-25")));
        var (within, all) = (0, 0);
        foreach (var on in from year in Enumerable.Range(2023, 3) from day in new[] { "04-30", "07-31", "10-31" } select $"{year}-{day}")
        {
            var forecast = (await reporting.GetAsync($"/v1/forecast?on={on}")).GetProperty("all");
            var actual = forecast.GetProperty("actual").GetDouble();
            var (expected, lower, upper) = (forecast.GetProperty("expected").GetDouble(), forecast.GetProperty("lower")
                .GetDouble(), forecast.GetProperty("upper").GetDouble());
            TestContext.Current.TestOutputHelper?.WriteLine($"{on}: {expected:P1} ({lower:P1} to {upper:P1}), and it was {actual:P1}");
            Assert.InRange(expected, lower, upper);
            Assert.InRange(Math.Abs(expected - actual), 0, 0.15);
            Assert.InRange(actual, forecast.GetProperty("floor").GetDouble(), 1);
            (within, all) = (within + (actual >= lower && actual <= upper ? 1 : 0), all + 1);
        }

        Assert.InRange(within, (int)(0.75 * all), all);
    }

    private static int Number(JsonElement row, string name) => row.GetProperty(name).GetInt32();
}
