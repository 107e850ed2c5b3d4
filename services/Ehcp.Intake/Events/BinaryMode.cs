using System.Text;

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
        using var attributes = new AttributeHeaders(contentType);
        foreach (var (name, values) in headers)
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && attributes.Find(name[Prefix.Length..].ToLowerInvariant()) is { } attribute)
            {
                attributes.Keep(attribute, name.ToLowerInvariant(), values.ToString());
                if (values is not [{ } value])
                {
                    attributes.Refuse(attribute, Rules.Duplicate);
                }
                else
                {
                    attributes.Set(attribute, Decode(value), "Its percent-encoding is not valid UTF-8.");
                }
            }
        }

        return attributes.Close();
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
}
