using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ehcp.Client;

/// <summary>What became of one event that was sent.</summary>
/// <param name="Id">Its id; null where it could not be read.</param>
/// <param name="Source">Its source; null where it could not be read.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Sequence">Its place in the ledger, of a duplicate that of the first; null where it was not taken.</param>
/// <param name="Errors">Why it was not taken; empty where it was.</param>
public sealed record EventReceipt(string? Id, string? Source, EventStatus Status, long? Sequence = null, IReadOnlyList<BrokenRule>? Errors = null)
{
    /// <summary>Why it was not taken; empty where it was.</summary>
    public IReadOnlyList<BrokenRule> Errors { get; init; } = Errors ?? [];

    /// <summary>Whether it is in the ledger now, for the first time or again.</summary>
    public bool IsTaken => Status is EventStatus.Accepted or EventStatus.Duplicate;
}

/// <summary>What became of an event.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EventStatus>))]
public enum EventStatus
{
    /// <summary>It is recorded for ever, and will be announced.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted = 1,

    /// <summary>It was recorded already, with the same content.</summary>
    [JsonStringEnumMemberName("duplicate")]
    Duplicate,

    /// <summary>Its source and id are recorded with other content. This one is not taken: send a correction under a new id.</summary>
    [JsonStringEnumMemberName("conflict")]
    Conflict,

    /// <summary>It breaks rules, and is not taken. Sending it again as it is gives the same.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,
}

/// <summary>One thing that is wrong with an event.</summary>
/// <param name="Pointer">Where, as a JSON Pointer (RFC 6901) within the event.</param>
/// <param name="Rule">Which rule it breaks: a stable name of docs/events.md.</param>
/// <param name="Detail">The rule in words.</param>
public sealed record BrokenRule(string Pointer, string Rule, string Detail);

/// <summary>An event beside what became of it.</summary>
/// <param name="Event">The event.</param>
/// <param name="Receipt">What became of it.</param>
public sealed record SentEvent(CaseEvent Event, EventReceipt Receipt);

/// <summary>Why nothing is known to be taken: all that was sent is refused, or the service could not answer however often it was asked.</summary>
public sealed class EventsNotSentException : Exception
{
    internal EventsNotSentException(int status, string? type, string message)
        : base(message) => (Status, Type) = (status, type);

    /// <summary>The status that was answered.</summary>
    public int Status { get; }

    /// <summary>The kind of problem, a name of docs/problems.md with <c>urn:ehcp</c> before it; null where the answer is none of the
    /// service.</summary>
    public string? Type { get; }
}

/// <summary>A refusal as the service words it (RFC 9457).</summary>
internal sealed record Refusal(string? Type, string? Title, string? Detail, IReadOnlyList<BrokenRule>? Errors);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EventReceipt))]
[JsonSerializable(typeof(EventReceipt[]))]
[JsonSerializable(typeof(Refusal))]
internal sealed partial class ReceiptJson : JsonSerializerContext;
