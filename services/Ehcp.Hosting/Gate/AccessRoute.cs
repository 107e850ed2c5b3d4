using Ehcp.Contracts;
using Ehcp.Hosting.Access;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Hosting.Gate;

/// <summary><c>GET /v1/access</c>: for an auditor, who has seen, done or been refused what.</summary>
public static class AccessRoute
{
    private const int MostAtOnce = 1000;

    // More are told by the row alone.
    private const int MostCases = 20;

    public static void MapAccessLog(this WebApplication app)
    {
        app.MapGet("/v1/access", ListAsync).Gate(Scopes.ReadAccess).ShowsCases("access").WithName("ReadAccess")
            .WithSummary("Who has seen which case, newest first")
            .WithDescription("Of the authorities of the caller. caller is a name or an id; outcome is shown, refused, asked, done, nothing or failed; from and to are instants. "
                + $"before is the id after which a next page goes on; limit is 1 to {MostAtOnce}. Rows of more than {MostCases} cases name them only at /v1/access/{{id}}.");
        app.MapGet("/v1/access/{id:long}", FindAsync).Gate(Scopes.ReadAccess).ShowsCases("access").WithName("ReadAccessRecord")
            .WithSummary("One look or act, with every case of it");
    }

    /// <param name="Records">Newest first.</param>
    /// <param name="Before">Value of <c>before</c> for the next page; null on the last.</param>
    internal sealed record AccessPage(IReadOnlyList<AccessLine> Records, long? Before);

    /// <param name="Caller">The name of who looked or acted.</param>
    /// <param name="CallerId">What nobody else is called; absent in rows from before there were such names.</param>
    /// <param name="Outcome">What came of it.</param>
    /// <param name="Authority">ONS code; absent where it is of no one authority.</param>
    /// <param name="CaseReference">The case, where it is one or was asked for.</param>
    /// <param name="CaseReferences">Every case, where they are few.</param>
    /// <param name="On">What else it was about.</param>
    /// <param name="Query">As it was asked for.</param>
    /// <param name="Cases">How many cases.</param>
    internal sealed record AccessLine(
        long Id, DateTimeOffset At, string Caller, string? CallerId, string What, string Outcome, string? Authority, string? CaseReference,
        IReadOnlyList<string>? CaseReferences, IReadOnlyList<string>? On, string? Query, int Cases)
    {
        internal static AccessLine Of(AccessRecord record, int most, string? asked = null) => new(
            record.Id, record.At, record.Caller, record.CallerId, record.What, record.Outcome, record.Authority,
            asked ?? (record.CaseReferences is [var one] ? one : null), record.CaseReferences is { Length: > 0 } all && all.Length <= most ? all : null,
            record.Subjects, record.Query, record.Cases);

        internal IEnumerable<Seen> Seen()
        {
            foreach (var reference in (CaseReferences ?? []).Union(CaseReference is null ? [] : [CaseReference]))
            {
                // Of no authority is only what somebody was refused who named none that there is.
                if (Authority is not null)
                {
                    yield return Gate.Seen.Case(Authority, reference);
                }
            }
        }
    }

    private static async Task<Results<Ok<AccessPage>, ProblemHttpResult>> ListAsync(
        AccessLog access, Passage gate, CancellationToken cancellationToken, string? authority = null, string? caseReference = null, string? caller = null,
        string? what = null, string? outcome = null, DateTimeOffset? from = null, DateTimeOffset? to = null, long? before = null, int limit = 100)
    {
        var known = authority is null ? null : Authorities.Find(authority);
        var errors = new List<ProblemError>();
        if (authority is not null && (known is null || !gate.Sight.SeesAllOf(known.OnsCode)))
        {
            errors.Add(ProblemError.OfParameter(nameof(authority), "value", "Must be the ONS or DfE code of an authority of this key."));
        }

        if (outcome is not null && !Outcomes.All.Contains(outcome))
        {
            errors.Add(ProblemError.OfParameter(nameof(outcome), "value", $"Must be one of {string.Join(", ", Outcomes.All)}."));
        }

        if (limit is < 1 or > MostAtOnce)
        {
            errors.Add(ProblemError.OfParameter(nameof(limit), "whole", $"Must be a whole number from 1 to {MostAtOnce}."));
        }

        if (errors.Count > 0)
        {
            return ProblemCatalogue.ParameterInvalid.Answer(errors);
        }

        var records = await access.ReadAsync(gate.Sight.Within(known?.OnsCode), new(caseReference, caller, what, outcome, from, to, before), limit, cancellationToken);
        AccessLine[] lines = [.. records.Select(record => AccessLine.Of(record, MostCases, caseReference))];
        return gate.Show(TypedResults.Ok(new AccessPage(lines, lines.Length == limit ? lines[^1].Id : null)), lines.SelectMany(line => line.Seen()));
    }

    private static async Task<Results<Ok<AccessLine>, ProblemHttpResult>> FindAsync(long id, AccessLog access, Passage gate, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(gate.Sight, id, cancellationToken) is not { } record)
        {
            return ProblemCatalogue.UnknownAccessRecord.Answer();
        }

        var line = AccessLine.Of(record, int.MaxValue);
        return gate.Show(TypedResults.Ok(line), line.Seen());
    }
}
