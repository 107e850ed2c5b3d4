using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Hosting.Sql;
using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>Reads the requests of one authority that are in a collection.</summary>
internal sealed class Sen2Records(FigureReader figures, LawInForce law)
{
    // What ended before the year is in none of its rows.
    private const string RowsSql = """
        select case_reference, request_id, received_on, received_on_usable, assessment_decided_on, assessment_decision,
               issue_decided_on, issue_decision, plan_sent_on, closed_on, exemption_claimed, cannot_compute_because
        from requests_known(@known_at, @authorities) as request
        where (received_on is null or received_on <= @last) and coalesce(last_end_of(request), @first) >= @first
        order by case_reference, request_id
        """;

    private const string BodiesSql = """
        select body from case_snapshot where authority = any(@authorities) and case_reference in (
          select case_reference from requests_known(@known_at, @authorities) as request
          where (received_on is null or received_on <= @last) and coalesce(last_end_of(request), @first) >= @first)
        """;

    internal async Task<(Freshness Freshness, List<Sen2Record> Records)> ReadAsync(Sen2Year year, AsKnown known, CancellationToken cancellationToken)
    {
        var facts = new List<Sen2Facts>();
        var origins = new Dictionary<(string CaseReference, string RequestId), Sen2Origins>();
        var freshness = await figures.ReadAsync(
            known, [new("first", year.First), new("last", year.Last)], cancellationToken,
            new Reading(RowsSql, row => facts.Add(Facts(row))),
            new Reading(BodiesSql, row =>
            {
                var snapshot = JsonSerializer.Deserialize<CaseSnapshot>(row.Bytes("body"), ContractsJson.Options)!;
                foreach (var (requestId, found) in Sen2Origins.Of(law.Current, snapshot, known.At))
                {
                    origins[(snapshot.CaseReference, requestId)] = found;
                }
            }));
        return (freshness, [.. facts.Select(With).Select(one => Sen2Record.Of(one, year)).OfType<Sen2Record>()]);

        Sen2Facts With(Sen2Facts one) => origins.TryGetValue((one.CaseReference, one.RequestId), out var found) ? one with { Origins = found } : one;
    }

    private static Sen2Facts Facts(Rows row) => new(
        row.Text("case_reference"), row.Text("request_id"), row.DayOrNull("received_on"), row.Flag("received_on_usable"),
        row.DayOrNull("assessment_decided_on"), row.TextOrNull("assessment_decision"), row.DayOrNull("issue_decided_on"), row.TextOrNull("issue_decision"),
        row.DayOrNull("plan_sent_on"), row.DayOrNull("closed_on"), row.Flag("exemption_claimed"), row.TextOrNull("cannot_compute_because"));
}
