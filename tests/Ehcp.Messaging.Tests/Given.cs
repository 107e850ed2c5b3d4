using System.Globalization;
using Ehcp.Contracts;

namespace Ehcp.Messaging.Tests;

internal static class Given
{
    private static readonly DateTimeOffset Time = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A message of one fact.</summary>
    internal static FactsRecorded Facts(string id) => new([
        new RecordedFact(1, "https://synergy.example", id, "E08000025", "B-" + id, Time, Time, new RequestReceived(new DateOnly(2026, 1, 5)))]);

    /// <summary>As many messages of one fact each, with the ids 0, 1, 2, …</summary>
    internal static IEnumerable<FactsRecorded> ManyFacts(int count) =>
        Enumerable.Range(0, count).Select(number => Facts(number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A message that nobody of ours listens to.</summary>
    internal static DeadlineBreached Breach() => new("E08000025", "B-1", "final-plan", "request", new DateOnly(2026, 5, 26));
}
