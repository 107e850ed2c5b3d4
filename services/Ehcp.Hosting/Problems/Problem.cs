using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Hosting.Problems;

/// <summary>A request that was refused or failed (RFC 9457). The kinds are listed in docs/problems.md.</summary>
/// <param name="Type">Which kind of problem; stable.</param>
/// <param name="Title">The kind in words.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What to do about it.</param>
/// <param name="Errors">Everything that is wrong with the request.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProblemError>? Errors = null)
{
    internal static Problem Of(ProblemDetails details, int status)
    {
        status = details.Status ?? status;
        var errors = details.Extensions.TryGetValue(ProblemError.Member, out var held) ? held : null;
        // What the framework refuses has no URN; ours of that status says what it is.
        if (details.Type is { } type && type.StartsWith("urn:", StringComparison.Ordinal))
        {
            return new(type, details.Title ?? type, status, details.Detail, errors as IReadOnlyList<ProblemError>);
        }

        var kind = ProblemCatalogue.OfStatus(status);
        return new(kind.Urn, kind.Title, status, kind.Detail);
    }
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
