using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Ehcp.TestKit.Api;

/// <summary>What a service says of itself at <c>/openapi/v1.json</c>, to hold its answers against.</summary>
public sealed class ServedDescription
{
    private const string Components = "#/components/schemas/";
    private static readonly string[] Verbs = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    private static readonly EvaluationOptions Strictly = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly List<Operation> _operations;
    private readonly JsonObject _schemas;
    private readonly ConcurrentDictionary<(Operation, string, string), Lazy<JsonSchema>> _bodies = [];

    /// <param name="document">OpenAPI 3.1, as served.</param>
    public ServedDescription(string document)
    {
        Document = JsonNode.Parse(document)!.AsObject();
        _schemas = Closed(Document["components"]?["schemas"] ?? new JsonObject()).AsObject();
        _operations =
        [
            .. Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Where(verb => Verbs.Contains(verb.Key))
                .Select(verb => new Operation(path.Key, verb.Key.ToUpperInvariant(), verb.Value!.AsObject()))),
        ];
    }

    /// <summary>As served.</summary>
    public JsonObject Document { get; }

    /// <summary>The description without some operations, and without the schemas that only they use.</summary>
    public JsonObject Without(IReadOnlySet<string> operations)
    {
        var document = Document.DeepClone().AsObject();
        var paths = document["paths"]!.AsObject();
        foreach (var operation in _operations.Where(operation => operations.Contains(operation.Id)))
        {
            paths[operation.Path]!.AsObject().Remove(operation.Method.ToLowerInvariant());
        }

        foreach (var (path, verbs) in paths.ToList())
        {
            if (verbs!.AsObject().Count == 0)
            {
                paths.Remove(path);
            }
        }

        if (document["components"]?["schemas"] is JsonObject schemas)
        {
            var used = new HashSet<string>();
            Use(paths);
            foreach (var (name, _) in schemas.Where(schema => !used.Contains(schema.Key)).ToList())
            {
                schemas.Remove(name);
            }

            void Use(JsonNode part)
            {
                foreach (var name in schemas.Select(schema => schema.Key)
                    .Where(name => part.ToJsonString().Contains($"\"{Components}{name}\"", StringComparison.Ordinal)))
                {
                    if (used.Add(name))
                    {
                        Use(schemas[name]!);
                    }
                }
            }
        }

        return document;
    }

    /// <summary>Every method of every path.</summary>
    public IEnumerable<(string Id, JsonObject Description)> Operations => _operations.Select(operation => (operation.Id, operation.Description));

    /// <summary>Everything that an answer is and the description does not say; nothing when the description is true.</summary>
    /// <param name="method">HTTP method of the request; HEAD is described as GET is.</param>
    /// <param name="path">Path of the request, as sent.</param>
    /// <param name="query">Names of the parameters in its query.</param>
    /// <param name="status">HTTP status of the answer.</param>
    /// <param name="mediaType">Media type of the answer, without parameters; null for none.</param>
    /// <param name="body">The answer; null where there is none to read, as to HEAD.</param>
    /// <param name="notYet">Operations that are not held to their description.</param>
    public IReadOnlyList<string> Untruths(
        string method, string path, IEnumerable<string> query, int status, string? mediaType, string? body, IReadOnlySet<string> notYet)
    {
        var asked = method == "HEAD" ? "GET" : method;
        var here = _operations.Where(operation => operation.IsAt(path)).ToList();
        if (here.Find(operation => operation.Method == asked) is not { } found)
        {
            return status is 404 or 405 || (method == "OPTIONS" && status == 204) ? [] : [$"{method} {path} is answered with {status}, and not described."];
        }

        return notYet.Contains(found.Id) ? [] : [.. Untruths(found, query, status, mediaType, body)];
    }

    private IEnumerable<string> Untruths(Operation operation, IEnumerable<string> query, int status, string? mediaType, string? body)
    {
        if (status < 400 && !operation.TakesAnyName)
        {
            foreach (var name in query.Where(name => !operation.Query.Contains(name)))
            {
                yield return $"{operation.Id} takes the parameter {name}, which is not described.";
            }
        }

        var statusText = status.ToString(CultureInfo.InvariantCulture);
        if (operation.Description["responses"]?[statusText] is not { } response)
        {
            yield return $"{operation.Id} answers {status}, which is not described: {body}";
            yield break;
        }

        var content = response["content"] as JsonObject;
        if (mediaType is null)
        {
            if (content is { Count: > 0 } && body?.Length > 0)
            {
                yield return $"{operation.Id} answers {status} without a media type.";
            }

            yield break;
        }

        if (content?[mediaType] is not { } described)
        {
            yield return $"{operation.Id} answers {status} as {mediaType}, which is not described.";
            yield break;
        }

        if (body is null || described["schema"] is not { } schema || !IsJson(mediaType))
        {
            yield break;
        }

        var answer = Parsed(body);
        if (!answer.IsJson)
        {
            yield return $"{operation.Id} answers {status} as {mediaType}, which is no JSON: {body}";
            yield break;
        }

        var result = _bodies.GetOrAdd((operation, statusText, mediaType), _ => new(() => Whole(schema))).Value.Evaluate(answer.Node, Strictly);
        if (!result.IsValid)
        {
            var broken = result.Details.Where(detail => detail.HasErrors)
                .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Key} {error.Value}")).Distinct().Take(10);
            yield return $"{operation.Id} answers {status} with what its schema does not allow: {string.Join("; ", broken)} in {body}";
        }
    }

    /// <summary>Whether a media type holds JSON.</summary>
    public static bool IsJson(string mediaType) => mediaType == "application/json" || mediaType.EndsWith("+json", StringComparison.Ordinal);

    private static (bool IsJson, JsonNode? Node) Parsed(string body)
    {
        try
        {
            return (true, JsonNode.Parse(body));
        }
        catch (JsonException)
        {
            return (false, null);
        }
    }

    // A schema by itself, with all those that it may point to.
    private JsonSchema Whole(JsonNode schema) => JsonSchema.FromText(new JsonObject
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["$defs"] = Moved(_schemas),
        ["allOf"] = new JsonArray(Moved(Closed(schema))),
    }.ToJsonString());

    private static JsonNode Moved(JsonNode schema) => JsonNode.Parse(schema.ToJsonString().Replace(Components, "#/$defs/", StringComparison.Ordinal))!;

    // A member that is answered and not described is a fault of the description: what lists its members has no others.
    private static JsonNode Closed(JsonNode schema)
    {
        var closed = schema.DeepClone();
        Close(closed);
        return closed;
    }

    private static void Close(JsonNode? schema)
    {
        if (schema is JsonArray several)
        {
            foreach (var one in several)
            {
                Close(one);
            }
        }
        else if (schema is JsonObject one)
        {
            foreach (var (name, inner) in one.ToList())
            {
                if (name is not ("example" or "examples" or "enum" or "const" or "default"))
                {
                    Close(inner);
                }
            }

            if (one["properties"] is JsonObject && one["type"] is not null && !one.ContainsKey("additionalProperties"))
            {
                one["additionalProperties"] = false;
            }
        }
    }

    private sealed record Operation(string Path, string Method, JsonObject Description)
    {
        private readonly string[] _parts = Path.Split('/');

        internal string Id => (string?)Description["operationId"] ?? $"{Method} {Path}";

        private IEnumerable<JsonNode> Parameters => (Description["parameters"] as JsonArray ?? []).OfType<JsonNode>();

        internal HashSet<string> Query => [.. Parameters.Where(one => (string?)one["in"] == "query").Select(one => (string)one["name"]!)];

        internal bool TakesAnyName => Parameters.Any(one => (string?)one["in"] == "query" && one["schema"]?["additionalProperties"] is not null);

        internal bool IsAt(string path)
        {
            var parts = path.TrimEnd('/').Split('/');
            return parts.Length == _parts.Length && _parts.Zip(parts).All(pair => Fits(pair.First, pair.Second));
        }

        // A number in a path is part of the address: another word there is another address, which nobody has.
        private bool Fits(string part, string given) =>
            part.StartsWith('{')
                ? given.Length > 0 && (!IsNumber(part.Trim('{', '}')) || long.TryParse(
                    given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                : string.Equals(part, given, StringComparison.OrdinalIgnoreCase);

        private bool IsNumber(string name) =>
            Parameters.Any(one => (string?)one["name"] == name && (string?)one["in"] == "path" && one["schema"]?["type"]?.ToJsonString() == "\"integer\"");

        public bool Equals(Operation? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal) ^ Method.GetHashCode(StringComparison.Ordinal);
    }
}
