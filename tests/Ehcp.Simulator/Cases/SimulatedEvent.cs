using System.Buffers;
using System.Text.Json;
using Ehcp.Contracts;

namespace Ehcp.Simulator.Cases;

/// <summary>One event as a council's system would send it.</summary>
public sealed record SimulatedEvent(string Source, string Id, string Authority, string CaseReference, DateTimeOffset Time, Fact Fact)
{
    /// <summary>Events as one body of media type <c>application/cloudevents-batch+json</c>.</summary>
    public static byte[] Batch(ReadOnlySpan<SimulatedEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>(events.Length * 384);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var one in events)
            {
                one.WriteTo(json);
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>One event as a body of media type <c>application/cloudevents+json</c>.</summary>
    public static byte[] Single(SimulatedEvent one)
    {
        ArgumentNullException.ThrowIfNull(one);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            one.WriteTo(json);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes it as a CloudEvent in structured mode.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var type = FactCatalogue.Of(Fact);
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("type", type.WireType);
        json.WriteString("source", Source);
        json.WriteString("id", Id);
        json.WriteString("subject", CaseReference);
        json.WriteString("time", Time);
        json.WriteString("datacontenttype", "application/json");
        json.WriteStartObject("data");
        json.WriteString("authority", Authority);
        foreach (var field in type.Fields)
        {
            if (field.Value(Fact) is { } value)
            {
                json.WritePropertyName(field.Name);
                WriteValue(json, value);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case DateOnly date:
                json.WriteStringValue(date.ToString("O", null));
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case IEnumerable<string> codes:
                json.WriteStartArray();
                foreach (var code in codes)
                {
                    json.WriteStringValue(code);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue((string)value);
                break;
        }
    }
}
