using System.ComponentModel;
using System.Security.Claims;
using System.Text.Json.Serialization;
using Ehcp.Messaging.ApiKeys;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Reporting.Caseload;

/// <summary><c>GET /v1/caseload</c>: the requests that no rate shows, because they have no plan yet.</summary>
public static class ReadCaseload
{
    public sealed record Query(
        [property: FromQuery(Name = "authority"), Description("ONS or DfE code; default: every authority the key may see.")] string? Authority,
        [property: FromQuery(Name = "asOf"), Description("An instant: the caseload as it was known then. Default: now.")] string? AsOf);

    /// <param name="Definition">What the figures mean.</param>
    /// <param name="AsOf">The instant they speak of; its London day is the day of the caseload.</param>
    /// <param name="KnownTo">When the newest event in them was recorded.</param>
    /// <param name="Rules">Release of the rules.</param>
    public sealed record Answer(
        CaseloadDefinition Definition,
        DateTimeOffset AsOf,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? KnownTo,
        string Rules,
        int Open,
        int Overdue,
        int OverdueWithExemption,
        int CannotCompute,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? MedianDays,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] OldestRequest? Oldest,
        IReadOnlyList<OpenInWeek> Weeks,
        IReadOnlyList<WaitedOn> WaitingOn);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Query query, HttpRequest request, ClaimsPrincipal user, OpenRequests requests, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(user, clock);
        parameters.Only(request.Query, "authority", "asOf");
        var known = parameters.AsKnown(query.Authority, query.AsOf);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        var (freshness, caseload) = await requests.CountAsync(known, user.HasScope(Scopes.ReadCases), cancellationToken);
        return TypedResults.Ok(new Answer(
            CaseloadDefinition.Words, known.At, freshness.KnownTo, freshness.Rules,
            caseload.Open, caseload.Overdue, caseload.OverdueWithExemption, caseload.CannotCompute, caseload.MedianDays, caseload.Oldest,
            caseload.Weeks, caseload.WaitingOn));
    }
}
