using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Ehcp.Intake.Events;

/// <summary>The attributes of an event in binary mode: <c>ce-</c> headers (CloudEvents HTTP binding, section 3.1.3).</summary>
internal static class BinaryMode
{
    private const string Prefix = "ce-";

    // Throws where a percent-encoded text is not UTF-8, so that no replacement character slips through.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool IsIn(IHeaderDictionary headers)
    {
        foreach (var header in headers)
        {
            if (header.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the headers into a draft, and keeps them as they came.</summary>
    public static (EventDraft Draft, string Headers) Read(IHeaderDictionary headers, string contentType)
    {
        var draft = new EventDraft();
        draft.Set(CloudEventAttribute.DataContentType, contentType);
        var kept = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(kept))
        {
            json.WriteStartObject();
            json.WriteString("content-type", contentType);
            foreach (var (name, values) in headers)
            {
                if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                var at = Find(name.AsSpan(Prefix.Length));
                if (at < 0)
                {
                    draft.Errors.Add(Rules.Unknown.At(JsonText.PointerToUnknown("", name[Prefix.Length..])));
                    continue;
                }

                json.WriteString(name.ToLowerInvariant(), values.ToString());
                var attribute = (CloudEventAttribute)at;
                draft.See(attribute);
                if (values is not [{ } value])
                {
                    draft.Refuse(attribute, Rules.Duplicate.At(CloudEventAttributes.Pointers[at]));
                }
                else if (Decode(value) is { } text)
                {
                    draft.Set(attribute, text);
                }
                else
                {
                    draft.Refuse(attribute, Rules.Pattern.At(CloudEventAttributes.Pointers[at], "Its percent-encoding is not valid UTF-8."));
                }
            }

            json.WriteEndObject();
        }

        return (draft, Encoding.UTF8.GetString(kept.WrittenSpan));
    }

    /// <summary>A header's text: quotes taken off, escapes resolved, percent-encoding decoded; null when that is not UTF-8.</summary>
    internal static string? Decode(string value)
    {
        if (value is ['"', .. var quoted, '"'])
        {
            value = Unescape(quoted);
        }

        if (!value.Contains('%', StringComparison.Ordinal))
        {
            return value;
        }

        var bytes = new List<byte>(value.Length);
        for (var at = 0; at < value.Length;)
        {
            if (value[at] == '%' && at + 2 < value.Length && char.IsAsciiHexDigit(value[at + 1]) && char.IsAsciiHexDigit(value[at + 2]))
            {
                bytes.Add(Convert.FromHexString(value.AsSpan(at + 1, 2))[0]);
                at += 3;
            }
            else
            {
                var length = char.IsSurrogatePair(value, at) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(value.Substring(at, length)));
                at += length;
            }
        }

        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Unescape(string quoted)
    {
        var text = new StringBuilder(quoted.Length);
        for (var at = 0; at < quoted.Length; at++)
        {
            text.Append(quoted[at] == '\\' && at + 1 < quoted.Length ? quoted[++at] : quoted[at]);
        }

        return text.ToString();
    }

    // The media type of the data is the request's own Content-Type, and its data is the body.
    private static int Find(ReadOnlySpan<char> name)
    {
        for (var at = 0; at <= (int)CloudEventAttribute.CorrelationId; at++)
        {
            if (at != (int)CloudEventAttribute.DataContentType && name.Equals(CloudEventAttributes.Names[at], StringComparison.OrdinalIgnoreCase))
            {
                return at;
            }
        }

        return -1;
    }
}
