using Ehcp.Contracts;
using Ehcp.Hosting.Access;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Hosting.Gate;

/// <summary><c>GET /v1/access</c>: for an auditor, who has seen, done or been refused what.</summary>
public static class AccessRoute
{
    private const int MostAtOnce = 1000;
    private const int Usual = 100;

    // More are told by the row alone.
    private const int MostCases = 20;

    private const string Example = """
        { "id": 7, "at": "2026-05-25T06:41:00Z", "caller": "pat@council.example", "callerId": "key:dashboards", "what": "case", "outcome": "shown",
          "authority": "E08000025", "caseReference": "EHC-2026-0001", "caseReferences": ["EHC-2026-0001"], "on": null, "query": null, "cases": 1 }
        """;

    private static RouteText List { get; } = new(
        "ReadAccess", "Access log", "List who has seen which case, newest first",
        $"Of the authorities of the caller. Rows of more than {MostCases} cases name them only at /v1/access/{{id}}.")
    {
        Parameters =
        [
            new("authority", Takes.Authority, "Only of this authority, one of the caller's. Without it, of all of them.", "E08000025"),
            new("caseReference", Takes.Text(200), "Only of this case.", "EHC-2026-0001"),
            new("caller", Takes.Text(), "Only of this caller: a name or an id.", "pat@council.example"),
            new("what", Takes.Text(100), "Only of this kind of look or act.", "case"),
            new("outcome", Takes.OneOf(Outcomes.All), "Only what came to this.", "shown"),
            new("from", Takes.Instant(), "Not before this instant.", "2026-05-25T06:41:00Z"),
            new("to", Takes.Instant(), "Before this instant.", "2026-05-26T06:41:00Z"),
            RouteParameter.Limit(MostAtOnce, Usual),
            new("after", Takes.Id, "The next of the page before. Without it the first page.", "7"),
            new("before", Takes.Id, "The same as after, which takes its place.", "7") { Deprecated = true },
        ],
        Answers = [new(200, "A page", typeof(AccessPage), $$"""{ "records": [{{Example}}], "next": 7, "before": 7 }""")],
    };

    private static RouteText Find { get; } = new("ReadAccessRecord", "Access log", "Read one look or act, with every case of it", "By the id that the list gives.")
    {
        Parameters = [new("id", Takes.Id, "The id of the row.", "7")],
        Answers = [new(200, "The look or act", typeof(AccessLine), Example), RouteAnswer.Of(ProblemCatalogue.UnknownAccessRecord)],
    };

    public static void MapAccessLog(this WebApplication app)
    {
        app.MapGet("/v1/access", ListAsync).Gate(Scopes.ReadAccess).ShowsCases("access").Describes(List);
        app.MapGet("/v1/access/{id:long}", FindAsync).Gate(Scopes.ReadAccess).ShowsCases("access").Describes(Find);
    }

    /// <param name="Records">Newest first.</param>
    /// <param name="Next">Value of <c>after</c> for the next page; null on the last.</param>
    /// <param name="Before">The same under its former name.</param>
    internal sealed record AccessPage(IReadOnlyList<AccessLine> Records, long? Next, long? Before);

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
        string? what = null, string? outcome = null, DateTimeOffset? from = null, DateTimeOffset? to = null, long? after = null, long? before = null, int limit = Usual)
    {
        var known = authority is null ? null : Authorities.Find(authority);
        if (authority is not null && (known is null || !gate.Sight.SeesAllOf(known.OnsCode)))
        {
            return ProblemCatalogue.ParameterInvalid.Answer(
                [ProblemError.OfParameter(nameof(authority), "value", "Must be the ONS or DfE code of an authority of this key.")]);
        }


        var records = await access.ReadAsync(gate.Sight.Within(known?.OnsCode), new(caseReference, caller, what, outcome, from, to, after ?? before), limit, cancellationToken);
        AccessLine[] lines = [.. records.Select(record => AccessLine.Of(record, MostCases, caseReference))];
        long? next = lines.Length == limit ? lines[^1].Id : null;
        return gate.Show(TypedResults.Ok(new AccessPage(lines, next, next)), lines.SelectMany(line => line.Seen()));
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
