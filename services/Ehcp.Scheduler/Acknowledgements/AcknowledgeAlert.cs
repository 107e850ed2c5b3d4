using Ehcp.Contracts.Http;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Problems;
using Ehcp.Scheduler.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Scheduler.Acknowledgements;

/// <summary><c>POST /v1/alerts/{id}/acknowledge</c>: the rung is silent for its role to the end of the day <c>until</c>, and not longer.</summary>
internal static class AcknowledgeAlert
{
    private const int LongestName = 200;

    internal static async Task<Results<Ok<Acknowledgement>, ProblemHttpResult>> HandleAsync(
        long id, Acknowledging body, Passage gate, Acknowledge acknowledge, CancellationToken cancellationToken)
    {
        if (await acknowledge.FindAsync(id, cancellationToken) is not { } alert)
        {
            return Problems.UnknownAlert();
        }

        if (!gate.Sight.SeesAllOf(alert.Authority))
        {
            return gate.Refuse(Problems.AuthorityNotAllowed(), alert.Authority, alert.CaseReference);
        }

        var wrong = acknowledge.Check(body.Until, body.Plan);
        if (body.OnBehalfOf is { } name && (name.Length is 0 or > LongestName || name.Any(char.IsControl)))
        {
            wrong.Add(ProblemError.OfBody("/onBehalfOf", "text", $"Must be 1 to {LongestName} characters without control characters, or be left out."));
        }

        if (wrong.Count > 0)
        {
            return Problems.InvalidBody(wrong);
        }

        return alert.Stands
            ? gate.Did(
                TypedResults.Ok(await acknowledge.SayAsync(alert, body.Until, body.Plan, SaidBy(gate, body), cancellationToken)),
                cases: [Seen.Case(alert.Authority, alert.CaseReference)])
            : Problems.AlertCleared();
    }

    private static string SaidBy(Passage gate, Acknowledging body) => body.OnBehalfOf is { } name ? $"{gate.Caller.Name}: {name}" : gate.Caller.Name;
}
