using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Ehcp.TestKit.Walks;

/// <summary>A case, or an address, that some callers may not see.</summary>
/// <param name="Reference">What it is asked for by.</param>
/// <param name="Marks">What else stands in an answer about it, and about nothing else.</param>
public sealed record Secret(string Reference, params string[] Marks);

/// <summary>
/// Asks every route of a service, those that its own document describes and those that it only maps, in many ways. What a route needs and nobody has said how
/// to fill is an error of the walk, and so is a route that the caller who may do everything gets no answer from: a new route cannot stay outside.
/// </summary>
public sealed partial class RouteWalk
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    private readonly List<Route> _routes;
    private readonly IReadOnlyDictionary<string, string[]> _values;
    private readonly IReadOnlyDictionary<string, string[]> _bodies;

    private readonly IReadOnlyDictionary<string, string[]> _queries;

    private RouteWalk(
        List<Route> routes, IReadOnlyDictionary<string, string[]> values, IReadOnlyDictionary<string, string[]> bodies, IReadOnlyDictionary<string,
            string[]> queries) =>
        (_routes, _values, _bodies, _queries) = (routes, values, bodies, queries);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="anybody">Without a key: the document is open.</param>
    /// <param name="endpoints">Everything that the service maps.</param>
    /// <param name="values">What parameters are filled with, by name; the first is used where one is needed, the others one after the other.</param>
    /// <param name="bodies">JSON bodies by method and route, <c>POST /v1/what-if</c>; a media type may stand before one, and a bar.</param>
    /// <param name="queries">Whole queries by method and route, for what values one by one do not ask.</param>
    public static async Task<RouteWalk> ReadAsync(
        HttpClient anybody, IEnumerable<Endpoint> endpoints, IReadOnlyDictionary<string, string[]> values, IReadOnlyDictionary<string, string[]> bodies,
        IReadOnlyDictionary<string, string[]>? queries = null)
    {
        var document = JsonNode.Parse(await anybody.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Stop))!;
        var described = (from path in document["paths"]!.AsObject()
                         from operation in path.Value!.AsObject()
                         where Methods.Contains(operation.Key.ToUpperInvariant())
                         select new Route(
                             operation.Key.ToUpperInvariant(), path.Key,
                             [
                                 .. (operation.Value!["parameters"]?.AsArray() ?? []).Where(parameter => (string?)parameter!["in"] == "query")
                                    .Select(parameter => (string)parameter!["name"]!),
                             ])).ToDictionary(route => $"{route.Method} {route.Pattern}");
        Assert.NotEmpty(described);
        var routes = described.Values.ToList();
        foreach (var endpoint in endpoints.OfType<RouteEndpoint>())
        {
            var pattern = Constraint().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), "}");
            routes.AddRange(
                from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
                where Methods.Contains(method) && !described.ContainsKey($"{method} {pattern}")
                select new Route(method, pattern, IsMachinery(pattern) ? [] : [.. values.Keys]) { IsDescribed = false });
        }

        return new([.. routes.DistinctBy(route => (route.Method, route.Pattern))], values, bodies, queries ?? new Dictionary<string, string[]>());
    }

    /// <summary>Walks as the caller who may do everything: each route must answer, and everything that others may not see must be seen.</summary>
    /// <returns>What went wrong; empty when nothing did.</returns>
    public async Task<IReadOnlyList<string>> SeesEverythingAsync(HttpClient all, IEnumerable<Secret> secrets, params IEnumerable<string> unanswered)
    {
        var (wrong, seen, listed, except) = (new List<string>(), new StringBuilder(), new StringBuilder(), unanswered.ToHashSet(StringComparer.Ordinal));
        foreach (var route in _routes)
        {
            var statuses = new SortedSet<int>();
            foreach (var asked in Requests(route))
            {
                var (status, text) = await AskAsync(all, asked);
                statuses.Add(status);
                if (status is >= 200 and < 300)
                {
                    (asked.Names.Length == 0 ? listed : seen).AppendLine(text);
                }

                if (IsOurs(status, asked))
                {
                    wrong.Add($"{asked}: {status}");
                }
            }

            if (!statuses.Any(status => status is (>= 200 and < 400) or 409 or 503) && !except.Remove($"{route.Method} {route.Pattern}"))
            {
                wrong.Add($"{route.Method} {route.Pattern} only answers {string.Join(", ", statuses)}: the walk does not know how to ask it");
            }
        }

        // A reference must stand in an answer to somebody who did not name it; what else is told of a case only who asks for it may be told.
        var (told, unasked) = (seen.Append(listed).ToString(), listed.ToString());
        wrong.AddRange(except.Select(route => $"{route} is answered, or is no route: it need not be left out"));
        wrong.AddRange(secrets.SelectMany(secret => secret.Marks.Where(mark => !told.Contains(mark, StringComparison.Ordinal)))
            .Concat(secrets.Select(secret => secret.Reference).Where(reference => !unasked.Contains(reference, StringComparison.Ordinal)))
            .Select(mark => $"{mark} is shown to nobody: the walk would not notice it"));
        return wrong;
    }

    /// <summary>Walks as a caller who may not see these.</summary>
    /// <returns>Every answer that shows one of them, or is an error of ours; empty when none does.</returns>
    public async Task<IReadOnlyList<string>> LeaksAsync(string who, HttpClient caller, IReadOnlyCollection<Secret> hidden)
    {
        var leaks = new List<string>();
        foreach (var asked in _routes.SelectMany(Requests))
        {
            var (status, text) = await AskAsync(caller, asked);
            if (IsOurs(status, asked))
            {
                leaks.Add($"{who} {asked}: {status}");
            }

            // What a caller names themselves may be told back to them as unknown, and nothing else of it.
            leaks.AddRange(
                from secret in hidden
                from mark in asked.Names.Contains(secret.Reference) ? secret.Marks : secret.Marks.Prepend(secret.Reference)
                where text.Contains(mark, StringComparison.OrdinalIgnoreCase)
                select $"{who} {asked}: {status} shows {mark}");
            if (status is >= 200 and < 300 && hidden.Any(secret => asked.InPath.Contains(secret.Reference)))
            {
                leaks.Add($"{who} {asked}: {status}");
            }
        }

        return leaks;
    }

    /// <summary>The text of an answer, of each file within it, and of where it leads to.</summary>
    public static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        var text = $"{answer.Headers.Location} {answer.Content.Headers.ContentDisposition}\n";
        if (answer.Content.Headers.ContentType?.MediaType != "application/zip")
        {
            return text + System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
        }

        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Stop), ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Stop));
            text += $"{entry.FullName}\n{await reader.ReadToEndAsync(Stop)}\n";
        }

        return text;
    }

    // Health is told by a status of its own.
    private static bool IsOurs(int status, Asked asked) => status >= 500 && !(status == 503 && asked.Path.StartsWith("/health/", StringComparison.Ordinal));

    private static async Task<(int Status, string Text)> AskAsync(HttpClient caller, Asked asked)
    {
        using var request = new HttpRequestMessage(new HttpMethod(asked.Method), new Uri(asked.Path, UriKind.Relative));
        if (asked.Body is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8, asked.MediaType);
        }

        using var answer = await caller.SendAsync(request, Stop);
        return ((int)answer.StatusCode, asked.Path.StartsWith("/v1/access", StringComparison.Ordinal)
            ? AsShown(await answer.Content.ReadAsStringAsync(Stop)) : await TextAsync(answer));
    }

    // What was refused stands in the access log as it was asked for, and so does that somebody read it there: walks ask one authority for the cases of another.
    private static string AsShown(string access)
    {
        if (!access.StartsWith('{') || JsonNode.Parse(access) is not JsonObject { } json)
        {
            return access;
        }

        if (json["records"] is JsonArray records)
        {
            json["records"] = new JsonArray([.. records.Where(record => !IsAsAsked(record!)).Select(record => record!.DeepClone())]);
        }

        foreach (var record in (json["records"] as JsonArray ?? []).OfType<JsonObject>().Append(json))
        {
            record.Remove("query"); // as it was asked for, too
        }

        return IsAsAsked(json) ? "" : json.ToJsonString();
    }

    private static bool IsAsAsked(JsonNode record) => (string?)record["outcome"] == "refused" || (string?)record["what"] == "access";

    private IEnumerable<Asked> Requests(Route route)
    {
        var bodies = _bodies.GetValueOrDefault($"{route.Method} {route.Pattern}", [""]);
        var paths = Paths(route.Pattern).ToList();
        var queries = route.Query.Intersect(_values.Keys).SelectMany(name => _values[name].Select(value => (Name: name, Value: value))).ToList();
        foreach (var (path, inPath) in paths)
        {
            foreach (var body in bodies)
            {
                yield return Of(path, "", inPath, body);
                foreach (var query in _queries.GetValueOrDefault($"{route.Method} {route.Pattern}", []))
                {
                    yield return Of(path, query, inPath, body);
                }

                if (route.IsDescribed || route.Method == "GET")
                {
                    foreach (var (name, value) in queries)
                    {
                        yield return Of(path, $"?{name}={Uri.EscapeDataString(value)}", inPath, body, value);
                    }

                    // All that a route may need, at once.
                    var whole = route.Query.Intersect(_values.Keys).Select(name => $"{name}={Uri.EscapeDataString(_values[name][0])}").ToArray();
                    yield return Of(path, "?" + string.Join('&', whole), inPath, body,
                        [.. route.Query.Intersect(_values.Keys).Select(name => _values[name][0])]);
                }
            }
        }

        Asked Of(string path, string query, string[] inPath, string body, params string[] inQuery)
        {
            var (media, text) = body.Split('|', 2) is [var type, var rest] && type.Contains('/') && !type.Contains('{') ? (type, rest)
                : ("application/json", body);
            var names = inPath.Concat(inQuery)
                .Concat(_values.Values.SelectMany(values => values).Where(value => value.Length > 3 && text.Contains(value, StringComparison.Ordinal)));
            return new(route.Method, path + query, text.Length == 0 ? null : text, media, [.. names], inPath);
        }
    }

    private IEnumerable<(string Path, string[] Names)> Paths(string pattern)
    {
        if (Parameter().Match(pattern) is not { Success: true } parameter)
        {
            return [(pattern, [])];
        }

        var name = parameter.Groups["name"].Value;
        Assert.True(_values.ContainsKey(name), $"The walk does not know what to fill {name} of {pattern} with.");
        return _values[name].SelectMany(value => Paths(pattern.Replace(parameter.Value, Uri.EscapeDataString(value), StringComparison.Ordinal))
            .Select(path => (path.Path, path.Names.Append(value).ToArray())));
    }

    // What takes no parameter.
    private static bool IsMachinery(string pattern) => pattern.StartsWith("/health/", StringComparison.Ordinal)
        || pattern is "/metrics" or "/openapi/{documentName}.json";

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@":[^}]+\}")]
    private static partial Regex Constraint();

    private sealed record Route(string Method, string Pattern, IReadOnlyList<string> Query)
    {
        internal bool IsDescribed { get; init; } = true;
    }

    /// <param name="Names">What the request names itself.</param>
    /// <param name="InPath">Of them, those in its path.</param>
    private sealed record Asked(string Method, string Path, string? Body, string MediaType, string[] Names, string[] InPath)
    {
        public override string ToString() => $"{Method} {Path}{(Body is null ? "" : " " + Body)}";
    }
}
