using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.TestKit;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Caseload;

/// <summary>The London day of these tests is 25 May 2026.</summary>
public sealed class CaseloadTests
{
    private static readonly DateOnly Today = Day("2026-05-25");

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(7, "1")]
    [InlineData(8, "2")]
    [InlineData(42, "6")]
    [InlineData(140, "20")] // the last day of the 20 weeks is in week 20
    [InlineData(141, "21-26")]
    [InlineData(182, "21-26")]
    [InlineData(183, "27-39")]
    [InlineData(364, "40-52")]
    [InlineData(365, "53+")]
    [InlineData(2000, "53+")]
    public async Task A_week_ends_with_the_last_day_of_a_limit_of_so_many_weeks(int days, string week)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(Opened(days)));

        var caseload = await reporting.GetAsync("/v1/caseload");

        var filled = Assert.Single(caseload.GetProperty("weeks").EnumerateArray(), row => row.GetProperty("open").GetInt32() > 0);
        Assert.Equal(week, filled.GetProperty("week").GetString());
        Assert.Equal(25, caseload.GetProperty("weeks").GetArrayLength());
        Assert.Equal(days > 140 ? 1 : 0, caseload.GetProperty("overdue").GetInt32());
        Assert.Equal(days, caseload.GetProperty("oldest").GetProperty("days").GetInt32());
        Assert.Equal(days, caseload.GetProperty("medianDays").GetInt32());
    }

    [Fact]
    public async Task What_has_an_outcome_is_not_open_and_what_cannot_be_measured_is_in_no_week()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case(Plan("2025-01-06", 100)),
            Case(Opened(10) with { AssessmentDecision = "refuse" }),
            Case(Opened(10) with { IssueDecision = "not-issue" }),
            Case(Opened(10) with { ClosedOn = Today }),
            Case(Opened(300) with { ExemptionClaimed = true }),
            Case(Opened(300)),
            Case(Opened(20)),
            Case(Opened(900) with { ReceivedOnUsable = false, CannotComputeBecause = "Two dates." }));

        var caseload = await reporting.GetAsync("/v1/caseload");

        Assert.Equal(4, Number(caseload, "open"));
        Assert.Equal(2, Number(caseload, "overdue"));
        Assert.Equal(1, Number(caseload, "overdueWithExemption"));
        Assert.Equal(1, Number(caseload, "cannotCompute"));
        Assert.Equal(3, caseload.GetProperty("weeks").EnumerateArray().Sum(week => Number(week, "open")));
        Assert.Equal(1, caseload.GetProperty("weeks").EnumerateArray().Sum(week => Number(week, "withExemption")));
        Assert.Equal(300, Number(caseload.GetProperty("oldest"), "days"));
    }

    // The longest waits of all: refused first, then reversed. By an order the limit begins anew; conceded without one the 20 weeks stand.
    [Theory]
    [InlineData("refuse", null, -1, 1, 1)]
    [InlineData("refuse", null, 0, 1, 0)]
    [InlineData(null, "not-issue", -1, 1, 1)]
    [InlineData(null, "not-issue", 0, 1, 0)]
    [InlineData("refuse", "not-issue", 0, 0, 0)] // reversed, assessed, and refused again since
    public async Task A_reversed_refusal_is_open_again_by_the_limit_that_applies(string? assessment, string? issue, int lastDay, int open, int overdue)
    {
        await using var reporting = await RunningReporting.StartAsync();
        var again = assessment is not null && issue is not null;
        await reporting.KnowsAsync(Case(Opened(200) with
        {
            AssessmentDecision = assessment,
            AssessmentDecidedOn = assessment is null ? null : Today.AddDays(-160),
            IssueDecision = issue,
            IssueDecidedOn = issue is null ? null : again ? Today.AddDays(-10) : Today.AddDays(-100),
            ReopenedOn = Today.AddDays(-90),
            PlanLastDay = Today.AddDays(lastDay),
        }));

        var caseload = await reporting.GetAsync("/v1/caseload");
        var list = await reporting.GetAsync("/v1/requests?list=overdue");

        Assert.Equal((open, overdue), (Number(caseload, "open"), Number(caseload, "overdue")));
        Assert.Equal(overdue, list.GetProperty("requests").GetArrayLength());
        Assert.Equal(
            open == 1 ? $"(open/{Today.AddDays(lastDay):yyyy-MM-dd})" : "(refused-to-issue)",
            Assert.Single(await reporting.Database.RowsAsync(
                "select outcome || case when outcome = 'open' then '/' || last_day else '' end from known_request")));
    }

    [Fact]
    public async Task A_refusal_reversed_before_it_was_made_stands()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case(Opened(200) with { AssessmentDecision = "refuse", AssessmentDecidedOn = Today.AddDays(-10), ReopenedOn = Today.AddDays(-11) }),
            Case(Opened(200) with { AssessmentDecision = "refuse", AssessmentDecidedOn = Today.AddDays(-10), ReopenedOn = Today.AddDays(-10) }),
            Case(Opened(200) with
            {
                AssessmentDecision = "refuse",
                ReopenedOn = Today.AddDays(-10),
                ClosedOn = Today,
                AssessmentDecidedOn = Today.AddDays(-20)
            }));

        var caseload = await reporting.GetAsync("/v1/caseload");

        Assert.Equal((1, 1), (Number(caseload, "open"), Number(caseload, "overdue")));
    }

    public static TheoryData<string, KnownRequest> Moves { get; } = new()
    {
        { "authority", Opened(10) },
        { "authority", Opened(10) with { AwaitedAdvice = ["health"] } }, // before the decision to assess nobody else's move counts
        { "advice/health advice/school", Opened(50) with { AssessmentDecision = "assess", AwaitedAdvice = ["health", "school"], AwaitsSetting = true } },
        { "family", Opened(90) with { AssessmentDecision = "assess", RepresentationsTo = Today, AwaitsSetting = true } },
        { "setting", Opened(90) with { AssessmentDecision = "assess", RepresentationsTo = Today.AddDays(-1), AwaitsSetting = true } },
        { "authority", Opened(90) with { AssessmentDecision = "assess", RepresentationsTo = Today.AddDays(-1) } },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task It_says_whose_move_it_is(string whom, KnownRequest request)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(request));

        var waiting = (await reporting.GetAsync("/v1/caseload")).GetProperty("waitingOn").EnumerateArray();

        Assert.Equal(whom, string.Join(' ', waiting.Select(row =>
            row.GetProperty("whom").GetString() + (row.TryGetProperty("adviceType", out var type) ? "/" + type.GetString() : ""))));
    }

    [Fact]
    public async Task The_oldest_case_is_named_only_to_those_who_may_read_cases()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("B-1", Birmingham, Opened(30)), Case("B-2", Birmingham, Opened(50)));

        Assert.Equal("B-2", (await reporting.GetAsync("/v1/caseload")).GetProperty("oldest").GetProperty("caseReference").GetString());
        var unnamed = (await reporting.GetAsync("/v1/caseload", RunningReporting.BirminghamKey)).GetProperty("oldest");
        Assert.Equal(50, Number(unnamed, "days"));
        Assert.False(unnamed.TryGetProperty("caseReference", out _));
    }

    [Fact]
    public async Task Nothing_known_is_an_empty_caseload()
    {
        await using var reporting = await RunningReporting.StartAsync();

        var caseload = await reporting.GetAsync("/v1/caseload");

        Assert.Equal(0, Number(caseload, "open"));
        Assert.Equal(JsonValueKind.Null, caseload.GetProperty("oldest").ValueKind);
        Assert.Equal(JsonValueKind.Null, caseload.GetProperty("medianDays").ValueKind);
        Assert.Equal(0, caseload.GetProperty("waitingOn").GetArrayLength());
        Assert.Equal([6, 16, 20, 52], caseload.GetProperty("definition").GetProperty("lines").EnumerateArray().Select(line => Number(line, "week")));
    }

    private static KnownRequest Opened(int daysAgo) => Request(Today.AddDays(-daysAgo).ToString("O", null));

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();
}
