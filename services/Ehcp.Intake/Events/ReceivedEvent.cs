using Ehcp.Contracts;

namespace Ehcp.Intake.Events;

/// <summary>An event that keeps every rule: what the ledger records.</summary>
/// <param name="Source">CloudEvents <c>source</c>.</param>
/// <param name="Id">CloudEvents <c>id</c>.</param>
/// <param name="Type">CloudEvents <c>type</c>.</param>
/// <param name="Subject">CloudEvents <c>subject</c>: the case reference.</param>
/// <param name="Authority">The authority's canonical ONS code.</param>
/// <param name="Time">When the source recorded it, UTC, in whole microseconds.</param>
/// <param name="Fact">What it says.</param>
/// <param name="ContentHash">See <see cref="Events.ContentHash"/>.</param>
/// <param name="Original">The event as it came.</param>
internal sealed record ReceivedEvent(
    string Source, string Id, string Type, string Subject, string Authority, DateTime Time, Fact Fact, byte[] ContentHash, OriginalEvent Original);

/// <summary>An event's bytes as they came.</summary>
/// <param name="Mode">How it came.</param>
/// <param name="Body">The event; in binary mode its data.</param>
/// <param name="Headers">In binary mode the headers that held its attributes, as a JSON object.</param>
internal sealed record OriginalEvent(ContentMode Mode, byte[] Body, string? Headers = null);

/// <summary>How an event came (CloudEvents HTTP binding). Stored, so the numbers never change.</summary>
public enum ContentMode : short
{
    Structured = 1,
    Batch = 2,
    Binary = 3,

    /// <summary>Made of a row of an imported file.</summary>
    Row = 4,
}

/// <summary>What reading an event gave: the event, or everything that is wrong with it.</summary>
/// <param name="Id">Its id, where that keeps the rules.</param>
/// <param name="Source">Its source, likewise.</param>
/// <param name="Type">Its type, likewise.</param>
/// <param name="Event">The event; null when refused.</param>
/// <param name="Errors">Why it is refused; empty when it is not.</param>
internal sealed record ReadEvent(string? Id, string? Source, string? Type, ReceivedEvent? Event, IReadOnlyList<EventError> Errors)
{
    /// <summary>Whether it has at least what every CloudEvent must have, whatever our own rules say.</summary>
    public bool IsCloudEvent => !Errors.Any(error =>
        error.Rule == Rules.SpecVersion.Name
        || (error.Pointer is "" or "/specversion" or "/id" or "/source" or "/type" && (error.Rule == Rules.Required.Name || error.Rule == Rules.Kind.Name)));

    public static ReadEvent Refused(EventError error) => new(null, null, null, null, [error]);
}
