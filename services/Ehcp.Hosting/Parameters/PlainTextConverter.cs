using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ehcp.Hosting.Parameters;

/// <summary>Text of a body: a NUL is refused where it is read, not by the database. Line breaks and tabs are text.</summary>
internal sealed class PlainTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Plain(reader.GetString());

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Plain(reader.GetString())!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);

    private static string? Plain(string? text)
    {
        foreach (var one in text ?? "")
        {
            if (char.IsControl(one) && one is not ('\n' or '\r' or '\t'))
            {
                throw new JsonException("A control character.");
            }
        }

        return text;
    }
}
