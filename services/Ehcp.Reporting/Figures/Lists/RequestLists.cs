using Ehcp.Reporting.Figures.Caseload;
using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Measures;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Reporting.Figures.Lists;

/// <summary>The requests behind a number: a list is counted by the same words as the figure it explains.</summary>
public sealed class RequestLists(FigureReader figures, IOptions<MeasureSettings> settings)
{
    // What has no date of receipt comes before every date, in either order.
    private const string AfterOldest = """
        (coalesce(received_on, '-infinity'), authority, case_reference, request_id) > (@after_received, @after_authority, @after_case, @after_request)
        """;

    private const string AfterNewest = """
        (coalesce(received_on, '-infinity') < @after_received or (coalesce(received_on, '-infinity') = @after_received
         and (authority, case_reference, request_id) > (@after_authority, @after_case, @after_request)))
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
            new Reading($"select count(*)::int from known_request where {Where(question)}", row => total = row.GetInt32(0)),
            new Reading(Rows(question), row =>
            {
                if (shown == question.Limit)
                {
                    next = ListPlace.Of(last!, question.After.Position + shown).Write(question.Known.At);
                    return;
                }

                each(last = Request(row));
                shown++;
            }));
        return (freshness, total, next);
    }

    private string Rows(ListQuestion question) => $"""
        select authority, case_reference, request_id, received_on, received_on_usable and received_on is not null, plan_sent_on,
               coalesce(plan_sent_on, @day) - received_on, case when {OpenRequests.IsOpenSql} then {OpenRequests.WaitedOnSql} end,
               team, area, primary_need, exemption_claimed, cannot_compute_because
        from known_request
        where {Where(question)}{(question.After.IsKey ? $" and {(question.Newest ? AfterNewest : AfterOldest)}" : "")}
        order by received_on {(question.Newest ? "desc nulls last" : "nulls first")}, authority, case_reference, request_id
        limit @limit offset @skipped
        """;

    private string Where(ListQuestion question) => string.Join(" and ", Conditions(question));

    private IEnumerable<string> Conditions(ListQuestion question)
    {
        yield return question.Known.Rows;
        yield return question.List.Where;
        if (question.List.IsOfPlans)
        {
            yield return settings.Value.PlansSql;
        }

        if (question.From is not null)
        {
            yield return $"{question.List.Day} >= @from";
        }

        if (question.To is not null)
        {
            yield return $"{question.List.Day} <= @to";
        }

        if (question.Week is { } week)
        {
            yield return $"received_on_usable and cannot_compute_because is null and (greatest(0, @day - received_on) + 6) / 7 >= {week.From}";
            if (week.To is { } last)
            {
                yield return $"(greatest(0, @day - received_on) + 6) / 7 <= {last}";
            }
        }

        if (question.WaitingOn is not null)
        {
            yield return $"@waiting_on = any({OpenRequests.WaitedOnSql})";
        }

        if (question.Exempt is { } exempt)
        {
            yield return exempt ? "exemption_claimed" : "not exemption_claimed";
        }

        if (question.Team is not null)
        {
            yield return "team = @team";
        }

        yield return question.Sight.Where();
    }

    private static IEnumerable<NpgsqlParameter> ParametersOf(ListQuestion question)
    {
        yield return new("limit", NpgsqlDbType.Integer) { Value = (object?)(question.Limit + 1) ?? DBNull.Value };
        yield return new("skipped", question.After.Skipped);
        yield return new("after_received", question.After.ReceivedOn ?? DateOnly.MinValue);
        yield return new("after_authority", question.After.Authority);
        yield return new("after_case", question.After.CaseReference);
        yield return new("after_request", question.After.RequestId);
        if (question.From is { } from)
        {
            yield return new("from", from);
        }

        if (question.To is { } to)
        {
            yield return new("to", to);
        }

        if (question.WaitingOn is { } whom)
        {
            yield return new("waiting_on", whom);
        }

        if (question.Team is { } team)
        {
            yield return new("team", team);
        }

        foreach (var parameter in question.Sight.Parameters())
        {
            yield return parameter;
        }
    }

    private static ListedRequest Request(NpgsqlDataReader row)
    {
        var receivedOn = Day(3);
        var measurable = row.GetBoolean(4);
        return new(
            row.GetString(0), row.GetString(1), row.GetString(2), receivedOn,
            measurable ? receivedOn!.Value.AddDays(TwentyWeeks.Days) : null,
            Day(5), measurable ? row.GetInt32(6) : null,
            row.IsDBNull(7) ? null : row.GetFieldValue<string[]>(7),
            Text(8), Text(9), Text(10), row.GetBoolean(11), Text(12));

        DateOnly? Day(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }
}
