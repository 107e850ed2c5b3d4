using System.Text.Json;
using System.Text.Json.Serialization;
using Ehcp.Intake.Events;

namespace Ehcp.Intake.Inbound;

/// <summary>What the queue of what was refused says of an event, or of a message that holds none.</summary>
/// <param name="At">When it was refused, UTC.</param>
/// <param name="Sender">The broker's user who sent it; absent where the message does not say.</param>
/// <param name="Id">Its id; absent where it could not be read.</param>
/// <param name="Source">Its source; absent where it could not be read.</param>
/// <param name="Type">Its type; absent where it is not known.</param>
/// <param name="Status">Rejected, or a conflict.</param>
/// <param name="Errors">Why.</param>
public sealed record RejectedEvent(
    DateTimeOffset At, string? Sender, string? Id, string? Source, string? Type, EventStatus Status, IReadOnlyList<EventError> Errors);

/// <summary>How it is told.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RejectedEvent))]
internal sealed partial class InboundJson : JsonSerializerContext;
