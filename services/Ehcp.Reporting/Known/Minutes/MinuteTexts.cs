using Ehcp.Hosting.Api;

namespace Ehcp.Reporting.Known.Minutes;

/// <summary>What the API description says of minutes.</summary>
internal static class MinuteTexts
{
    internal static RouteText Read { get; } = new(
        nameof(ReadMinutes), "Running the service", "The minutes in which the figures do not hold what Intake recorded",
        "For whoever looks into figures that are incomplete. GET /health/figures says whether they are.")
    {
        Answers =
        [
            new(
                200, "How far the figures are complete", typeof(MinutesAnswer),
                """
                { "knownTo": "2026-05-25T06:40:00Z", "announcedTo": "2026-05-25T06:41:00Z",
                  "disagreeing": [{ "minute": "2026-05-25T06:40:00Z", "announced": 3, "counted": 2 }] }
                """),
        ],
    };
}
