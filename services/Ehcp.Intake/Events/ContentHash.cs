using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ehcp.Intake.Events;

/// <summary>
/// SHA-256 of what makes two events the same: type, subject, instant, and data in canonical form (RFC 8785, authorities by
/// their ONS code). It is stored, so its input never changes.
/// </summary>
internal static class ContentHash
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static byte[] Of(string subject, DateTime time, FactShape shape, object?[] values)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        Write(buffer, shape.Type.WireType);
        buffer.Write("\n"u8);
        Write(buffer, subject);
        buffer.Write("\n"u8);
        Write(buffer, time, "yyyy-MM-ddTHH:mm:ss.ffffffZ");
        buffer.Write("\n"u8);
        WriteCanonical(buffer, shape, values);
        return SHA256.HashData(buffer.WrittenSpan);
    }

    internal static void WriteCanonical(IBufferWriter<byte> buffer, FactShape shape, object?[] values)
    {
        var next = "{\""u8;
        for (var at = 0; at < values.Length; at++)
        {
            if (values[at] is { } value)
            {
                buffer.Write(next);
                buffer.Write(shape.Utf8Names[at]);
                buffer.Write("\":"u8);
                WriteValue(buffer, value);
                next = ",\""u8;
            }
        }

        buffer.Write("}"u8);
    }

    private static void WriteValue(IBufferWriter<byte> buffer, object value)
    {
        switch (value)
        {
            case string text:
                WriteText(buffer, text);
                break;
            case DateOnly date:
                buffer.Write("\""u8);
                Write(buffer, date, "yyyy-MM-dd");
                buffer.Write("\""u8);
                break;
            case int number:
                Write(buffer, number, "D");
                break;
            case string[] codes:
                var next = "["u8;
                foreach (var code in codes)
                {
                    buffer.Write(next);
                    WriteText(buffer, code);
                    next = ","u8;
                }

                buffer.Write("]"u8);
                break;
            default:
                throw new ArgumentException($"A field cannot hold a {value.GetType().Name}.", nameof(value));
        }
    }

    // No field has room for a control character, so these are all the escapes there are.
    private static void WriteText(IBufferWriter<byte> buffer, string text)
    {
        buffer.Write("\""u8);
        Write(buffer, text.AsSpan().ContainsAny('"', '\\') ? text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal) : text);
        buffer.Write("\""u8);
    }

    private static void Write(IBufferWriter<byte> buffer, string text) => Encoding.UTF8.GetBytes(text, buffer);

    private static void Write<T>(IBufferWriter<byte> buffer, T value, string format)
        where T : IUtf8SpanFormattable
    {
        if (!value.TryFormat(buffer.GetSpan(40), out var written, format, CultureInfo.InvariantCulture))
        {
            throw new ArgumentException("Longer than any date or number.", nameof(value));
        }

        buffer.Advance(written);
    }
}
