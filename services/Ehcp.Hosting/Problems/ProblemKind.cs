using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Hosting.Problems;

/// <summary>One kind of refusal or failure. Programs go by its URN, which never changes.</summary>
/// <param name="Urn">The <c>type</c> of RFC 9457.</param>
/// <param name="Status">The one HTTP status it is answered with.</param>
/// <param name="Title">The kind in words; the same every time.</param>
/// <param name="Detail">What to do about it, where the request gives nothing more exact to say.</param>
public sealed record ProblemKind(string Urn, int Status, string Title, string Detail)
{
    /// <summary>URNs that earlier releases gave for the same.</summary>
    public IReadOnlyList<string> FormerUrns { get; init; } = [];

    /// <summary>The answer.</summary>
    /// <param name="detail">What to do about this one; null for the words of the kind.</param>
    /// <param name="errors">Everything that is wrong with the request.</param>
    public ProblemHttpResult Answer(string? detail = null, IReadOnlyList<ProblemError>? errors = null)
    {
        var problem = new ProblemDetails { Type = Urn, Status = Status, Title = Title, Detail = detail ?? Detail };
        if (errors is { Count: > 0 })
        {
            problem.Extensions[ProblemError.Member] = errors;
        }

        return TypedResults.Problem(problem);
    }

    /// <summary>The answer where the errors say it all.</summary>
    public ProblemHttpResult Answer(IReadOnlyList<ProblemError> errors) => Answer(string.Join(' ', errors.Select(error => error.InWords)), errors);
}
