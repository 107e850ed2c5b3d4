using Microsoft.Net.Http.Headers;

namespace Ehcp.Intake.Events;

/// <summary>How the media type and headers of a request say that its events come.</summary>
internal static class MediaTypes
{
    public const string Event = "application/cloudevents+json";
    public const string Batch = "application/cloudevents-batch+json";

    /// <summary>The mode; null when the media type is not supported.</summary>
    public static ContentMode? Mode(HttpRequest request) =>
        request.Headers.ContentEncoding is [{ Length: > 0 } coding] && coding != "identity"
            ? null
            : Mode(request.ContentType, request.Headers, BinaryMode.IsIn);

    /// <summary>The mode; null when the media type is not supported.</summary>
    /// <param name="contentType">The media type as it came.</param>
    /// <param name="headers">What came beside the body.</param>
    /// <param name="haveAttributes">Whether attributes of an event are among the headers.</param>
    public static ContentMode? Mode<T>(string? contentType, T headers, Func<T, bool> haveAttributes)
    {
        // What nearly everybody sends, spared the parsing.
        switch (contentType)
        {
            case Event:
                return ContentMode.Structured;
            case Batch:
                return ContentMode.Batch;
        }

        if (!MediaTypeHeaderValue.TryParse(contentType, out var type)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            && !type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        if (type.MediaType.Equals(Event, StringComparison.OrdinalIgnoreCase))
        {
            return ContentMode.Structured;
        }

        if (type.MediaType.Equals(Batch, StringComparison.OrdinalIgnoreCase))
        {
            return ContentMode.Batch;
        }

        return EventReader.IsJson(type.MediaType.Value!) && haveAttributes(headers) ? ContentMode.Binary : null;
    }
}
