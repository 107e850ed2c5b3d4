using System.Text.Json.Nodes;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Intake.Rejections;
using Ehcp.Intake.Sources;

namespace Ehcp.Intake.Asking;

/// <summary>What the API description says of the tray and of sources.</summary>
internal static class TrayTexts
{
    private const string Rejections = "Refused events";

    private static readonly RouteParameter Source = new(
        "source", Takes.Text(), "Only what was sent for this source. Without it, what was sent for the key's sources, or with the key.", "synergy");

    /// <summary>Only what is in one state.</summary>
    internal static RouteParameter State { get; } = new(
        "state", Takes.OneOf(RejectionStates.All), "Only what is in this state: open; settled, the same was taken since; replaced, the same was refused again "
            + "since, or the whole file was read again; set-aside.", RejectionStates.Open);

    public static RouteText Summary { get; } = new(
        "SummariseRejections", Rejections, "Count refused events and rows by source, rule and day",
        $"Of the last {SummariseRejections.UsualDays} days unless from and to say others, at most {SummariseRejections.MostDays}. What broke two rules is counted under each.")
    {
        Parameters =
        [
            Source, new("from", Takes.Day(), "First day in London, inclusive.", "2026-01-01"),
            new("to", Takes.Day(), "Last day in London, inclusive. Without it today.", "2026-01-31"),
        ],
        Answers =
        [
            new(
                200, "The counts", typeof(RejectionSummary),
                """
                { "from": "2026-01-01", "to": "2026-01-31", "counts": [{ "source": "synergy", "rule": "date",
                  "detail": "Must be a date of the calendar, written YYYY-MM-DD.", "day": "2026-01-31", "open": 1, "refused": 3 }] }
                """),
            RouteAnswer.Of(ProblemCatalogue.SenderNotAllowed),
        ],
    };

    public static RouteText SetAside { get; } = new(
        "SetRejectionsAside", Rejections, "Set refused events and rows aside",
        "For what will not be sent again, with one of these reasons: "
        + string.Join("; ", SetAsideReasons.All.Select(one => $"{one.Reason} ({one.Words})")) + ". Either numbers, or source, with or without rule and upTo. "
        + "It is only tried unless dryRun=false is said. Only what is open is set aside, and only of the key's sources or sent with the key; it stays in the "
        + "tray. "
        + "A row that breaks the same rules in a later file stays set aside.")
    {
        Parameters = [RouteParameter.DryRun("Whether they are only counted. Without it they are.")],
        Bodies = [new("application/json", new JsonObject { ["reason"] = "a-test", ["numbers"] = new JsonArray(7, 8) })],
        Answers =
        [
            new(200, "How many", typeof(SetAsideAnswer), """{ "dryRun": false, "setAside": 2 }"""),
            RouteAnswer.Of(ProblemCatalogue.SenderNotAllowed),
        ],
    };

    public static RouteText Sources { get; } = new(
        "ListSources", "Sources", "Ask how the key's sources do",
        "When each was last heard, how much came against what usually comes in the same hours of the week, how much was refused, and how long after it "
        + "happened something is sent. Counted by the hour and up to date within about ten seconds; a source of which nothing ever came is not listed.")
    {
        Answers =
        [
            new(
                200, "Every source, by name", typeof(SourceList),
                """
                { "sources": [{ "source": "synergy", "lastEventAt": "2026-01-31T09:30:00Z", "lastRefusalAt": "2026-01-27T02:00:00Z", "silentSince": null,
                  "lastHour": { "events": 4, "usual": 3.5 }, "last24Hours": { "events": 120, "usual": 110.25 }, "refused": 6, "refusedShare": 0.0085,
                  "lateness": { "events": 2800, "medianDays": 2, "ninetiethDays": 14 }, "open": 3 }] }
                """),
        ],
    };
}
