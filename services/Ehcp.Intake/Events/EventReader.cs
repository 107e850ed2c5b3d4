using System.Net.Http.Headers;
using System.Text.Json;
using Ehcp.Contracts;

namespace Ehcp.Intake.Events;

/// <summary>Reads and checks CloudEvents, whatever door they came by. It finds everything that is wrong, and throws only for what is no JSON at all.</summary>
/// <param name="now">The instant of receipt.</param>
internal sealed class EventReader(DateTimeOffset now)
{
    // W3C Trace Context, and no room for text in a trace state.
    private const string TraceParent = "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$";
    private const string TraceState = "^[A-Za-z0-9_*/@=,:;.+~-]{1,512}$";

    // JSON, and of parameters only those that hold no words of anybody's.
    private const string JsonMediaType =
        "^([A-Za-z]{1,20}/([A-Za-z0-9.-]{1,60}\\+)?[Jj][Ss][Oo][Nn])( ?; ?(charset|version|profile)=\"?[A-Za-z0-9._:/#-]{1,64}\"?)*$";

    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(5);

    private readonly DateTime _latest = (now + ClocksDiffer).UtcDateTime;
    private readonly FieldReader _fields = new(LondonCalendar.DayOf(now));

    /// <summary>An event in structured mode, or one item of a batch.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public ReadEvent ReadStructured(byte[] json, ContentMode mode)
    {
        var draft = new EventDraft();
        var reader = new Utf8JsonReader(json, JsonText.Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            reader.Read();
            return ReadEvent.Refused(Rules.Kind.At("", "An event must be a JSON object."));
        }

        var data = default(Range);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var at = JsonText.IndexOfName(ref reader, CloudEventAttributes.Utf8Names);
            if (at < 0)
            {
                ReadUnknown(ref reader, draft);
                continue;
            }

            var attribute = (CloudEventAttribute)at;
            draft.See(attribute);
            reader.Read();
            if (attribute is CloudEventAttribute.Data)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                data = start..(int)reader.BytesConsumed;
            }
            else
            {
                ReadAttribute(ref reader, attribute, draft);
            }
        }

        reader.Read();
        return Complete(draft, json.AsSpan(data), new(mode, json));
    }

    /// <summary>An event in binary mode: its attributes from headers, its data from the body.</summary>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    public ReadEvent ReadBinary(EventDraft draft, byte[] data, string headers)
    {
        if (data.Length > 0)
        {
            draft.See(CloudEventAttribute.Data);
            var reader = new Utf8JsonReader(data, JsonText.Options);
            while (reader.Read())
            {
            }
        }

        return Complete(draft, data, new(ContentMode.Binary, data, headers));
    }

    // A null attribute is an absent one: CloudEvents JSON format, section 2.2.
    private static void ReadUnknown(ref Utf8JsonReader reader, EventDraft draft)
    {
        var pointer = JsonText.TryRead(ref reader, out var name) ? JsonText.PointerToUnknown("", name) : "";
        reader.Read();
        if (reader.TokenType != JsonTokenType.Null || !JsonText.IsNameOfAttribute(name))
        {
            draft.Errors.Add(Rules.Unknown.At(pointer));
        }

        reader.Skip();
    }

    private static void ReadAttribute(ref Utf8JsonReader reader, CloudEventAttribute attribute, EventDraft draft)
    {
        var pointer = CloudEventAttributes.Pointers[(int)attribute];
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (attribute == CloudEventAttribute.DataBase64)
        {
            draft.Refuse(attribute, Rules.Base64.At(pointer));
            reader.Skip();
        }
        else if (reader.TokenType != JsonTokenType.String)
        {
            draft.Refuse(attribute, Rules.Kind.At(pointer, "Must be a string."));
            reader.Skip();
        }
        else if (!JsonText.TryRead(ref reader, out var text))
        {
            draft.Refuse(attribute, Rules.Pattern.At(pointer));
        }
        else
        {
            draft.Set(attribute, text);
        }
    }

    private ReadEvent Complete(EventDraft draft, ReadOnlySpan<byte> data, OriginalEvent original)
    {
        var specVersion = draft.Require(CloudEventAttribute.SpecVersion);
        if (specVersion is not (null or "1.0"))
        {
            draft.Refuse(CloudEventAttribute.SpecVersion, Rules.SpecVersion.At("/specversion"));
        }

        var id = draft.Require(CloudEventAttribute.Id, Patterns.Id);
        var source = draft.Require(CloudEventAttribute.Source, Patterns.Source);
        var subject = draft.Require(CloudEventAttribute.Subject, Patterns.CaseReference);
        if (subject is not null && Text.Fits(subject, Patterns.Upn))
        {
            draft.Errors.Add(Rules.Upn.At("/subject"));
        }

        var shape = draft.Require(CloudEventAttribute.Type) is { } type ? FactShape.Find(type) : null;
        if (shape is null && draft[CloudEventAttribute.Type] is not null)
        {
            draft.Errors.Add(Rules.Type.At("/type"));
        }

        var time = ReadTime(draft);
        CheckOptional(draft);
        var values = ReadData(draft, data, shape);
        if (!draft.Errors.IsEmpty || values is null || shape is null)
        {
            return new(id, source, shape?.Type.WireType, null, draft.Errors.All);
        }

        var received = new ReceivedEvent(
            source!, id!, shape.Type.WireType, subject!, (string)values[shape.AuthorityAt]!, time, shape.Build(values),
            ContentHash.Of(subject!, time, shape, values), original);
        return new(id, source, received.Type, received, []);
    }

    private object?[]? ReadData(EventDraft draft, ReadOnlySpan<byte> data, FactShape? shape)
    {
        if (!draft.Has(CloudEventAttribute.Data))
        {
            if (!draft.IsRefused(CloudEventAttribute.DataBase64))
            {
                draft.Errors.Add(Rules.Required.At("/data"));
            }

            return null;
        }

        return shape is null ? null : _fields.ReadData(data, shape, draft.Errors);
    }

    private DateTime ReadTime(EventDraft draft)
    {
        var time = default(DateTime);
        if (draft.Require(CloudEventAttribute.Time) is not { } text)
        {
            return time;
        }

        if (!Timestamps.TryInstant(text, out time))
        {
            draft.Errors.Add(Rules.Time.At("/time"));
        }
        else if (time > _latest)
        {
            draft.Errors.Add(Rules.TimeAhead.At("/time"));
        }

        return time;
    }

    private static void CheckOptional(EventDraft draft)
    {
        if (draft[CloudEventAttribute.DataContentType] is { } mediaType && (!IsJson(mediaType) || !Text.Fits(mediaType, JsonMediaType)))
        {
            draft.Errors.Add(Rules.MediaType.At("/datacontenttype"));
        }

        draft.Check(CloudEventAttribute.DataSchema, Patterns.Source);
        draft.Check(CloudEventAttribute.CorrelationId, Patterns.Id);
        draft.Check(CloudEventAttribute.TraceParent, TraceParent);
        draft.Check(CloudEventAttribute.TraceState, TraceState);
    }

    /// <summary>Whether a media type is JSON, whatever its parameters.</summary>
    public static bool IsJson(string mediaType) =>
        mediaType == "application/json"
        || (MediaTypeHeaderValue.TryParse(mediaType, out var parsed)
            && (parsed.MediaType?.ToLowerInvariant() is "application/json" or "text/json"
                || parsed.MediaType?.EndsWith("+json", StringComparison.OrdinalIgnoreCase) == true));
}
