using System.Buffers;
using System.Text.Json;
using Ehcp.Contracts;

namespace Ehcp.Client;

/// <summary>Something that happened in a case, as a system tells it: a CloudEvent. What happened is a record of <see cref="Contracts"/> for each type, so that a
/// field which there is not, or a code that is not listed, does not compile.</summary>
/// <param name="Source">The system that tells it; one of the key's sources. With <paramref name="Id"/> it names the event for ever.</param>
/// <param name="Id">What no other event of this source is called: 1 to 64 letters, digits, dots, underscores, colons and hyphens.</param>
/// <param name="CaseReference">The authority's reference of the case; never a pupil's number.</param>
/// <param name="Authority">The authority's ONS code or DfE code.</param>
/// <param name="Time">When the system recorded it, which is not when it is sent: an event that corrects another has a newer one.</param>
/// <param name="Fact">What happened, such as <see cref="RequestReceived"/>.</param>
public sealed record CaseEvent(string Source, string Id, string CaseReference, string Authority, DateTimeOffset Time, Fact Fact)
{
    /// <summary>Writes it in structured mode (CloudEvents 1.0, JSON event format).</summary>
    /// <param name="json">Where to.</param>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var type = FactCatalogue.Of(Fact);
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("type"u8, type.WireType);
        json.WriteString("source"u8, Source);
        json.WriteString("id"u8, Id);
        json.WriteString("subject"u8, CaseReference);
        json.WriteString("time"u8, Time);
        json.WriteString("datacontenttype"u8, "application/json"u8);
        json.WriteStartObject("data"u8);
        json.WriteString("authority"u8, Authority);
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

    /// <summary>It as one body, for <c>application/cloudevents+json</c>.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            WriteTo(json);
        }

        return buffer.WrittenSpan.ToArray();
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
