using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Questions;

/// <summary>Every refusal this service gives, by its <c>type</c>.</summary>
internal static class Problems
{
    internal const string ParameterInvalidType = "urn:ehcp:parameter-invalid";
    internal const string AuthorityNotAllowedType = "urn:ehcp:authority-not-allowed";
    internal const string WholeAuthorityOnlyType = "urn:ehcp:whole-authority-only";

    internal static ProblemHttpResult NoEdition() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, type: "urn:ehcp:no-edition", title: "Nothing of this authority has been published under this number");

    internal static ProblemHttpResult NotComplete() => TypedResults.Problem(
        statusCode: StatusCodes.Status409Conflict, type: "urn:ehcp:not-complete", title: "The figures of this instant cannot be published",
        detail: "It is not known yet that they hold every event up to it (asOf must not be after knownTo), or a later edition has been published.");

    internal static ProblemHttpResult ParametersInvalid(IDictionary<string, string[]> errors) => TypedResults.Problem(
        statusCode: StatusCodes.Status400BadRequest,
        type: ParameterInvalidType,
        title: "A parameter cannot be used",
        detail: string.Join(' ', errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}")),
        extensions: [new("errors", errors)]);

    internal static ProblemHttpResult AuthorityNotAllowed(string authority) => TypedResults.Problem(
        statusCode: StatusCodes.Status403Forbidden,
        type: AuthorityNotAllowedType,
        title: "This API key may not see this authority",
        detail: $"The key is known, but {authority} is not among its authorities.");

    internal static ProblemHttpResult WholeAuthorityOnly() => TypedResults.Problem(
        statusCode: StatusCodes.Status403Forbidden,
        type: WholeAuthorityOnlyType,
        title: "A return is the whole authority's",
        detail: "You may see the cases of your own team only.");
}
