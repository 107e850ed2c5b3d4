using Npgsql;

namespace Ehcp.Reporting.Rates;

/// <summary>The 20-week figures of a period, by either population.</summary>
public sealed class TwentyWeekRates(Figures figures)
{
    internal Task<(Freshness Freshness, List<PlansIssuedRow> Rows)> PlansIssuedAsync(RateQuestion question, CancellationToken cancellationToken) =>
        ReadAsync(
            question,
            $"""
            select {question.Group("plan_sent_on")},
                   count(*)::int,
                   count(*) filter (where received_on_usable and plan_sent_on <= received_on + 140)::int,
                   count(*) filter (where not exemption_claimed)::int,
                   count(*) filter (where not exemption_claimed and received_on_usable and plan_sent_on <= received_on + 140)::int,
                   count(*) filter (where not received_on_usable)::int
            from known_request
            where {question.Known.Rows} and plan_sent_on is not null {question.Period("plan_sent_on")}
            {question.GroupBy}
            """,
            row => PlansIssuedRow.Of(row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5)),
            cancellationToken);

    // The first column that fits takes the request. A plan outranks the refusal that a tribunal reversed on the way to it.
    internal Task<(Freshness Freshness, List<RequestsReceivedRow> Rows)> RequestsReceivedAsync(RateQuestion question, CancellationToken cancellationToken) =>
        ReadAsync(
            question,
            $"""
            select {question.Group("received_on")},
                   count(*)::int,
                   count(*) filter (where fate = 'in-time')::int,
                   count(*) filter (where fate = 'late')::int,
                   count(*) filter (where fate = 'open-in-time')::int,
                   count(*) filter (where fate = 'open-overdue')::int,
                   count(*) filter (where fate = 'refused-to-assess')::int,
                   count(*) filter (where fate = 'refused-to-issue')::int,
                   count(*) filter (where fate = 'closed')::int,
                   count(*) filter (where fate = 'cannot-compute')::int,
                   count(*) filter (where exemption_claimed)::int
            from known_request cross join lateral (select case
                when plan_sent_on is not null then case
                  when not received_on_usable then 'cannot-compute'
                  when plan_sent_on <= received_on + 140 then 'in-time'
                  else 'late' end
                when assessment_decision = 'refuse' then 'refused-to-assess'
                when issue_decision = 'not-issue' then 'refused-to-issue'
                when closed_on is not null then 'closed'
                when not received_on_usable or cannot_compute_because is not null then 'cannot-compute'
                when @day <= received_on + 140 then 'open-in-time'
                else 'open-overdue' end as fate) as became
            where {question.Known.Rows} {question.Period("received_on")}
            {question.GroupBy}
            """,
            row => new RequestsReceivedRow(
                row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5),
                row.GetInt32(6), row.GetInt32(7), row.GetInt32(8), row.GetInt32(9), row.GetInt32(10)),
            cancellationToken);

    private async Task<(Freshness Freshness, List<TRow> Rows)> ReadAsync<TRow>(
        RateQuestion question, string sql, Func<NpgsqlDataReader, TRow> row, CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        var freshness = await figures.ReadAsync(
            question.Known, [.. question.Parameters()], cancellationToken, new Reading(sql, reader => rows.Add(row(reader))));
        return (freshness, rows);
    }
}
