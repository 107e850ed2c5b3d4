using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Scheduler.Api;

/// <summary>Every refusal of this service.</summary>
internal static class Problems
{
    internal static ProblemHttpResult Invalid(IEnumerable<KeyValuePair<string, string[]>> parameters) => ProblemCatalogue.ParameterInvalid.Answer(
        [.. parameters.SelectMany(wrong => wrong.Value, (wrong, why) => ProblemError.OfParameter(wrong.Key, "value", why))]);

    internal static ProblemHttpResult Invalid(string parameter, string why) => Invalid([new(parameter, [why])]);

    /// <param name="members">By name, each at the top of the body.</param>
    internal static ProblemHttpResult InvalidBody(IEnumerable<KeyValuePair<string, string[]>> members) => ProblemCatalogue.BodyInvalid.Answer(
        [.. members.SelectMany(wrong => wrong.Value, (wrong, why) => ProblemError.OfBody($"/{wrong.Key}", "value", why))]);

    /// <summary>The whole body, which is a list, breaks a rule.</summary>
    internal static ProblemHttpResult InvalidList(string why) => ProblemCatalogue.BodyInvalid.Answer([ProblemError.OfBody("", "value", why)]);

    internal static ProblemHttpResult AuthorityNotAllowed() => ProblemCatalogue.AuthorityNotAllowed.Answer();

    internal static ProblemHttpResult AddressNotAllowed() => ProblemCatalogue.AddressNotAllowed.Answer();

    internal static ProblemHttpResult UnknownAuthority() => ProblemCatalogue.UnknownAuthority.Answer();

    internal static ProblemHttpResult UnknownCase() => ProblemCatalogue.UnknownCase.Answer();

    internal static ProblemHttpResult UnknownAlert() => ProblemCatalogue.UnknownAlert.Answer();

    internal static ProblemHttpResult AlertCleared() => ProblemCatalogue.AlertCleared.Answer();

    internal static ProblemHttpResult IntakeNotSet() => ProblemCatalogue.IntakeNotSet.Answer();

    internal static ProblemHttpResult IntakeAway() => ProblemCatalogue.IntakeAway.Answer();

    internal static ProblemHttpResult UnknownRecalculation() => ProblemCatalogue.UnknownRecalculation.Answer();

    internal static ProblemHttpResult RecalculationRunning() => ProblemCatalogue.RecalculationRunning.Answer();
}
