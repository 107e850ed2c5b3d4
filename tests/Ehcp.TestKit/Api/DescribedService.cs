using System.Text.Json.Nodes;

namespace Ehcp.TestKit.Api;

/// <summary>A service whose answers are held against what it serves, once for all tests of it.</summary>
public sealed class DescribedService : IDisposable
{
    private static readonly string[] OfEveryHost = ["/keys", "/openapi", "/scalar"];

    private readonly SemaphoreSlim _reading = new(1);
    private ServedDescription? _description;

    public static DescribedService Intake { get; } = new() { Pages = ["/imports", "/tray"] };

    public static DescribedService Scheduler { get; } = new() { Pages = ["/acknowledge"] };

    public static DescribedService Reporting { get; } = new()
    {
        Pages = ["/", "/assets", "/calculator", "/cases", "/public", "/sign-in", "/sign-out"],
    };

    /// <summary>Paths of pages and of what else the description leaves out, each with all below it; <c>/</c> is only itself.</summary>
    public IReadOnlyList<string> Pages { get; init; } = [];

    /// <summary>Operations whose description is not held against their answers yet. It only becomes shorter.</summary>
    public IReadOnlySet<string> NotYet { get; init; } = new HashSet<string>();

    /// <summary>Operations whose description has gaps yet: a parameter, body or media type without a meaning or an example. It only becomes shorter.</summary>
    public IReadOnlySet<string> WithGaps { get; init; } = new HashSet<string>();

    internal bool IsApart(string path) => OfEveryHost.Concat(Pages).Any(page =>
        path == page || (page != "/" && path.StartsWith(page + "/", StringComparison.OrdinalIgnoreCase)));

    internal async Task<ServedDescription> DescriptionAsync(Func<Task<string>> read)
    {
        if (_description is null)
        {
            await _reading.WaitAsync();
            try
            {
                _description ??= new(await read());
            }
            finally
            {
                _reading.Release();
            }
        }

        return _description;
    }

    /// <summary>What a served description leaves unsaid, operation by operation; those of <see cref="WithGaps"/> are passed over.</summary>
    public IReadOnlyList<string> Gaps(string document) =>
        [.. new ServedDescription(document).Operations.Where(operation => !WithGaps.Contains(operation.Id))
            .SelectMany(operation => Gaps(operation.Id, operation.Description)), .. WithoutWorkingDay(document)];

    /// <summary>Operations that a list passes over and that are not described, or need it no more.</summary>
    public IReadOnlyList<string> NoLongerWithGaps(string document)
    {
        var gaps = new ServedDescription(document).Operations.ToDictionary(
            operation => operation.Id, operation => Gaps(operation.Id, operation.Description).Any());
        return [.. WithGaps.Where(id => !gaps.GetValueOrDefault(id)).Concat(NotYet.Where(id => !gaps.ContainsKey(id))).Distinct()];
    }

    // Whoever reads a legal last day is to see the last working day beside it, by one name everywhere.
    private static IEnumerable<string> WithoutWorkingDay(string document) =>
        from schema in JsonNode.Parse(document)!["components"]?["schemas"] as JsonObject ?? []
        let names = (schema.Value!["properties"] as JsonObject ?? []).Select(property => property.Key).ToHashSet()
        from name in names
        where name.EndsWith("astDay", StringComparison.Ordinal) && !names.Contains(name.Replace("astDay", "astWorkingDay", StringComparison.Ordinal))
        select $"{schema.Key}: {name} stands without the last working day";

    private static IEnumerable<string> Gaps(string id, JsonObject operation)
    {
        if (!Says(operation["operationId"]) || !Says(operation["summary"]) || !Says(operation["description"])
            || operation["tags"] is not JsonArray { Count: > 0 })
        {
            yield return $"{id}: no id, summary, description or tag";
        }

        foreach (var parameter in operation["parameters"] as JsonArray ?? [])
        {
            if (!Says(parameter!["description"]) || parameter["schema"] is null || !HasExample(parameter))
            {
                yield return $"{id}: parameter {parameter["name"]} has no meaning, schema or example";
            }
        }

        foreach (var (mediaType, content) in operation["requestBody"]?["content"] as JsonObject ?? [])
        {
            if (!IsWhole(mediaType, content))
            {
                yield return $"{id}: body {mediaType} has no schema or example";
            }
        }

        foreach (var (status, response) in operation["responses"]!.AsObject())
        {
            if (!Says(response!["description"]))
            {
                yield return $"{id}: {status} has no meaning";
            }

            foreach (var (mediaType, content) in response["content"] as JsonObject ?? [])
            {
                if (!IsWhole(mediaType, content))
                {
                    yield return $"{id}: {status} as {mediaType} has no schema or example";
                }
            }
        }
    }

    // A file that is no text has no example that a description could hold.
    private static bool IsWhole(string mediaType, JsonNode? content) =>
        content?["schema"] is not null
            && (HasExample(content) || !(ServedDescription.IsJson(mediaType) || mediaType.StartsWith("text/", StringComparison.Ordinal)));

    private static bool HasExample(JsonNode described) => described.AsObject().ContainsKey("example") || described["examples"] is JsonObject { Count: > 0 };

    private static bool Says(JsonNode? words) => words is JsonValue && (string?)words is { Length: > 2 };

    public void Dispose() => _reading.Dispose();
}
