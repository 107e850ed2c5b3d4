using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Ehcp.Intake.Events;

/// <summary>Attributes of an event that come beside its data, one for each header, whatever carries the headers.</summary>
internal sealed class AttributeHeaders : IDisposable
{
    private readonly EventDraft _draft = new();
    private readonly ArrayBufferWriter<byte> _kept = new(256);
    private readonly Utf8JsonWriter _json;

    /// <param name="contentType">The media type of the data, which is that of the whole request or message.</param>
    public AttributeHeaders(string contentType)
    {
        _draft.Set(CloudEventAttribute.DataContentType, contentType);
        _json = new(_kept);
        _json.WriteStartObject();
        _json.WriteString("content-type", contentType);
    }

    /// <summary>The attribute of this name; null where it is not known or comes otherwise, which is noted.</summary>
    public CloudEventAttribute? Find(string name)
    {
        for (var at = 0; at <= (int)CloudEventAttribute.CorrelationId; at++)
        {
            if (at != (int)CloudEventAttribute.DataContentType && name == CloudEventAttributes.Names[at])
            {
                _draft.See((CloudEventAttribute)at);
                return (CloudEventAttribute)at;
            }
        }

        _draft.Errors.Add(Rules.Unknown.At(JsonText.PointerToUnknown("", name)));
        return null;
    }

    /// <summary>Keeps a header as it came. What is wrong with it may be found later: then nothing of it is kept in the end.</summary>
    public void Keep(CloudEventAttribute attribute, string header, string text)
    {
        if (!_draft.IsRefused(attribute))
        {
            _json.WriteString(header, text);
        }
    }

    /// <summary>The attribute's text; null where what came is no text.</summary>
    public void Set(CloudEventAttribute attribute, string? text, string whyNot)
    {
        if (text is null)
        {
            Refuse(attribute, Rules.Pattern, whyNot);
        }
        else
        {
            _draft.Set(attribute, text);
        }
    }

    public void Refuse(CloudEventAttribute attribute, Rule rule, string? detail = null) =>
        _draft.Refuse(attribute, rule.At(CloudEventAttributes.Pointers[(int)attribute], detail));

    /// <summary>What was read, and the headers as they came, as a JSON object.</summary>
    public (EventDraft Draft, string Headers) Close()
    {
        _json.WriteEndObject();
        _json.Flush();
        return (_draft, Encoding.UTF8.GetString(_kept.WrittenSpan));
    }

    public void Dispose() => _json.Dispose();
}
