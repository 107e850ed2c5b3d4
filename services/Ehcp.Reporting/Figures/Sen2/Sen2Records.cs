using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Hosting.Sql;
using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>Reads the requests and plans of one authority that are in a collection.</summary>
internal sealed class Sen2Records(FigureReader figures, LawInForce law)
{
    // What ended before the year is in no row of it, unless a plan came of it that may be active.
    private const string RowsSql = """
        select case_reference, request_id, received_on, received_on_usable, assessment_decided_on, assessment_decision,
               issue_decided_on, issue_decision, plan_sent_on, closed_on, exemption_claimed, cannot_compute_because
        from requests_known(@known_at, @authorities) as request
        where (received_on is null or received_on <= @last) and (coalesce(last_end_of(request), @first) >= @first or plan_sent_on is not null)
        order by case_reference, request_id
        """;

    // A case without a request has perhaps a plan that was held at go-live, or transferred in.
    private const string BodiesSql = """
        select body from case_snapshot where authority = any(@authorities) and (
          case_reference in (
            select case_reference from requests_known(@known_at, @authorities) as request
            where (received_on is null or received_on <= @last) and (coalesce(last_end_of(request), @first) >= @first or plan_sent_on is not null))
          or case_reference not in (select case_reference from requests_known(@known_at, @authorities)))
        """;

    internal async Task<Sen2Return> ReadAsync(Sen2Year year, DateOnly reference, AsKnown known, CancellationToken cancellationToken)
    {
        var facts = new List<Sen2Facts>();
        var cases = new Dictionary<string, Sen2Case>(StringComparer.Ordinal);
        var freshness = await figures.ReadAsync(
            known, [new("first", year.First), new("last", year.Last)], cancellationToken,
            new Reading(RowsSql, row => facts.Add(Facts(row))),
            new Reading(BodiesSql, row =>
            {
                var snapshot = JsonSerializer.Deserialize<CaseSnapshot>(row.Bytes("body"), ContractsJson.Options)!;
                cases[snapshot.CaseReference] = Sen2Case.Of(law.Current, snapshot, known.At, year, reference);
            }));
        var tells = cases.Values.Any(one => one.TellsOfDisputes);
        return new(
            freshness, [.. Records(facts, cases, year).Select(record => tells ? record : record with { Disputes = Sen2Disputes.NotTold })], tells);
    }

    private static IEnumerable<Sen2Record> Records(List<Sen2Facts> facts, Dictionary<string, Sen2Case> cases, Sen2Year year)
    {
        var records = new List<Sen2Record>();
        var placed = new HashSet<Sen2Plan>(ReferenceEqualityComparer.Instance);
        foreach (var one in facts)
        {
            var known = cases.GetValueOrDefault(one.CaseReference);
            var told = known is not null && known.Origins.TryGetValue(one.RequestId, out var origins) ? one with { Origins = origins } : one;
            var older = known?.Plan is { } plan && plan.RequestId == one.RequestId ? Sen2Record.OfPlan(told, plan) : null;
            if ((Sen2Record.Of(told, year) ?? older) is { } record)
            {
                records.Add(Add(known?.Complete(record) ?? record));
            }
        }

        foreach (var known in cases.Values.Where(known => known.Plan is { } plan && !placed.Contains(plan)))
        {
            var nothing = new Sen2Facts(
                known.CaseReference, known.Plan!.RequestId ?? Sen2Record.OfPlanHeld, null, false, null, null, null, null, null, null, false, null);
            records.Add(known.Complete(Sen2Record.OfPlan(nothing, known.Plan)));
        }

        return records.OrderBy(record => record.Facts.CaseReference, StringComparer.Ordinal).ThenBy(record => record.Facts.RequestId, StringComparer.Ordinal);

        Sen2Record Add(Sen2Record record)
        {
            if (record.Plan is { } plan)
            {
                placed.Add(plan);
            }

            return record;
        }
    }

    private static Sen2Facts Facts(Rows row) => new(
        row.Text("case_reference"), row.Text("request_id"), row.DayOrNull("received_on"), row.Flag("received_on_usable"),
        row.DayOrNull("assessment_decided_on"), row.TextOrNull("assessment_decision"), row.DayOrNull("issue_decided_on"), row.TextOrNull("issue_decision"),
        row.DayOrNull("plan_sent_on"), row.DayOrNull("closed_on"), row.Flag("exemption_claimed"), row.TextOrNull("cannot_compute_because"));
}

/// <summary>The return of one authority, as known at an instant.</summary>
/// <param name="Freshness">What it knew.</param>
/// <param name="Records">By case and request.</param>
/// <param name="TellsOfDisputes">Whether any source of the authority tells of mediation or tribunals: only then "no" is an answer.</param>
internal sealed record Sen2Return(Freshness Freshness, IReadOnlyList<Sen2Record> Records, bool TellsOfDisputes);
