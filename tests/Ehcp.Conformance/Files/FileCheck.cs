using System.Globalization;
using System.Text.Json;
using Ehcp.Conformance.Checks;
using Ehcp.Conformance.Reports;
using Ehcp.Contracts;

namespace Ehcp.Conformance.Files;

/// <summary>Checks events that a case system wrote, without an installation: each by the documented rules, and all of them against one another.</summary>
public static class FileCheck
{
    private const string Rules = "Rules";
    private const string Names = "Source and id";
    private const string Kept = "every rule is kept";

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 16 };

    /// <summary>Checks files, or all files of folders. A file holds an event, a list of events, or an event on each line.</summary>
    /// <param name="paths">The files and folders.</param>
    /// <param name="clock">What time it is.</param>
    /// <exception cref="IOException">One cannot be read.</exception>
    public static Report Run(IReadOnlyList<string> paths, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(clock);
        var rules = new EventRules(clock.GetUtcNow());
        var (results, seen) = (new List<CheckResult>(), new Dictionary<(string, string), string>());
        var types = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var files = paths.SelectMany(Files).ToList();
        foreach (var file in files)
        {
            foreach (var (place, json) in Events(file))
            {
                var one = Parse(json);
                var type = one is { ValueKind: JsonValueKind.Object } && Text(one.Value, "type") is { } named && FactCatalogue.Find(named) is not null ? named : "an event";
                types[type] = types.GetValueOrDefault(type) + 1;
                var broken = one is null ? ["json "] : rules.Broken(one.Value);
                results.Add(new(Rules, $"{type}: {Kept}", place, Kept, broken.Count == 0 ? Kept : string.Join(", ", broken)));
                if (one is { ValueKind: JsonValueKind.Object } && Text(one.Value, "source") is { } source && Text(one.Value, "id") is { } id)
                {
                    results.Add(Name(seen, source, id, one.Value, place));
                }
            }
        }

        return new(
            "Conformance of events in files", clock.GetUtcNow(),
            [
                new("Files", string.Join(", ", files.Select(Path.GetFileName))),
                new("Version of the kit", Report.KitVersion),
                new("Events", results.Count(result => result.Group == Rules).ToString(CultureInfo.InvariantCulture)),
                new("Types", string.Join(", ", types.Select(type => $"{type.Key} {type.Value}"))),
                new("Not checked without an installation", "whether the key may send for the source and the authority; what is recorded there already"),
            ],
            results);
    }

    private static CheckResult Name(Dictionary<(string, string), string> seen, string source, string id, JsonElement one, string place)
    {
        const string Name = "Source and id name one event";
        const string Expected = "once, or again with the same content";
        var content = Content(one);
        return new(Names, Name, place, Expected, seen.TryAdd((source, id), content) || seen[(source, id)] == content ? Expected : "again with other content");
    }

    // What counts as the same: the case, the instant, the type and the data, whatever their order and spelling.
    private static string Content(JsonElement one)
    {
        var data = one.TryGetProperty("data", out var found) && found.ValueKind == JsonValueKind.Object
            ? found.EnumerateObject().Where(field => field.Name != "authority").OrderBy(field => field.Name, StringComparer.Ordinal)
                .Select(field => $"{field.Name}={Value(field.Value)}")
            : [];
        var authority = found.ValueKind == JsonValueKind.Object && Text(found, "authority") is { } code ? Authorities.Find(code)?.OnsCode ?? code : "";
        var time = DateTimeOffset.TryParse(Text(one, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.UtcTicks : 0;
        return string.Join('\n', [Text(one, "type"), Text(one, "subject"), $"{time}", authority, .. data]);
    }

    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => NameText.Normal(value.GetString()!),
        JsonValueKind.Number => value.GetDouble().ToString(CultureInfo.InvariantCulture),
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Value).Order(StringComparer.Ordinal)),
        _ => value.GetRawText(),
    };

    private static string? Text(JsonElement where, string name) =>
        where.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<string> Files(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*.json*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(path, "*.ndjson", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
        : [path];

    // The whole file where it is JSON, else an event on each line, which is read one after the other.
    private static IEnumerable<(string Place, string Json)> Events(string file)
    {
        var name = Path.GetFileName(file);
        if (Path.GetExtension(file) is not (".jsonl" or ".ndjson") && Parse(File.ReadAllText(file)) is { } whole)
        {
            return whole.ValueKind == JsonValueKind.Array
                ? whole.EnumerateArray().Select((one, at) => ($"{name}, event {at + 1}", one.GetRawText()))
                : [(name, whole.GetRawText())];
        }

        return File.ReadLines(file).Select((line, at) => ($"{name}, line {at + 1}", line)).Where(line => !string.IsNullOrWhiteSpace(line.line));
    }

    private static JsonElement? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Deep);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
