using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Reconciliations;

/// <summary>Cases with their deadlines as the law has them, and files of the system before.</summary>
internal static class Incumbent
{
    private static readonly DateTimeOffset Recorded = new(2026, 1, 6, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A case as the Scheduler tells it.</summary>
    internal static CaseSnapshot KnownCase(string reference, string receivedOn, params Fact[] others) => CaseOf(Birmingham, reference, receivedOn, others);

    internal static CaseSnapshot CaseOf(string authority, string reference, string receivedOn, params Fact[] others)
    {
        SnapshotFact[] facts =
        [
            .. others.Prepend(new RequestReceived(Day(receivedOn))).Select((fact, index) =>
                new SnapshotFact("tests", $"{reference}.{index}", Recorded.AddMinutes(index), Recorded.AddMinutes(index), fact)),
        ];
        var timeline = CaseTimeline.From(Law.Shipped, facts);
        return new(
            authority, reference, new("2026.1", facts.Length), facts, [.. timeline.Clocks],
            [
                .. timeline.Requests.Select(request => new KnownRequest(
                    request.RequestId, Recorded, null, request.ReceivedOn, request.ReceivedOnUsable, request.AssessmentDecidedOn, request.AssessmentDecision,
                    request.IssueDecidedOn, request.IssueDecision, request.PlanSentOn, request.ClosedOn, request.ClosedReason, request.ExemptionClaimed,
                    request.CannotComputeBecause)),
            ],
            [.. timeline.CannotCompute]);
    }

    internal static async Task<JsonElement> ComparedAsync(
        this RunningReporting reporting, string csv, string query = "", string key = RunningReporting.Key, string authority = "330")
    {
        var (status, answer) = await reporting.SendAsync(csv, query, key, authority);
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Created, answer.GetRawText());
        return answer;
    }

    internal static async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(
        this RunningReporting reporting, string csv, string query = "", string key = RunningReporting.Key, string authority = "330")
    {
        using var client = reporting.Client(key);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var answer = await client.PostAsync(
            new Uri($"/v1/reconciliations?authority={authority}{query}", UriKind.Relative), content, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (answer.StatusCode, json.RootElement.Clone());
    }

    /// <summary>Each as <c>EHC-1 another-date plan: theirs / ours</c>.</summary>
    internal static string[] Differences(this JsonElement answer) =>
    [
        .. answer.GetProperty("differences").EnumerateArray().Select(one =>
            $"{Text(one, "caseReference")} {Text(one, "kind")} {Text(one, "item")}: {Text(one, "theirs") ?? "-"} / {Text(one, "ours") ?? "-"}"),
    ];

    /// <summary>Each as <c>3 plan due date</c>: line, field and rule.</summary>
    internal static string[] Errors(this JsonElement answer) =>
        [.. answer.GetProperty("errors").EnumerateArray().Select(one => $"{Text(one, "line")} {Text(one, "field") ?? "row"}: {Text(one, "rule")}")];

    internal static int Count(this JsonElement answer, string name) => answer.GetProperty("reconciliation").GetProperty(name).GetInt32();

    internal static string? Text(JsonElement one, string name) =>
        one.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? $"{value}" : null;
}
