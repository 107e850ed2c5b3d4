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

    internal static RouteText Health { get; } = new(
        "ReadFiguresHealth", "Running the service", "Whether the figures hold every event that Intake recorded", "Open without a key.")
    {
        NamesVary = true,
        Answers =
        [
            new(
                200, "They do, or have not for less than five minutes", typeof(FiguresHealth),
                """{ "status": "complete", "knownTo": "2026-05-25T06:40:00Z", "announcedTo": "2026-05-25T06:41:00Z" }"""),
            new(
                503, "They have not for five minutes", typeof(FiguresHealth),
                """{ "status": "incomplete", "knownTo": "2026-05-25T06:30:00Z", "announcedTo": "2026-05-25T06:41:00Z" }"""),
        ],
    };
}
