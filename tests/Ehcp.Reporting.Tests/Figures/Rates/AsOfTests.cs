using System.Text.Json;
using Ehcp.Contracts;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Rates;

public sealed class AsOfTests
{
    private static readonly DateTimeOffset Corrected = Instant("2025-09-01T10:00:00.000001Z");

    [Theory]
    [InlineData("2025-09-01T10:00:00Z", 1)] // one microsecond before the correction
    [InlineData("2025-09-01T10:00:00.000001Z", 0)]
    [InlineData("2025-09-01T11:00:00.000001%2B01:00", 0)]
    [InlineData("", 0)]
    public async Task A_late_correction_changes_the_figure_now_and_not_the_figure_of_then(string asOf, int within)
    {
        await using var reporting = await RunningReporting.StartAsync();
        var wrong = Plan("2025-02-10", 140) with { KnownFrom = Instant("2025-07-01T00:00:00Z"), KnownTo = Corrected };
        await reporting.KnowsAsync(Case(wrong, wrong with { KnownFrom = Corrected, KnownTo = null, ReceivedOn = Day("2025-01-10") }));

        Assert.Equal((1, within), await FiguresAsync(reporting, $"/v1/rates?asOf={asOf}"));
        Assert.Equal((1, within), await FiguresAsync(reporting, $"/v1/rates?asOf={asOf}&groupBy=year"));
    }

    [Fact]
    public async Task Before_a_plan_was_known_it_is_in_no_figure()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(Plan("2025-01-06", 100) with { KnownFrom = Instant("2025-06-01T00:00:00Z") }));

        Assert.Equal((0, 0), await FiguresAsync(reporting, "/v1/rates?asOf=2025-05-31T23:59:59Z"));
        Assert.Equal((1, 1), await FiguresAsync(reporting, "/v1/rates?asOf=2025-06-01T00:00:00Z"));
    }

    [Fact]
    public async Task The_caseload_of_then_is_that_of_its_London_day()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var open = Request("2025-01-06") with { KnownFrom = Instant("2025-01-07T00:00:00Z"), KnownTo = Instant("2025-06-10T00:00:00Z") };
        await reporting.KnowsAsync(Case(open, Plan("2025-01-06", 150) with { KnownFrom = Instant("2025-06-10T00:00:00Z") }));

        Assert.Equal(0, (await reporting.GetAsync("/v1/caseload")).GetProperty("open").GetInt32());
        var lastDay = await reporting.GetAsync("/v1/caseload?asOf=2025-05-26T22:59:59Z");
        Assert.Equal((1, 0), (lastDay.GetProperty("open").GetInt32(), lastDay.GetProperty("overdue").GetInt32()));
        var dayAfter = await reporting.GetAsync("/v1/caseload?asOf=2025-05-26T23:00:00Z");
        Assert.Equal((1, 1), (dayAfter.GetProperty("open").GetInt32(), dayAfter.GetProperty("overdue").GetInt32()));
    }

    [Fact]
    public async Task The_team_of_then_held_the_case_then()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var north = PlanSent("2025-03-31") with { Team = "North", KnownTo = Corrected };
        await reporting.KnowsAsync(Case(north, north with { Team = "South", KnownFrom = Corrected, KnownTo = null }));

        Assert.Equal("North", await TeamAsync("&asOf=2025-08-01T00:00:00Z"));
        Assert.Equal("South", await TeamAsync(""));

        async Task<string?> TeamAsync(string asOf) =>
            Assert.Single((await reporting.GetAsync($"/v1/rates?groupBy=team{asOf}")).GetProperty("rows").EnumerateArray()).GetProperty("group").GetString();
    }

    [Theory]
    [InlineData("team")]
    [InlineData("area")]
    [InlineData("need")]
    [InlineData("year")]
    [InlineData("month")]
    [InlineData("authority")]
    public async Task A_file_of_all_authorities_as_known_today_is_the_file_of_today(string grouping)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case("A", Birmingham, Plan("2024-01-08", 140) with { Team = "North", Area = "East", PrimaryNeed = "ASD" }),
            Case("B", Birmingham, Plan("2025-01-06", 160) with { Team = "North" }),
            Case("C", Dudley, Plan("2025-01-06", 84) with { Team = "North", PrimaryNeed = "ASD" }));
        await reporting.Sums.RunAsync(stop);
        using var client = reporting.Client();

        var now = await FileAsync("");
        Assert.Contains(now, line => line.Contains("Dudley", StringComparison.Ordinal));
        Assert.Equal(now, await FileAsync($"&asOf={RunningReporting.Noon:yyyy-MM-ddTHH:mm:ssZ}"));

        async Task<string[]> FileAsync(string asOf) =>
            (await client.GetStringAsync(new Uri($"/v1/rates?format=csv&groupBy={grouping}{asOf}", UriKind.Relative), stop)).Split('\n');
    }

    private static async Task<(int, int)> FiguresAsync(RunningReporting reporting, string path)
    {
        var rows = (await reporting.GetAsync(path)).GetProperty("rows").EnumerateArray().ToList();
        return (rows.Sum(row => Of(row, "plansIssued")), rows.Sum(row => Of(row, "withinTwentyWeeks")));

        static int Of(JsonElement row, string name) => row.GetProperty(name).GetInt32();
    }
}
