using System.Text.Json.Serialization;

namespace Ehcp.Hosting.Problems;

/// <summary>One thing that is wrong with a request. It says where and which rule, never what stood there.</summary>
/// <param name="Pointer">JSON Pointer (RFC 6901) into the body; absent for a parameter.</param>
/// <param name="Parameter">Name of a parameter of the query or the path; absent for the body.</param>
/// <param name="Rule">Stable name of the rule.</param>
/// <param name="Detail">The rule in words.</param>
public sealed record ProblemError(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Pointer,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Parameter,
    string Rule,
    string Detail)
{
    internal const string Member = "errors";

    /// <summary>Where and which rule, for people.</summary>
    [JsonIgnore]
    public string InWords => $"{Parameter ?? (Pointer is { Length: > 0 } ? Pointer : "body")}: {Detail}";

    /// <summary>An error in a parameter of the query or the path.</summary>
    public static ProblemError OfParameter(string name, string rule, string detail) => new(Pointer: null, name, rule, detail);

    /// <summary>An error in the body.</summary>
    /// <param name="pointer">Where: <c>/from</c>; empty for the whole of it.</param>
    /// <param name="rule">Stable name of the rule.</param>
    /// <param name="detail">The rule in words.</param>
    public static ProblemError OfBody(string pointer, string rule, string detail) => new(pointer, Parameter: null, rule, detail);
}
