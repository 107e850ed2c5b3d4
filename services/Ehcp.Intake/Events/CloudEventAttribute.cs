using System.Text;

namespace Ehcp.Intake.Events;

/// <summary>The members of a CloudEvent that are taken; any other is refused.</summary>
internal enum CloudEventAttribute
{
    SpecVersion,
    Id,
    Source,
    Type,
    Subject,
    Time,
    DataContentType,
    DataSchema,
    TraceParent,
    TraceState,
    CorrelationId,
    Data,
    DataBase64,
}

internal static class CloudEventAttributes
{
    public static readonly string[] Names =
    [
        "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "traceparent", "tracestate", "correlationid",
        "data", "data_base64",
    ];

    public static readonly string[] Pointers = [.. Names.Select(name => "/" + name)];

    public static readonly byte[][] Utf8Names = [.. Names.Select(Encoding.UTF8.GetBytes)];
}
