using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>Writes a word of the vocabulary as its code, and reads nothing else: no number, no other case, no code of another list.</summary>
/// <typeparam name="T">The list.</typeparam>
public sealed class CodeConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly byte[][] Utf8 = [.. CodeList<T>.Codes.Select(Encoding.UTF8.GetBytes)];

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            for (var at = 0; at < Utf8.Length; at++)
            {
                if (reader.ValueTextEquals(Utf8[at]))
                {
                    return Code.Word<T>(at + 1);
                }
            }
        }

        throw new JsonException($"A code of {typeof(T).Name} is expected.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Utf8[Code.Number(value) - 1]);
}
