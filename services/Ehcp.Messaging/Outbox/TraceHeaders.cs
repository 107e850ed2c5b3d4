using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ehcp.Messaging.Outbox;

/// <summary>The trace a message belongs to (W3C), so that one trace follows an event through all services.</summary>
internal sealed record TraceHeaders(string? Traceparent, string? Tracestate)
{
    internal static TraceHeaders None { get; } = new(null, null);

    internal static TraceHeaders OfCurrentActivity() => Activity.Current is { IdFormat: ActivityIdFormat.W3C } current
        ? new TraceHeaders(current.Id, current.TraceStateString)
        : None;

    internal string ToJson() => JsonSerializer.Serialize(this, TraceHeadersJson.Default.TraceHeaders);

    internal static TraceHeaders Parse(string json) => JsonSerializer.Deserialize(json, TraceHeadersJson.Default.TraceHeaders) ?? None;

    internal ActivityContext Parent => ActivityContext.TryParse(Traceparent, Tracestate, isRemote: true, out var parent) ? parent : default;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TraceHeaders))]
internal sealed partial class TraceHeadersJson : JsonSerializerContext;
