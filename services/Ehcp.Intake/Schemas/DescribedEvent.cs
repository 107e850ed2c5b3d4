using System.Text.Json.Nodes;

namespace Ehcp.Intake.Schemas;

/// <summary>A case event as CloudEvents 1.0 has it. It is read by the reader of events, not by this type.</summary>
/// <param name="Specversion">The release of CloudEvents: 1.0.</param>
/// <param name="Id">What no other event of this source is called, for ever.</param>
/// <param name="Source">Who sends it, one of the key's.</param>
/// <param name="Type">What happened: a type of /v1/schemas.</param>
/// <param name="Subject">The authority's reference of the case.</param>
/// <param name="Time">When it was recorded by the sender, with its offset.</param>
/// <param name="Data">What the type says of it: the schema is at /v1/schemas/{type}.</param>
/// <param name="Datacontenttype">The media type of the data: JSON.</param>
/// <param name="Dataschema">Where the sender has a schema of the data.</param>
/// <param name="Traceparent">The trace that it belongs to (W3C Trace Context).</param>
/// <param name="Tracestate">What a tracing system adds to it.</param>
/// <param name="Correlationid">What the sender knows it by beside its id.</param>
internal sealed record DescribedEvent(
    string Specversion,
    string Id,
    string Source,
    string Type,
    string Subject,
    DateTimeOffset Time,
    JsonObject Data,
    string? Datacontenttype = null,
    string? Dataschema = null,
    string? Traceparent = null,
    string? Tracestate = null,
    string? Correlationid = null);
