using System.Text.Json.Serialization;

namespace Ehcp.Intake.Events;

/// <summary>What became of one event that was sent.</summary>
/// <param name="Id">Its id; absent where it could not be read.</param>
/// <param name="Source">Its source; absent where it could not be read.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Sequence">Its place in the ledger; for a duplicate that of the first.</param>
/// <param name="Errors">Why it was rejected.</param>
public sealed record EventReceipt(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Source,
    EventStatus Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Sequence = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<EventError>? Errors = null);

/// <summary>What became of an event.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EventStatus>))]
public enum EventStatus
{
    /// <summary>It is in the ledger, and will be announced.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    /// <summary>It was in the ledger already, with the same content.</summary>
    [JsonStringEnumMemberName("duplicate")]
    Duplicate,

    /// <summary>Its source and id are in the ledger with other content; this one is not taken.</summary>
    [JsonStringEnumMemberName("conflict")]
    Conflict,

    /// <summary>It breaks a rule.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,
}
