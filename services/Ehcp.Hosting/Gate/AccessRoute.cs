using Ehcp.Hosting.Access;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Hosting.Gate;

/// <summary><c>GET /v1/access</c>: for an auditor, who has seen, done or been refused what.</summary>
public static class AccessRoute
{
    internal const int MostAtOnce = 1000;
    internal const int Usual = 100;

    // More are told by the row alone.
    internal const int MostCases = 20;

    public static void MapAccessLog(this WebApplication app)
    {
        app.MapGet("/v1/access", ListAsync).Gate(Scopes.ReadAccess).ShowsCases("access").Describes(AccessTexts.ReadAccess);
        app.MapGet("/v1/access/{id:long}", FindAsync).Gate(Scopes.ReadAccess).ShowsCases("access").Describes(AccessTexts.ReadAccessRecord);
    }

    /// <param name="Records">Newest first.</param>
    /// <param name="Next">Value of <c>after</c> for the next page; null on the last.</param>
    /// <param name="Before">The same as <c>next</c>, which takes its place.</param>
    internal sealed record AccessPage(IReadOnlyList<AccessLine> Records, long? Next, long? Before);

    /// <param name="Id">Number of the row.</param>
    /// <param name="At">When it was.</param>
    /// <param name="Caller">The name of who looked or acted.</param>
    /// <param name="CallerId">What nobody else is called; absent in rows from before there were such names.</param>
    /// <param name="What">What was looked at or done.</param>
    /// <param name="Outcome">What came of it.</param>
    /// <param name="Authority">ONS code; absent where it is of no one authority.</param>
    /// <param name="CaseReference">The case, where it is one or was asked for.</param>
    /// <param name="CaseReferences">Every case, where they are few.</param>
    /// <param name="On">What else it was about: ids, addresses, names.</param>
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

        // Of no authority is only what was asked for of one that there is not.
        internal IEnumerable<Seen> ShownCases() => Authority is null
            ? []
            : (CaseReferences ?? []).Union(CaseReference is null ? [] : [CaseReference]).Select(reference => Seen.Case(Authority, reference));
    }

    private static async Task<Results<Ok<AccessPage>, ProblemHttpResult>> ListAsync(
        string? authority, string? caseReference, string? caller, string? what, string? outcome, DateTimeOffset? from, DateTimeOffset? to,
        long? after, long? before, int? limit, AccessLog access, Passage gate, CancellationToken cancellationToken)
    {
        if (authority is not null && !gate.Sight.SeesAllOf(authority))
        {
            return ProblemCatalogue.AuthorityNotAllowed.Answer();
        }

        var most = limit ?? Usual;
        var records = await access.ReadAsync(
            gate.Sight.Within(authority), new(caseReference, caller, what, outcome, from, to, after ?? before), most + 1, cancellationToken);
        AccessLine[] lines = [.. records.Take(most).Select(record => AccessLine.Of(record, MostCases, caseReference))];
        long? next = records.Count > most ? lines[^1].Id : null;
        return gate.Show(TypedResults.Ok(new AccessPage(lines, next, next)), lines.SelectMany(line => line.ShownCases()));
    }

    private static async Task<Results<Ok<AccessLine>, ProblemHttpResult>> FindAsync(
        long id, AccessLog access, Passage gate, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(gate.Sight, id, cancellationToken) is not { } record)
        {
            return ProblemCatalogue.UnknownAccessRecord.Answer();
        }

        var line = AccessLine.Of(record, int.MaxValue);
        return gate.Show(TypedResults.Ok(line), line.ShownCases());
    }
}
