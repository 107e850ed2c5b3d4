using System.Text.Json.Nodes;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Intake.Asking;
using Ehcp.Intake.Events;
using Ehcp.Intake.Schemas;
using ListTray = Ehcp.Intake.Asking.ListRejections;

namespace Ehcp.Intake;

/// <summary>What the API description says of each route.</summary>
internal static class ApiTexts
{
    private const string Events = "Events";
    private const string Rejections = "Refused events";
    private const string Schemas = "Types of event";
    private const string Running = "Running the service";

    private const string Example = """
        {
          "specversion": "1.0", "id": "a-1", "source": "synergy", "type": "ehcp.request-received.v1", "subject": "EHC-2026-0001",
          "time": "2026-01-05T09:30:00Z", "data": { "authority": "E08000025", "receivedOn": "2026-01-05", "requestedBy": "school" }
        }
        """;

    private const string Refused = """
        { "number": 7, "at": "2026-01-05T09:30:00Z", "source": "synergy", "id": "a-2", "type": "ehcp.request-received.v1",
          "errors": [{ "pointer": "/data/receivedOn", "rule": "date" }], "state": "open" }
        """;

    private static readonly RouteParameter Source = new("source", Takes.Text(), "The source that the event was sent for, one of the key's.", "synergy");

    public static RouteText ReceiveEvents { get; } = new(
        "ReceiveEvents", Events, "Send one case event, or a batch",
        "CloudEvents 1.0, structured, batch (at most 1,000 events) or binary. What is answered as accepted is recorded for ever and will be announced. "
        + "The same source and id with the same content is a duplicate and counts once; with other content it is a conflict. "
        + "In a batch each event is answered for itself, in order, and good ones are taken even when others are refused.")
    {
        Bodies =
        [
            new(MediaTypes.Event, JsonNode.Parse(Example)!, typeof(DescribedEvent)),
            new(MediaTypes.Batch, new JsonArray(JsonNode.Parse(Example)), typeof(DescribedEvent[])),
            new("application/json", JsonNode.Parse(Example)!["data"]!.DeepClone(), typeof(JsonObject)),
        ],
        Answers =
        [
            new(202, "One event: accepted, or a duplicate", typeof(EventReceipt), """{ "id": "a-1", "source": "synergy", "status": "accepted", "sequence": 1 }"""),
            new(200, "A batch: one answer for each event", typeof(EventReceipt[]), """[{ "id": "a-1", "source": "synergy", "status": "accepted", "sequence": 1 }]"""),
            RouteAnswer.Of(ProblemCatalogue.NotJson),
            RouteAnswer.Of(ProblemCatalogue.NotACloudEvent),
            RouteAnswer.Of(ProblemCatalogue.SenderNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.EventConflict),
            RouteAnswer.Of(ProblemCatalogue.TooLarge),
            RouteAnswer.Of(ProblemCatalogue.TooManyEvents),
            RouteAnswer.Of(ProblemCatalogue.MediaType),
            RouteAnswer.Of(ProblemCatalogue.EventInvalid),
            RouteAnswer.Of(ProblemCatalogue.Unavailable),
        ],
    };

    public static RouteText WebhookHandshake { get; } = new(
        "WebhookHandshake", Events, "Ask whether an event grid may deliver here",
        "CloudEvents HTTP 1.1 Web Hooks for Event Delivery: a grid asks with its name in WebHook-Request-Origin, and where a setting allows it the answer "
        + "repeats the name in WebHook-Allowed-Origin. Without that header, or for another name, the answer has only Allow. What the grid then posts needs a "
        + "key or a token like all else.")
    {
        Answers = [new(204, "Allow, and where the grid may deliver WebHook-Allowed-Origin and, if it asked for one, WebHook-Allowed-Rate")],
    };

    public static RouteText FindEvent { get; } = new("FindEvent", Events, "Ask what became of an event", "By its source and id, for a source of the key.")
    {
        Parameters = [Source with { Required = true }, new("id", Takes.Text(), "The id that the event was sent with.", "a-1") { Required = true }],
        Answers =
        [
            new(
                200, "What became of it", typeof(EventFate),
                """
                { "id": "a-1", "source": "synergy", "status": "accepted", "type": "ehcp.request-received.v1", "sequence": 1,
                  "recordedAt": "2026-01-05T09:30:00Z", "rejections": [] }
                """),
            RouteAnswer.Of(ProblemCatalogue.SenderNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.EventNotFound),
        ],
    };

    public static RouteText ListRejections { get; } = new(
        "ListRejections", Rejections, "List refused events and rows",
        "Newest first; which rules each broke, and where. What the events said is not kept. A row of a file has importId, line and column.")
    {
        Parameters =
        [
            Source with { Meaning = "Only what was sent for this source. Without it, what was sent for the key's sources, or with the key." },
            new("rule", Takes.Text(100), "Only what broke this rule.", "date"),
            TrayTexts.State,
            RouteParameter.Limit(ListTray.Most, ListTray.Usual),
            new("after", Takes.Id, "The next of the page before. Without it the first page.", "7"),
            new("before", Takes.Id, "The same as after, which takes its place.", "7") { Deprecated = true },
        ],
        Answers =
        [
            new(200, "A page", typeof(RejectionPage), $$"""{ "rejections": [{{Refused}}], "next": 7 }"""),
            RouteAnswer.Of(ProblemCatalogue.SenderNotAllowed),
        ],
    };

    public static RouteText AnnounceAgain { get; } = new(
        "AnnounceMinutesAgain", Running, "Announce all minutes of the ledger again",
        "For a Reporting that was restored from a backup or set up anew: within half a minute it is told again how many events were recorded in every minute, "
        + "which is how it knows that its figures are complete. It doubles nothing.")
    {
        Answers = [new(202, "They will be announced")],
    };

    public static RouteText ListSchemas { get; } = new("ListSchemas", Schemas, "List the types of event", "Open without a key.")
    {
        Answers =
        [
            new(
                200, "Every type", typeof(SchemaList),
                """{ "types": [{ "type": "ehcp.request-received.v1", "schema": "/v1/schemas/ehcp.request-received.v1" }] }"""),
        ],
    };

    public static RouteText ShowSchema { get; } = new(
        "ShowSchema", Schemas, "Read the JSON Schema of a type's data", "JSON Schema 2020-12, for example ehcp.request-received.v1. Open without a key.")
    {
        Parameters = [new("type", Takes.Text(100), "The type of event.", "ehcp.request-received.v1")],
        Answers =
        [
            new(200, "The schema", typeof(JsonObject), """{ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object" }""")
            {
                MediaType = "application/schema+json",
            },
            RouteAnswer.Of(ProblemCatalogue.SchemaNotFound),
        ],
    };
}
