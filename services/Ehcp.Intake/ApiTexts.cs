using System.Text.Json.Nodes;
using Ehcp.Intake.Asking;
using Ehcp.Intake.Events;
using Ehcp.Intake.Refusals;
using Ehcp.Intake.Schemas;
using Microsoft.OpenApi;

namespace Ehcp.Intake;

/// <summary>What the API description says of each route.</summary>
internal static class ApiTexts
{
    private const string Example = """
        {
          "specversion": "1.0", "id": "a-1", "source": "synergy", "type": "ehcp.request-received.v1", "subject": "EHC-2026-0001",
          "time": "2026-01-05T09:30:00Z", "data": { "authority": "E08000025", "receivedOn": "2026-01-05", "requestedBy": "school" }
        }
        """;

    public static RouteText ReceiveEvents { get; } = new(
        "ReceiveEvents", "Send one case event, or a batch",
        "CloudEvents 1.0, structured, batch (at most 1,000 events) or binary. What is answered as accepted is recorded for ever and will be announced. "
        + "The same source and id with the same content is a duplicate and counts once; with other content it is a conflict. "
        + "In a batch each event is answered for itself, in order, and good ones are taken even when others are refused.",
        [
            new(202, "One event: accepted, or a duplicate", typeof(EventReceipt)),
            new(200, "A batch: one answer for each event", typeof(EventReceipt[])),
            new(400, "Not JSON, or not a CloudEvent"),
            new(403, "The key may not send for this source or authority"),
            new(409, "Recorded already with other content"),
            new(413, "Too large, or more than 1,000 events"),
            new(415, "The media type is not supported"),
            new(422, "The event breaks rules: all of them are listed"),
            new(503, "The ledger cannot be reached: send the same again"),
        ],
        Body: new()
        {
            [MediaTypes.Event] = JsonNode.Parse(Example)!,
            [MediaTypes.Batch] = new JsonArray(JsonNode.Parse(Example)),
            ["application/json"] = JsonNode.Parse(Example)!["data"]!.DeepClone(),
        });

    public static RouteText FindEvent { get; } = new(
        "FindEvent", "Ask what became of an event", "By its source and id, for a source of the key.",
        [new(200, "What became of it", typeof(EventFate)), new(400, "source or id is missing"), new(403, "Not a source of the key"), new(404, "No such event")]);

    public static RouteText ListRejections { get; } = new(
        "ListRejections", "List refused events", "Newest first; which rules each broke, and where. What the events said is not kept.",
        [new(200, "A page", typeof(RejectionPage)), new(400, "limit is out of range"), new(403, "Not a source of the key")]);

    public static RouteText AnnounceAgain { get; } = new(
        "AnnounceMinutesAgain", "Announce all minutes of the ledger again",
        "For a Reporting that was restored from a backup or set up anew: within half a minute it is told again how many events were recorded in every minute, "
        + "which is how it knows that its figures are complete. It doubles nothing.",
        [new(202, "They will be announced")]);

    public static RouteText ListSchemas { get; } = new(
        "ListSchemas", "List the types of event", "Open without a key.", [new(200, "Every type", typeof(SchemaList))]);

    public static RouteText ShowSchema { get; } = new(
        "ShowSchema", "Read the JSON Schema of a type's data", "JSON Schema 2020-12, for example ehcp.request-received.v1. Open without a key.",
        [new(200, "The schema", typeof(JsonObject)) { MediaType = "application/schema+json" }, new(404, "No such type")]);

    public static void Describe(this RouteHandlerBuilder route, RouteText text)
    {
        route.WithName(text.Name).WithSummary(text.Summary).WithDescription(text.Description);
        foreach (var answer in text.Answers)
        {
            route.Produces(answer.Status, answer.Type ?? typeof(Problem), answer.MediaType ?? (answer.Type is null ? "application/problem+json" : "application/json"));
        }

        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var answer in text.Answers)
            {
                operation.Responses![$"{answer.Status}"].Description = answer.Meaning;
            }

            if (text.Body is { } body)
            {
                operation.RequestBody = new OpenApiRequestBody
                {
                    Required = true,
                    Content = body.ToDictionary(example => example.Key, example => new OpenApiMediaType { Example = example.Value }),
                };
            }

            return Task.CompletedTask;
        });
    }
}

/// <summary>What the API description says of a route.</summary>
internal sealed record RouteText(string Name, string Summary, string Description, RouteAnswer[] Answers, Dictionary<string, JsonNode>? Body = null);

/// <summary>One answer of a route; without a type it is a problem.</summary>
internal sealed record RouteAnswer(int Status, string Meaning, Type? Type = null)
{
    public string? MediaType { get; init; }
}
