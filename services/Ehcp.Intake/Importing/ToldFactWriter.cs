using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Intake.Events;

namespace Ehcp.Intake.Importing;

/// <summary>Writes what a row told as the data of an event, and what tells it from another.</summary>
internal sealed class ToldFactWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    /// <param name="values">The values of the fields, in the order of the shape; null where the row has none.</param>
    public ToldFact Write(BoundFact fact, string subject, object?[] values)
    {
        var data = Data(fact.Shape, values);
        return new(fact, SlotOf(fact, values), data, ContentOf(fact.Shape.Type.WireType, subject, data));
    }

    private byte[] Data(FactShape shape, object?[] values)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartObject();
        for (var at = 0; at < values.Length; at++)
        {
            switch (values[at])
            {
                case null:
                    break;
                case int number:
                    json.WriteNumber(shape.Utf8Names[at], number);
                    break;
                case string[] codes:
                    json.WriteStartArray(shape.Utf8Names[at]);
                    Array.ForEach(codes, json.WriteStringValue);
                    json.WriteEndArray();
                    break;
                case var text:
                    json.WriteString(shape.Utf8Names[at], (string)text);
                    break;
            }
        }

        json.WriteEndObject();
        json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    private static string SlotOf(BoundFact fact, object?[] values)
    {
        var slot = new StringBuilder(fact.Name);
        for (var at = 0; at < values.Length; at++)
        {
            if (fact.Shape.Fields[at].Rule.Kind == FieldKind.Id && values[at] is string id)
            {
                slot.Append('|').Append(fact.Shape.Fields[at].Name).Append('=').Append(id);
            }
        }

        return slot.ToString();
    }

    private string ContentOf(string wireType, string subject, byte[] data)
    {
        _buffer.ResetWrittenCount();
        Encoding.UTF8.GetBytes(wireType, _buffer);
        _buffer.Write("\n"u8);
        Encoding.UTF8.GetBytes(subject, _buffer);
        _buffer.Write("\n"u8);
        _buffer.Write(data);
        return Convert.ToBase64String(SHA256.HashData(_buffer.WrittenSpan).AsSpan(0, 16));
    }
}
