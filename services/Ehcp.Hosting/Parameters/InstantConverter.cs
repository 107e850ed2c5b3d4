using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ehcp.Hosting.Parameters;

/// <summary>An instant of a body: written in UTC with a Z, so that it can be sent back in an address, and read with its offset written out.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Instants.TryRead(reader.GetString()!, out var instant) ? instant
            : throw new JsonException("No instant with its offset.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Instants.Write(value));
}
