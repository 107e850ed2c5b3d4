using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ehcp.Hosting.Parameters;

/// <summary>Instants of answers are in UTC and end with Z, so that they can be sent back in an address as they are.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
}
