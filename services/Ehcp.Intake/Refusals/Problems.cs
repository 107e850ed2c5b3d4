using Ehcp.Intake.Events;
using Ehcp.Intake.Receiving;

namespace Ehcp.Intake.Refusals;

/// <summary>A refused request (RFC 9457).</summary>
/// <param name="Type">Which kind of problem; stable.</param>
/// <param name="Title">The kind in words.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What to do about it.</param>
/// <param name="Errors">Everything that is wrong with the event.</param>
public sealed record Problem(string Type, string Title, int Status, string Detail, IReadOnlyList<EventError>? Errors = null)
{
    internal IResult ToResult() => TypedResults.Json(this, RefusalsJson.Default.Problem, "application/problem+json", Status);
}

/// <summary>Every problem this service answers with. Senders go by the type, which never changes.</summary>
internal static class Problems
{
    public static Problem NotABatch { get; } = new(
        "urn:ehcp:not-a-cloudevent", "The body is not a batch of CloudEvents", 400, "A batch is a JSON array of events.", [Rules.Kind.At("", "Must be an array.")]);

    public static Problem QueryInvalid(string parameter, string detail) => new(
        "urn:ehcp:query-invalid", "The query is not understood", 400, detail, [Rules.Required.At("/" + parameter, detail)]);

    public static Problem SourceNotAllowed { get; } = new(
        "urn:ehcp:sender-not-allowed", "The key may not act for this source", 403, "Ask for a key of this source.");

    public static Problem EventNotFound { get; } = new(
        "urn:ehcp:event-not-found", "No such event", 404, "No event of this source and id has come, neither taken nor refused.");

    public static Problem SchemaNotFound { get; } = new(
        "urn:ehcp:schema-not-found", "No such type of event", 404, "The types are listed at /v1/schemas.");

    public static Problem TooLarge(int bytes) => new(
        "urn:ehcp:too-large", "The body is too large", 413, $"A body may have {bytes} bytes.");

    public static Problem TooManyEvents { get; } = new(
        "urn:ehcp:too-many-events", "The batch has too many events", 413, $"A batch may hold {ReceiveEvents.MostInBatch} events. None was taken.");

    public static Problem MediaType { get; } = new(
        "urn:ehcp:media-type", "The media type is not supported", 415,
        "Send application/cloudevents+json, application/cloudevents-batch+json, or JSON data with the attributes in ce- headers; in UTF-8, not compressed.");

    public static Problem Unavailable { get; } = new(
        "urn:ehcp:unavailable", "The ledger cannot be reached", 503, "Nothing was taken, as far as is known. Send the same again later: what is recorded twice counts once.");

    /// <summary>Why one event is not taken.</summary>
    public static Problem NotTaken(ReadEvent read)
    {
        if (read.Errors is [{ Rule: "json" }])
        {
            return new("urn:ehcp:not-json", "The body is not JSON", 400, Rules.Json.Detail, read.Errors);
        }

        if (!read.IsCloudEvent)
        {
            return new("urn:ehcp:not-a-cloudevent", "The body is not a CloudEvent 1.0", 400, "See the errors.", read.Errors);
        }

        return read.Errors.Any(error => error.Rule == Rules.SourceNotAllowed.Name || error.Rule == Rules.AuthorityNotAllowed.Name)
            ? new("urn:ehcp:sender-not-allowed", "The key may not send this event", 403, "See the errors.", read.Errors)
            : new("urn:ehcp:event-invalid", "The event breaks rules", 422, "Nothing of it is kept but its id, source, type and these errors.", read.Errors);
    }

    public static Problem Conflict { get; } = new(
        "urn:ehcp:event-conflict", "Recorded already with other content", 409,
        "Source and id name one event for ever. Send a corrected event with a new id, and retract the old one.", [Rules.Conflict.At("/id")]);
}
