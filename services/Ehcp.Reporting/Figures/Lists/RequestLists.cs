using Ehcp.Deadlines;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Sql;
using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Measures;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Reporting.Figures.Lists;

/// <summary>The requests behind a number: a list is counted by the same words as the figure it explains.</summary>
public sealed class RequestLists(FigureReader figures, IOptions<MeasureSettings> settings, LawInForce law)
{
    private const string Where = """
        where outcome = any(@outcomes)
          and (@is_measurable is null or (last_day is not null) = @is_measurable)
          and (not @is_overdue or is_overdue(last_day, @day))
          and (@from is null or case when @is_by_last_day then last_day else plan_sent_on end >= @from)
          and (@to is null or case when @is_by_last_day then last_day else plan_sent_on end <= @to)
          and (not @leaves_out_disputed or not after_mediation_or_tribunal)
          and (@first_week is null or week_after(days_since_receipt(request, @day)) >= @first_week)
          and (@last_week is null or week_after(days_since_receipt(request, @day)) <= @last_week)
          and (@waiting_on is null or @waiting_on = any(waits_for(request, @day)))
          and (@exempt is null or exemption_claimed = @exempt)
          and (@team is null or team = @team)
        """;

    // What has no date of receipt comes before every date, in either order.
    private const string After = """
        (@after_authority is null
          or case when @is_newest then coalesce(received_on, '-infinity') < @after_received else coalesce(received_on, '-infinity') > @after_received end
          or (coalesce(received_on, '-infinity') = @after_received
              and (authority, case_reference, request_id) > (@after_authority, @after_case, @after_request)))
        """;

    private static string TotalSql(Sight sight) =>
        $"select count(*)::int as total from requests_known(@known_at, @authorities) as request {Where} and {sight.Where()}";

    private static string RowsSql(Sight sight) => $"""
        select authority, case_reference, request_id, received_on, last_day, plan_sent_on,
               case when last_day is not null then coalesce(plan_sent_on, @day) - received_on end as days,
               case when outcome = 'open' then waits_for(request, @day) end as waiting_on,
               team, area, primary_need, exemption_claimed, cannot_compute_because
        from requests_known(@known_at, @authorities) as request {Where} and {sight.Where()} and {After}
        order by case when @is_newest then received_on end desc nulls last, case when not @is_newest then received_on end nulls first,
                 authority, case_reference, request_id
        limit @limit offset @skipped
        """;

    /// <returns>How many there are, those asked for, and where the next page goes on; null when this is the last.</returns>
    internal async Task<(Freshness Freshness, int Total, List<ListedRequest> Requests, string? Next)> ReadAsync(
        ListQuestion question, CancellationToken cancellationToken)
    {
        var requests = new List<ListedRequest>();
        var (freshness, total, next) = await ReadAsync(question, requests.Add, cancellationToken);
        return (freshness, total, requests, next);
    }

    /// <summary>As the other, one by one, so that not all of them are held.</summary>
    /// <param name="each">Is given each of those asked for, in order.</param>
    internal async Task<(Freshness Freshness, int Total, string? Next)> ReadAsync(
        ListQuestion question, Action<ListedRequest> each, CancellationToken cancellationToken)
    {
        var (total, shown, next) = (0, 0, (string?)null);
        ListedRequest? last = null;
        var freshness = await figures.ReadAsync(
            question.Known, [.. ParametersOf(question)], cancellationToken,
            new Reading(TotalSql(question.Sight), row => total = row.Int("total")),
            new Reading(RowsSql(question.Sight), row =>
            {
                if (shown == question.Limit)
                {
                    next = ListPlace.Of(last!, question.After.Position + shown).Write(question.Known.At);
                    return;
                }

                each(last = Request(row, law.Current.Calendar));
                shown++;
            }));
        return (freshness, total, next);
    }

    private IEnumerable<NpgsqlParameter> ParametersOf(ListQuestion question)
    {
        var list = question.List;
        yield return new("outcomes", list.Outcomes);
        yield return Maybe("is_measurable", NpgsqlDbType.Boolean, list.Measurable);
        yield return new("is_overdue", list.Overdue);
        yield return new("is_by_last_day", list.IsByLastDay);
        yield return new("leaves_out_disputed", list.IsOfPlans && settings.Value.LeavesOutDisputed);
        yield return Maybe("from", NpgsqlDbType.Date, question.From);
        yield return Maybe("to", NpgsqlDbType.Date, question.To);
        yield return Maybe("first_week", NpgsqlDbType.Integer, question.Week?.From);
        yield return Maybe("last_week", NpgsqlDbType.Integer, question.Week?.To);
        yield return Maybe("waiting_on", NpgsqlDbType.Text, question.WaitingOn);
        yield return Maybe("exempt", NpgsqlDbType.Boolean, question.Exempt);
        yield return Maybe("team", NpgsqlDbType.Text, question.Team);
        yield return new("is_newest", question.Newest);
        yield return Maybe("limit", NpgsqlDbType.Integer, question.Limit + 1);
        yield return new("skipped", question.After.Skipped);
        yield return Maybe("after_authority", NpgsqlDbType.Text, question.After.IsKey ? question.After.Authority : null);
        yield return new("after_received", question.After.ReceivedOn ?? DateOnly.MinValue);
        yield return new("after_case", question.After.CaseReference);
        yield return new("after_request", question.After.RequestId);

        foreach (var parameter in question.Sight.Parameters())
        {
            yield return parameter;
        }

        static NpgsqlParameter Maybe(string name, NpgsqlDbType type, object? value) => new(name, type) { Value = value ?? DBNull.Value };
    }

    private static ListedRequest Request(Rows row, WorkingDays calendar) => new(
        row.Text("authority"), row.Text("case_reference"), row.Text("request_id"), row.DayOrNull("received_on"), row.DayOrNull("last_day"),
        calendar.OperationalDate(row.DayOrNull("last_day")),
        row.DayOrNull("plan_sent_on"), row.IntOrNull("days"), row.IsNull("waiting_on") ? null : row.Value<string[]>("waiting_on"),
        row.TextOrNull("team"), row.TextOrNull("area"), row.TextOrNull("primary_need"), row.Flag("exemption_claimed"),
        row.TextOrNull("cannot_compute_because"));
}
