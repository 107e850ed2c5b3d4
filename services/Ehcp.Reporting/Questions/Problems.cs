using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Questions;

/// <summary>Refusals that several routes give.</summary>
internal static class Problems
{
    internal static ProblemHttpResult AuthorityNotAllowed(string authority) =>
        ProblemCatalogue.AuthorityNotAllowed.Answer($"The key is known, but {authority} is not among its authorities.");

    internal static ProblemHttpResult WholeAuthorityOnly() => ProblemCatalogue.WholeAuthorityOnly.Answer();
}
