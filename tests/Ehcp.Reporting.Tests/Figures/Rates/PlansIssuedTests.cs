using System.Text.Json;
using Ehcp.Contracts;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Rates;

public sealed class PlansIssuedTests
{
    [Theory]
    [InlineData(139, 1)]
    [InlineData(140, 1)] // the last day is in time
    [InlineData(141, 0)]
    [InlineData(0, 1)]
    public async Task A_plan_is_within_20_weeks_up_to_the_140th_day_after_receipt(int days, int within)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(Plan("2025-01-06", days)));

        var row = await RowAsync(reporting, "/v1/rates");

        Assert.Equal(1, row.GetProperty("plansIssued").GetInt32());
        Assert.Equal(within, row.GetProperty("withinTwentyWeeks").GetInt32());
        Assert.Equal(within, row.GetProperty("rate").GetDouble());
    }

    [Fact]
    public async Task The_rate_without_exemptions_leaves_them_out_above_and_below_the_line()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case(Plan("2025-01-06", 100)),
            Case(Plan("2025-01-06", 200)),
            Case(Plan("2025-01-06", 100) with { ExemptionClaimed = true }),
            Case(Plan("2025-01-06", 150) with { ExemptionClaimed = true }),
            Case(Plan("2025-01-06", 160) with { ExemptionClaimed = true }));

        var row = await RowAsync(reporting, "/v1/rates");

        Assert.Equal((5, 2, 2.0 / 5), Figures(row, ""));
        Assert.Equal((2, 1, 1.0 / 2), Figures(row, "ExcludingExemptions"));
    }

    [Fact]
    public async Task A_plan_without_a_usable_date_of_receipt_is_issued_and_never_in_time()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case(Plan("2025-01-06", 100)),
            Case(Plan("2025-01-06", 100) with { ReceivedOnUsable = false }),
            Case(Plan("2025-01-06", 100) with { ReceivedOn = null, ReceivedOnUsable = false }));

        var row = await RowAsync(reporting, "/v1/rates");

        Assert.Equal((3, 1, 1.0 / 3), Figures(row, ""));
        Assert.Equal(2, row.GetProperty("unusableDates").GetInt32());
    }

    [Fact]
    public async Task Two_requests_of_a_case_are_two_plans_each_by_its_own_receipt()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(Plan("2023-01-09", 141, "1"), Plan("2025-01-06", 140, "2")));

        Assert.Equal((2, 1, 0.5), Figures(await RowAsync(reporting, "/v1/rates"), ""));
    }

    [Fact]
    public async Task A_reversed_refusal_keeps_its_dates_and_a_plan_that_follows_counts_from_the_receipt()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(Plan("2025-01-06", 300) with
        {
            AssessmentDecision = "refuse",
            AssessmentDecidedOn = Day("2025-02-10"),
            IssueDecision = null,
        }));

        Assert.Equal((1, 0, 0.0), Figures(await RowAsync(reporting, "/v1/rates"), ""));
    }

    [Theory]
    [InlineData("from=2025-03-01&to=2025-03-31", 1)]
    [InlineData("from=2025-03-31", 1)]
    [InlineData("to=2025-03-31", 1)]
    [InlineData("from=2025-04-01", 0)]
    [InlineData("to=2025-03-30", 0)]
    public async Task Both_days_of_a_period_are_included(string period, int issued)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(PlanSent("2025-03-31")));

        Assert.Equal(issued, (await RowAsync(reporting, $"/v1/rates?{period}")).GetProperty("plansIssued").GetInt32());
    }

    [Fact]
    public async Task Without_groups_there_is_one_row_also_when_nothing_is_known_and_its_rate_is_null()
    {
        await using var reporting = await RunningReporting.StartAsync();

        var answer = await reporting.GetAsync("/v1/rates");

        var row = Assert.Single(answer.GetProperty("rows").EnumerateArray());
        Assert.Equal("all", row.GetProperty("group").GetString());
        Assert.Equal(0, row.GetProperty("plansIssued").GetInt32());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("rate").ValueKind);
        Assert.Equal(JsonValueKind.Null, row.GetProperty("rateExcludingExemptions").ValueKind);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("knownTo").ValueKind);
        Assert.Equal(Ehcp.Deadlines.StatutoryTimetable.Shipped.Release, answer.GetProperty("rules").GetString());
        Assert.Equal(RunningReporting.Noon, answer.GetProperty("asOf").GetDateTimeOffset());
    }

    [Theory]
    [InlineData("year", "2024 2025")]
    [InlineData("quarter", "2024-Q4 2025-Q1")]
    [InlineData("month", "2024-12 2025-01 2025-03")]
    [InlineData("authority", "E08000025 E08000027")]
    [InlineData("team", "North not-recorded")]
    [InlineData("area", "Aston not-recorded")]
    [InlineData("need", "ASD not-recorded")]
    public async Task Rows_come_in_the_order_of_their_groups(string groupBy, string groups)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case("B", Dudley, PlanSent("2025-03-31")),
            Case("A", Birmingham, PlanSent("2024-12-31") with { Team = "North", Area = "Aston", PrimaryNeed = "ASD" }),
            Case("C", Birmingham, PlanSent("2025-01-01")));

        var rows = (await reporting.GetAsync($"/v1/rates?groupBy={groupBy}")).GetProperty("rows").EnumerateArray().ToList();

        Assert.Equal(groups, string.Join(' ', rows.Select(row => row.GetProperty("group").GetString())));
        Assert.Equal(3, rows.Sum(row => row.GetProperty("plansIssued").GetInt32()));
    }

    [Fact]
    public async Task The_answer_says_what_its_figures_mean_and_how_fresh_they_are()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            (Case(PlanSent("2025-03-31")) with { Facts = [Fact(Instant("2026-05-25T06:41:00Z")), Fact(Instant("2024-01-02T00:00:00Z"))] }).At("2026.10", 2));
        await reporting.IntakeTellsAsync(Instant("2026-05-25T06:42:00Z"));

        var answer = await reporting.GetAsync("/v1/rates");

        Assert.Equal(Instant("2026-05-25T06:42:00Z"), answer.GetProperty("knownTo").GetDateTimeOffset());
        Assert.Equal("2026.10", answer.GetProperty("rules").GetString());
        var definition = answer.GetProperty("definition");
        Assert.Contains("140th day", definition.GetProperty("numerator").GetString(), StringComparison.Ordinal);
        Assert.Contains("every final plan sent", definition.GetProperty("denominator").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(definition.GetProperty("exclusions").EnumerateArray());
    }

    private static async Task<JsonElement> RowAsync(RunningReporting reporting, string path) =>
        Assert.Single((await reporting.GetAsync(path)).GetProperty("rows").EnumerateArray());

    private static (int, int, double) Figures(JsonElement row, string suffix) => (
        row.GetProperty($"plansIssued{suffix}").GetInt32(),
        row.GetProperty($"withinTwentyWeeks{suffix}").GetInt32(),
        row.GetProperty($"rate{suffix}").GetDouble());
}
