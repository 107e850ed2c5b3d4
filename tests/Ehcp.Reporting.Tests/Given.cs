using Ehcp.Contracts;

namespace Ehcp.Reporting.Tests;

internal static class Given
{
    internal const string Birmingham = "E08000025";
    internal const string Dudley = "E08000027";

    private static readonly DateTimeOffset Recorded = new(2024, 1, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A request with nothing known of it but that it was received.</summary>
    internal static KnownRequest Request(string receivedOn, string id = "1") => new(id, Recorded, ReceivedOn: Day(receivedOn), ReceivedOnUsable: true);

    /// <summary>A request answered by a plan so many days after it was received.</summary>
    internal static KnownRequest Plan(string receivedOn, int days, string id = "1") => Request(receivedOn, id) with
    {
        AssessmentDecision = "assess",
        IssueDecision = "issue",
        PlanSentOn = Day(receivedOn).AddDays(days),
    };

    /// <summary>A plan sent on a day, twelve weeks after its request.</summary>
    internal static KnownRequest PlanSent(string sentOn, string id = "1") =>
        Plan(Day(sentOn).AddDays(-84).ToString("O", null), 84, id);

    /// <summary>A snapshot of a case; without a reference a new case.</summary>
    internal static CaseSnapshot Case(params IEnumerable<KnownRequest> history) => Case($"C-{Guid.NewGuid():n}", Birmingham, history);

    internal static CaseSnapshot Case(string reference, string authority, params IEnumerable<KnownRequest> history) => new(
        authority, reference, new SnapshotVersion("2026.1", 1), Facts: [Fact(Recorded)], Deadlines: [],
        History: [.. history.OrderBy(known => known.RequestId, StringComparer.Ordinal).ThenBy(known => known.KnownFrom)], CannotCompute: []);

    internal static SnapshotFact Fact(DateTimeOffset recordedAt) =>
        new("tests", $"f-{recordedAt.Ticks}", recordedAt, recordedAt, new RequestReceived(Day("2024-01-02")));

    internal static CaseSnapshot At(this CaseSnapshot snapshot, string rules, int facts, string? calendar = null) =>
        snapshot with { Version = new(rules, facts, calendar) };

    internal static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", null);

    internal static DateTimeOffset Instant(string instant) => DateTimeOffset.Parse(instant, null, System.Globalization.DateTimeStyles.AssumeUniversal);
}
