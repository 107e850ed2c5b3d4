using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ehcp.Intake.Importing;

/// <summary>What was last sent of one fact of a row.</summary>
/// <param name="Slot">Which fact: its type and ids.</param>
/// <param name="Content">What it said, as a hash.</param>
/// <param name="Last">Id of the last event of it, a retraction included: the next id follows from it.</param>
/// <param name="Live">Ids of its events that were not taken back, the newest last.</param>
/// <param name="Time">The time of the newest.</param>
internal sealed record SentFact(
    [property: JsonPropertyName("s")] string Slot,
    [property: JsonPropertyName("c")] string Content,
    [property: JsonPropertyName("l")] string Last,
    [property: JsonPropertyName("i")] string[] Live,
    [property: JsonPropertyName("t")] DateTime Time)
{
    public string Type => Slot.IndexOf('|', StringComparison.Ordinal) is > 0 and var end ? Slot[..end] : Slot;
}

/// <summary>What is known of a row from the files before.</summary>
/// <param name="Hash">Of what it said; null where something of it was refused, so that it is read again.</param>
/// <param name="Number">Its number.</param>
/// <param name="SentAsText">What was sent of it. Most rows say the same again, and then nobody reads it.</param>
/// <param name="HasVanished">Whether the file before did not have it.</param>
internal sealed record KnownRow(long Number, byte[]? Hash, string Authority, string Subject, string SentAsText, bool HasVanished)
{
    private SentFact[]? _sent;

    public SentFact[] Sent => _sent ??= JsonSerializer.Deserialize(SentAsText, ImportStateJson.Default.SentFactArray)!;
}

/// <summary>How it is kept what was sent of a row, and how an import went.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SentFact[]))]
[JsonSerializable(typeof(ImportCounts))]
internal sealed partial class ImportStateJson : JsonSerializerContext;
