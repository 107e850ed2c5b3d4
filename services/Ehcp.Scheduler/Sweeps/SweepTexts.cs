using Ehcp.Hosting.Api;

namespace Ehcp.Scheduler.Sweeps;

/// <summary>What the API description says of the sweep.</summary>
internal static class SweepTexts
{
    internal static RouteText Health { get; } = new(
        "ReadSweepHealth", "Running the service", "Ask whether the alerts are being swept",
        "A sweep runs every minute, on one of the Schedulers that share a database. It tells of the morning digest too. Open without a key.")
    {
        NamesVary = true,
        Answers =
        [
            new(
                200, "A sweep has completed within five minutes", typeof(SweepHealth),
                """{ "status": "sweeping", "lastCompletedSecondsAgo": 12, "digest": "on time", "lastDigestOn": "2026-05-26" }"""),
            new(
                503, "No sweep has completed for five minutes", typeof(SweepHealth),
                """{ "status": "not sweeping", "lastCompletedSecondsAgo": 420, "digest": "on time", "lastDigestOn": "2026-05-26" }"""),
        ],
    };
}

/// <summary>How the sweep does.</summary>
/// <param name="Status"><c>sweeping</c> or <c>not sweeping</c>.</param>
/// <param name="LastCompletedSecondsAgo">How long ago a sweep completed, whoever ran it.</param>
/// <param name="Digest">Whether the morning digest is in time.</param>
/// <param name="LastDigestOn">The London day of the last one; null before the first.</param>
internal sealed record SweepHealth(string Status, long LastCompletedSecondsAgo, string Digest, DateOnly? LastDigestOn);
