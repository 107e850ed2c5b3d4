using System.Text.Json;

namespace Ehcp.Intake.Events;

/// <summary>A batch of CloudEvents: a JSON array.</summary>
internal static class Batch
{
    /// <summary>How many events a batch may hold.</summary>
    public const int Most = 1_000;

    /// <summary>The bytes of its items, at most so many; null when it is JSON but no array.</summary>
    /// <exception cref="JsonException">It is not JSON: then none of it is taken.</exception>
    public static List<byte[]>? Split(byte[] body, int most)
    {
        var reader = new Utf8JsonReader(body, JsonText.Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            reader.Read();
            return null;
        }

        var items = new List<byte[]>();
        while (items.Count < most && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            items.Add(body[start..(int)reader.BytesConsumed]);
        }

        if (items.Count < most)
        {
            reader.Read();
        }

        return items;
    }
}
