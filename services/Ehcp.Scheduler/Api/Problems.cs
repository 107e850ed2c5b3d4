using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Scheduler.Api;

/// <summary>Every refusal of this service, by its type.</summary>
internal static class Problems
{
    internal static ValidationProblem Invalid(IEnumerable<KeyValuePair<string, string[]>> parameters) =>
        TypedResults.ValidationProblem(parameters, title: "A parameter is not as expected.", type: "urn:ehcp:invalid-parameter");

    internal static ValidationProblem Invalid(string parameter, string why) => Invalid([new(parameter, [why])]);

    internal static ProblemHttpResult AuthorityNotAllowed() => TypedResults.Problem(
        statusCode: StatusCodes.Status403Forbidden, title: "The key is not for this authority.", type: "urn:ehcp:authority-not-allowed");

    internal static ProblemHttpResult AddressNotAllowed() => TypedResults.Problem(
        statusCode: StatusCodes.Status403Forbidden, title: "An address is known for an authority that the key is not for, or for none.",
        type: "urn:ehcp:address-not-allowed");

    internal static ProblemHttpResult UnknownAuthority() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "No English local authority has this code.", type: "urn:ehcp:unknown-authority");

    internal static ProblemHttpResult UnknownCase() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "Nothing is known of this case.", type: "urn:ehcp:unknown-case");

    internal static ProblemHttpResult UnknownAlert() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "There is no alert with this id.", type: "urn:ehcp:unknown-alert");

    internal static ProblemHttpResult AlertCleared() => TypedResults.Problem(
        statusCode: StatusCodes.Status409Conflict, title: "The deadline this alert was about is met, moved or does not apply.", type: "urn:ehcp:alert-cleared");

    internal static ProblemHttpResult IntakeNotSet() => TypedResults.Problem(
        statusCode: StatusCodes.Status409Conflict, title: "Where Intake is, and with which key, is not set: Ehcp:Reassignments.", type: "urn:ehcp:intake-not-set");

    internal static ProblemHttpResult IntakeAway() => TypedResults.Problem(
        statusCode: StatusCodes.Status502BadGateway, title: "Intake did not take all assignments. Saying it again sends those that are left.", type: "urn:ehcp:intake-away");

    internal static ProblemHttpResult UnknownRecalculation() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "There is no recalculation with this id.", type: "urn:ehcp:unknown-recalculation");

    internal static ProblemHttpResult RecalculationRunning() => TypedResults.Problem(
        statusCode: StatusCodes.Status409Conflict, title: "Another recalculation has not finished.", type: "urn:ehcp:recalculation-running");
}
