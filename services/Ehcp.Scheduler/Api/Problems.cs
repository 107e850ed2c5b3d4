using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Scheduler.Api;

/// <summary>Every refusal of this service.</summary>
internal static class Problems
{
    internal static ProblemHttpResult Invalid(string parameter, string rule, string why) =>
        ProblemCatalogue.ParameterInvalid.Answer([ProblemError.OfParameter(parameter, rule, why)]);

    internal static ProblemHttpResult InvalidBody(IReadOnlyList<ProblemError> errors) => ProblemCatalogue.BodyInvalid.Answer(errors);

    /// <summary>The body is a list, and has more entries than are taken at once.</summary>
    internal static ProblemHttpResult TooManyEntries(int most) => InvalidBody([ProblemError.OfBody("", "most", $"Must have at most {most} entries.")]);

    internal static ProblemHttpResult AuthorityNotAllowed() => ProblemCatalogue.AuthorityNotAllowed.Answer();

    internal static ProblemHttpResult AddressNotAllowed() => ProblemCatalogue.AddressNotAllowed.Answer();

    internal static ProblemHttpResult UnknownAuthority() => ProblemCatalogue.UnknownAuthority.Answer();

    internal static ProblemHttpResult UnknownCase() => ProblemCatalogue.UnknownCase.Answer();

    internal static ProblemHttpResult UnknownAlert() => ProblemCatalogue.UnknownAlert.Answer();

    internal static ProblemHttpResult AlertCleared() => ProblemCatalogue.AlertCleared.Answer();

    internal static ProblemHttpResult NoSuccessor() => ProblemCatalogue.NoSuccessor.Answer();

    internal static ProblemHttpResult VestingDayAhead(DateOnly day) => ProblemCatalogue.Conflict.Answer(
        $"Cases pass on from {day:yyyy-MM-dd}. Until then it can only be tried: dryRun=true.");

    internal static ProblemHttpResult IntakeNotSet() => ProblemCatalogue.IntakeNotSet.Answer();

    internal static ProblemHttpResult IntakeAway() => ProblemCatalogue.IntakeAway.Answer();

    internal static ProblemHttpResult UnknownRecalculation() => ProblemCatalogue.UnknownRecalculation.Answer();

    internal static ProblemHttpResult RecalculationRunning() => ProblemCatalogue.RecalculationRunning.Answer();
}
