using System.Security.Claims;
using Ehcp.Messaging.ApiKeys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Scheduler.Acknowledgements;

/// <summary><c>POST /v1/alerts/{id}/acknowledge</c>: the rung is silent for its role to the end of the day <c>until</c>, and not longer.</summary>
internal static class AcknowledgeAlert
{
    internal sealed record Body(DateOnly? Until, string? Plan);

    internal static async Task<Results<Ok<Acknowledgement>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        long id, Body body, ClaimsPrincipal user, Acknowledge acknowledge, CancellationToken cancellationToken)
    {
        if (await acknowledge.FindAsync(id, cancellationToken) is not { } alert)
        {
            return Problems.UnknownAlert();
        }

        if (!user.MayUseAuthority(alert.Authority))
        {
            return Problems.AuthorityNotAllowed();
        }

        if (acknowledge.Check(body.Until, body.Plan) is { Count: > 0 } wrong)
        {
            return Problems.Invalid(wrong);
        }

        return alert.Stands
            ? TypedResults.Ok(await acknowledge.SayAsync(alert, body.Until!.Value, body.Plan!, user.KeyName(), cancellationToken))
            : Problems.AlertCleared();
    }
}
