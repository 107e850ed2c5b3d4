using System.Text.Json.Nodes;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;

namespace Ehcp.Hosting.Api;

/// <summary>
/// What the API description says of a route. Its parameters are also what the route takes: others are refused by name. What any route may answer
/// (400 for parameters and bodies, 401, 403, 415, 500, 503) is added by itself.
/// </summary>
/// <param name="Name">Operation id, such as <c>ListAlerts</c>.</param>
/// <param name="Tag">What it is about, such as <c>Alerts</c>.</param>
/// <param name="Summary">One line.</param>
/// <param name="Description">What a caller needs to know.</param>
public sealed record RouteText(string Name, string Tag, string Summary, string Description) : IDeclareParameters
{
    /// <summary>Those of the query and of the path.</summary>
    public IReadOnlyList<RouteParameter> Parameters { get; init; } = [];

    /// <summary>Whether the names of parameters depend on what is asked; the handler then refuses those it does not know.</summary>
    public bool NamesVary { get; init; }

    /// <summary>What may be sent, by media type. Only what the handler does not bind itself needs a schema here.</summary>
    public IReadOnlyList<RouteBody> Bodies { get; init; } = [];

    /// <summary>What is answered: at least one success.</summary>
    public required IReadOnlyList<RouteAnswer> Answers { get; init; }

    /// <summary>Whether another route has taken its place.</summary>
    public bool Deprecated { get; init; }
}

/// <summary>A body that a route takes.</summary>
/// <param name="MediaType">Such as <c>application/json</c>.</param>
/// <param name="Example">One that is taken.</param>
/// <param name="Type">Its schema; null for what the handler binds, or what no type describes.</param>
public sealed record RouteBody(string MediaType, JsonNode Example, Type? Type = null);

/// <summary>One answer of a route.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Meaning">When it is given, in words.</param>
/// <param name="Type">Its body; null for none, or where <paramref name="Status"/> is that of a problem.</param>
/// <param name="Example">One such body, as JSON or as text.</param>
public sealed record RouteAnswer(int Status, string Meaning, Type? Type = null, string? Example = null)
{
    /// <summary>Its media type; null for JSON, or problem details.</summary>
    public string? MediaType { get; init; }

    /// <summary>Other media types that the same status may have, such as a file.</summary>
    public IReadOnlyList<string> AlsoAs { get; init; } = [];

    /// <summary>Whether the header Link names the next page, where there is one.</summary>
    public bool LinksNext { get; init; }

    /// <summary>An example for each of <see cref="AlsoAs"/> that is text.</summary>
    public IReadOnlyDictionary<string, string> ExamplesAs { get; init; } = new Dictionary<string, string>();

    /// <summary>The problem that it is; null where it is none of the catalogue.</summary>
    internal ProblemKind? Kind { get; init; }

    /// <summary>A problem of the catalogue.</summary>
    public static RouteAnswer Of(ProblemKind kind) => new(kind.Status, $"{kind.Title} ({kind.Urn})") { Kind = kind };
}
