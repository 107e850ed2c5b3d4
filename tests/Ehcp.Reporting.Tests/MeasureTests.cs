using System.Text.Json;
using Ehcp.Contracts;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests;

public sealed class MeasureTests
{
    [Theory]
    [InlineData(140, "withinTwentyWeeks")]
    [InlineData(141, "overTwentyToFiftyTwoWeeks")]
    [InlineData(364, "overTwentyToFiftyTwoWeeks")] // 52 weeks
    [InlineData(365, "overFiftyTwoWeeks")]
    public async Task A_plan_is_in_one_band_of_time(int days, string band)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(Plan("2024-01-08", days)), Case(Plan("2024-01-08", days) with { ExemptionClaimed = true }));

        var row = await RowAsync(reporting, "");

        foreach (var name in new[] { "withinTwentyWeeks", "overTwentyToFiftyTwoWeeks", "overFiftyTwoWeeks" })
        {
            Assert.Equal(name == band ? (2, 1) : (0, 0), (Number(row, name), Number(row, name + "ExcludingExemptions")));
        }
    }

    [Theory]
    [InlineData("decisions-to-assess", 42, 1)]
    [InlineData("decisions-to-assess", 43, 0)]
    [InlineData("refusals-to-issue", 112, 1)]
    [InlineData("refusals-to-issue", 113, 0)]
    public async Task A_decision_is_in_time_up_to_its_last_day(string basis, int days, int inTime)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(Decided(basis, Request("2025-01-06"), days)));

        var row = await RowAsync(reporting, $"basis={basis}");

        Assert.Equal((1, inTime, (double)inTime, 0), (Number(row, "decisions"), Number(row, "inTime"), row.GetProperty("rate").GetDouble(), Number(row, "unusableDates")));
    }

    [Theory]
    [InlineData("decisions-to-assess")]
    [InlineData("refusals-to-issue")]
    public async Task A_decision_that_cannot_be_measured_is_counted_and_never_in_time(string basis)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case(Decided(basis, Request("2025-01-06"), 1)),
            Case(Decided(basis, Request("2025-01-06"), -1)),
            Case(Decided(basis, Request("2025-01-06") with { ReceivedOnUsable = false }, 1)));

        var row = await RowAsync(reporting, $"basis={basis}");

        Assert.Equal((3, 1, 2), (Number(row, "decisions"), Number(row, "inTime"), Number(row, "unusableDates")));
    }

    [Fact]
    public async Task A_decision_counts_by_the_day_of_notice_whatever_came_of_it()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case(Plan("2024-12-02", 140) with { AssessmentDecidedOn = Day("2025-01-01") }),
            Case(Request("2024-12-02") with { AssessmentDecidedOn = Day("2024-12-31"), AssessmentDecision = "refuse" }),
            Case(Request("2024-12-02") with { IssueDecidedOn = Day("2025-01-31"), IssueDecision = "issue" })); // no refusal

        Assert.Equal(["2024", "2025"], await GroupsAsync(reporting, "decisions-to-assess"));
        Assert.Empty(await GroupsAsync(reporting, "refusals-to-issue"));
    }

    [Theory]
    [InlineData("plans-issued")]
    [InlineData("requests-received")]
    [InlineData("decisions-to-assess")]
    [InlineData("refusals-to-issue")]
    public async Task Every_measure_says_what_it_means(string basis)
    {
        await using var reporting = await RunningReporting.StartAsync();

        var definition = (await reporting.GetAsync($"/v1/rates?basis={basis}")).GetProperty("definition");

        Assert.Equal(basis, definition.GetProperty("basis").GetString());
        Assert.All(["population", "numerator", "denominator"], part => Assert.NotEqual("", definition.GetProperty(part).GetString()));
        Assert.NotEmpty(definition.GetProperty("exclusions").EnumerateArray());
    }

    private static KnownRequest Decided(string basis, KnownRequest request, int days) => basis == "decisions-to-assess"
        ? request with { AssessmentDecision = "assess", AssessmentDecidedOn = request.ReceivedOn!.Value.AddDays(days) }
        : request with { IssueDecision = "not-issue", IssueDecidedOn = request.ReceivedOn!.Value.AddDays(days) };

    private static async Task<IEnumerable<string?>> GroupsAsync(RunningReporting reporting, string basis) =>
        (await reporting.GetAsync($"/v1/rates?basis={basis}&groupBy=year")).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("group").GetString());

    private static async Task<JsonElement> RowAsync(RunningReporting reporting, string query) =>
        Assert.Single((await reporting.GetAsync($"/v1/rates?{query}")).GetProperty("rows").EnumerateArray());

    private static int Number(JsonElement row, string name) => row.GetProperty(name).GetInt32();
}
