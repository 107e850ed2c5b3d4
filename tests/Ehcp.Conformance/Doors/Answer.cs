using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ehcp.Conformance.Doors;

/// <summary>What an installation answered, without anything of what was sent.</summary>
/// <param name="Status">The status; 0 where no answer came.</param>
/// <param name="Json">The body where it is JSON, else null.</param>
/// <param name="Why">Where no answer came: why.</param>
internal sealed record Answer(int Status, JsonNode? Json, string? Why = null)
{
    private const string Urn = "urn:ehcp:";

    /// <summary>Where the ledger has the event; null where the answer does not say.</summary>
    public long? Sequence => NumberOf(Json, "sequence");

    /// <summary>As results are written: <c>202 accepted</c>, or <c>422 event-invalid: date /data/receivedOn</c>.</summary>
    public string Said =>
        Status == 0 ? $"no answer: {Why}"
        : Json is JsonArray list ? $"{Status}, a list of {list.Count}"
        : TextOf(Json, "type") is { } type && type.StartsWith(Urn, StringComparison.Ordinal) ? $"{Status} {type[Urn.Length..]}{Broken(Json)}"
        : TextOf(Json, "status") is { } status ? $"{Status} {status}{Broken(Json)}"
        : $"{Status}";

    /// <summary>What became of each event of a batch, in order: <c>accepted</c>, or <c>rejected: date /data/receivedOn</c>. Empty where the answer is no
    /// list.</summary>
    public IEnumerable<string> Each => Json is JsonArray list ? [.. list.Select(one => $"{TextOf(one, "status")}{Broken(one)}")] : [];

    /// <summary>Each answer of a batch's.</summary>
    public IReadOnlyList<Answer> Receipts => Json is JsonArray list ? [.. list.Select(one => new Answer(Status, one))] : [];

    /// <summary>What stands at a path of members; null where nothing does, whatever else there is.</summary>
    public static JsonNode? At(JsonNode? where, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            where = (where as JsonObject)?[name];
        }

        return where;
    }

    /// <summary>The items of a list that is a member; none where there is no such list.</summary>
    public static IEnumerable<JsonNode?> Items(JsonNode? where, string name) => At(where, name) as JsonArray ?? [];

    /// <summary>The text of a member, or null.</summary>
    public static string? TextOf(JsonNode? where, string name) =>
        At(where, name) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The whole number of a member, or null.</summary>
    public static long? NumberOf(JsonNode? where, string name) =>
        At(where, name) is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    /// <summary>The answer that a body of text is.</summary>
    public static Answer Of(int status, string text)
    {
        try
        {
            return new(status, text.Length == 0 ? null : JsonNode.Parse(text));
        }
        catch (JsonException)
        {
            return new(status, null);
        }
    }

    /// <summary>The rules that are said to be broken, each with its place, in order of the alphabet.</summary>
    public static string Broken(JsonNode? said)
    {
        var errors = Items(said, "errors").Select(error => $"{TextOf(error, "rule")} {TextOf(error, "pointer") ?? TextOf(error, "parameter")}")
            .Order(StringComparer.Ordinal).ToList();
        return errors.Count == 0 ? "" : $": {string.Join(", ", errors)}";
    }
}
