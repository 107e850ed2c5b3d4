using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Questions;
using Npgsql;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>Reads the requests of one authority that are in a collection.</summary>
internal sealed class Sen2Records(FigureReader figures)
{
    private const string RowsSql = """
        select case_reference, request_id, received_on, received_on_usable, assessment_decided_on, assessment_decision,
               issue_decided_on, issue_decision, plan_sent_on, closed_on, exemption_claimed, cannot_compute_because
        from known_request where {0} and (received_on is null or received_on <= @last) and {1}
        order by case_reference, request_id
        """;

    // What ended before the year is in none of its rows; what never ended has no such day.
    private const string NotEnded = """
        coalesce(greatest(plan_sent_on, closed_on, case when assessment_decision = 'refuse' then assessment_decided_on end,
                          case when issue_decision = 'not-issue' then issue_decided_on end), @first) >= @first
        """;

    private const string BodiesSql = """
        select body from case_snapshot where authority = any(@authorities)
          and case_reference in (select case_reference from known_request where {0} and (received_on is null or received_on <= @last) and {1})
        """;

    internal async Task<(Freshness Freshness, List<Sen2Record> Records)> ReadAsync(Sen2Year year, AsKnown known, CancellationToken cancellationToken)
    {
        var facts = new List<Sen2Facts>();
        var origins = new Dictionary<(string CaseReference, string RequestId), Sen2Origins>();
        var freshness = await figures.ReadAsync(
            known, [new("first", year.First), new("last", year.Last)], cancellationToken,
            new Reading(Of(RowsSql, known), row => facts.Add(Facts(row))),
            new Reading(Of(BodiesSql, known), row =>
            {
                var snapshot = JsonSerializer.Deserialize<CaseSnapshot>(row.GetFieldValue<byte[]>(0), ContractsJson.Options)!;
                foreach (var (requestId, found) in Sen2Origins.Of(snapshot, known.At))
                {
                    origins[(snapshot.CaseReference, requestId)] = found;
                }
            }));
        return (freshness, [.. facts.Select(With).Select(one => Sen2Record.Of(one, year)).OfType<Sen2Record>()]);

        Sen2Facts With(Sen2Facts one) => origins.TryGetValue((one.CaseReference, one.RequestId), out var found) ? one with { Origins = found } : one;
    }

    private static string Of(string sql, AsKnown known) =>
        sql.Replace("{0}", known.Rows, StringComparison.Ordinal).Replace("{1}", NotEnded, StringComparison.Ordinal);

    private static Sen2Facts Facts(NpgsqlDataReader row)
    {
        return new(
            row.GetString(0), row.GetString(1), Day(2), row.GetBoolean(3), Day(4), Text(5), Day(6), Text(7), Day(8), Day(9), row.GetBoolean(10), Text(11));

        DateOnly? Day(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }
}
