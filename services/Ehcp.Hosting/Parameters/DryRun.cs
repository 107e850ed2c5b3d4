using System.Diagnostics.CodeAnalysis;
using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Hosting.Parameters;

/// <summary>
/// Whether an act is only tried. It is <c>true</c> or <c>false</c> in the query, in the body or in both, and both say the same:
/// a misspelt name is refused like any other that a route does not have, so a try never becomes the act by mistake.
/// </summary>
public static class DryRun
{
    /// <summary>Its name in the query and in the body.</summary>
    public const string Parameter = "dryRun";

    /// <summary>Decides.</summary>
    /// <param name="query">What the query says; null for nothing.</param>
    /// <param name="body">What the body says; null for nothing.</param>
    /// <param name="absent">What holds when neither says anything.</param>
    /// <param name="dryRun">Whether it is only tried.</param>
    /// <param name="contradiction">The answer when they say different things.</param>
    public static bool TryDecide(bool? query, bool? body, bool absent, out bool dryRun, [NotNullWhen(false)] out ProblemHttpResult? contradiction)
    {
        dryRun = query ?? body ?? absent;
        contradiction = query is not null && body is not null && query != body
            ? ProblemCatalogue.ParameterInvalid.Answer([ProblemError.OfParameter(Parameter, "contradiction", "Says another thing than the body. Say it once.")])
            : null;
        return contradiction is null;
    }
}
