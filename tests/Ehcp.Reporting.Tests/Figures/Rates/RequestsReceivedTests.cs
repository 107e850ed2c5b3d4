using System.Text.Json;
using Ehcp.Contracts;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Rates;

/// <summary>The London day of these tests is 25 May 2026; the 140th day before it is 5 January 2026.</summary>
public sealed class RequestsReceivedTests
{
    public static TheoryData<string, KnownRequest> Fates { get; } = new()
    {
        { "inTime", Plan("2025-01-06", 140) },
        { "late", Plan("2025-01-06", 141) },
        { "openInTime", Request("2026-01-05") },
        { "openOverdue", Request("2026-01-04") },
        { "openOverdue", Request("2026-01-04") with { ExemptionClaimed = true } },
        { "refusedToAssess", Request("2025-01-06") with { AssessmentDecision = "refuse" } },
        { "refusedToAssess", Request("2025-01-06") with { AssessmentDecision = "refuse", ClosedOn = Day("2025-05-06") } },
        { "refusedToIssue", Request("2025-01-06") with { AssessmentDecision = "assess", IssueDecision = "not-issue" } },
        { "closed", Request("2025-01-06") with { ClosedOn = Day("2025-02-06"), ClosedReason = "withdrawn" } },
        { "inTime", Plan("2025-01-06", 140) with { AssessmentDecision = "refuse" } }, // reversed, and then a plan
        { "cannotCompute", Plan("2025-01-06", 100) with { ReceivedOnUsable = false } },
        { "cannotCompute", Request("2026-01-05") with { ReceivedOnUsable = false, CannotComputeBecause = "Two dates." } },
        { "cannotCompute", Request("2026-01-05") with { CannotComputeBecause = "Two dates." } },
        { "refusedToAssess", Request("2026-01-05") with { AssessmentDecision = "refuse", ReceivedOnUsable = false } },
    };

    [Theory]
    [MemberData(nameof(Fates))]
    public async Task A_request_is_in_exactly_one_column(string column, KnownRequest request)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(request));

        var row = await RowAsync(reporting, "");

        Assert.Equal(1, row.GetProperty("requests").GetInt32());
        Assert.Equal(1, row.GetProperty(column).GetInt32());
        Assert.Equal(1, Columns(row));
        Assert.Equal(request.ExemptionClaimed ? 1 : 0, row.GetProperty("withExemption").GetInt32());
    }

    [Fact]
    public async Task Open_requests_become_overdue_at_midnight_in_London()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(Request("2026-01-05")));

        reporting.Clock.SetUtcNow(Instant("2026-05-25T22:59:59Z"));
        Assert.Equal(1, (await RowAsync(reporting, "")).GetProperty("openInTime").GetInt32());
        reporting.Clock.SetUtcNow(Instant("2026-05-25T23:00:00Z"));
        Assert.Equal(1, (await RowAsync(reporting, "")).GetProperty("openOverdue").GetInt32());
    }

    [Fact]
    public async Task A_period_is_one_of_receipts_and_a_request_without_a_receipt_is_in_none()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case(Plan("2024-12-31", 100)), Case(Request("2025-01-01")), Case(Request("2025-12-31")),
            Case(new KnownRequest("1", Instant("2025-06-01T00:00:00Z"), AssessmentDecision: "assess",
                CannotComputeBecause: "No request-received is recorded.")));

        Assert.Equal(2, (await RowAsync(reporting, "&from=2025-01-01&to=2025-12-31")).GetProperty("requests").GetInt32());
        Assert.Equal(4, (await RowAsync(reporting, "")).GetProperty("requests").GetInt32());
        var groups = (await reporting.GetAsync("/v1/rates?basis=requests-received&groupBy=year")).GetProperty("rows").EnumerateArray();
        Assert.Equal(["2024", "2025", "not-recorded"], groups.Select(row => row.GetProperty("group").GetString()));
    }

    internal static int Columns(JsonElement row) =>
        new[] { "inTime", "late", "openInTime", "openOverdue", "refusedToAssess", "refusedToIssue", "closed", "cannotCompute" }
            .Sum(column => row.GetProperty(column).GetInt32());

    private static async Task<JsonElement> RowAsync(RunningReporting reporting, string more) =>
        Assert.Single((await reporting.GetAsync($"/v1/rates?basis=requests-received{more}")).GetProperty("rows").EnumerateArray());
}
