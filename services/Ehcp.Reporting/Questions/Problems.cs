using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Questions;

/// <summary>Every refusal this service gives.</summary>
internal static class Problems
{
    internal static ProblemHttpResult NoEdition() => ProblemCatalogue.NoEdition.Answer();

    internal static ProblemHttpResult NotComplete() => ProblemCatalogue.NotComplete.Answer();

    internal static ProblemHttpResult ParametersInvalid(IDictionary<string, string[]> errors) => ProblemCatalogue.ParameterInvalid.Answer(
        [.. errors.SelectMany(error => error.Value, (error, why) => ProblemError.OfParameter(error.Key, "value", why))]);

    internal static ProblemHttpResult AuthorityNotAllowed(string authority) =>
        ProblemCatalogue.AuthorityNotAllowed.Answer($"The key is known, but {authority} is not among its authorities.");

    internal static ProblemHttpResult WholeAuthorityOnly() => ProblemCatalogue.WholeAuthorityOnly.Answer();
}
