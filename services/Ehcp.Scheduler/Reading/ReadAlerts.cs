using Ehcp.Contracts.Http;
using Ehcp.Deadlines;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Scheduler.Api;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Scheduler.Reading;

/// <summary>What was told, or will be, and how far it came. Roles, never addresses.</summary>
internal static class ReadAlerts
{
    internal const int MostAtOnce = 500;
    internal const int Usual = 100;

    internal static readonly string[] States = [.. MailStates.Names, "dropped"];

    /// <summary>What is left out restricts nothing.</summary>
    /// <param name="Before">Only alerts with a lower id: the pages after the first.</param>
    internal sealed record Filter(
        string? CaseReference = null, string? Milestone = null, string? Rung = null, string? Role = null, string? State = null, long? Before = null);

    private const string Select = $"""
        select alert.id, alert.authority, alert.case_reference, alert.milestone, alert.clock, alert.rung, alert.last_day, alert.role,
            {HowFar.Sql}, alert.fired_at, case alert.state when 'mailed' then mail.settled_at end,
            coalesce(alert.state = 'mailed' and mail.sent_to <> mail.recipient, false),
            said.until, said.plan, said.said_by, said.said_at, alert.told, alert.because
        from alert left join mail on mail.id = alert.mail_id
        left join lateral (select * from acknowledgement where alert_id = alert.id order by acknowledgement.id desc limit 1) as said on true
        where alert.authority = any($1) and ($2::text is null or alert.case_reference = $2)
        and ($3::text is null or {HowFar.Sql} = $3)
        and ($4::bigint is null or alert.id < $4)
        and ($6::text is null or alert.milestone = $6) and ($7::text is null or alert.rung = $7) and ($8::text is null or alert.role = $8)
        order by alert.id desc limit $5
        """;

    internal static async Task<Results<Ok<AlertPage>, ProblemHttpResult>> HandleAsync(
        string? authority, string? caseReference, string? milestone, string? rung, string? role, string? state, long? after, long? before, int? limit,
        Passage gate, NpgsqlDataSource database, AlertPolicies policies, LawInForce law, CancellationToken cancellationToken)
    {
        if (authority is not null && !gate.Sight.SeesAllOf(authority))
        {
            return Problems.AuthorityNotAllowed();
        }

        if (rung is not null && !policies.Rungs.Contains(rung) && !await WasFiredAsync(database, rung, cancellationToken))
        {
            return Problems.Invalid(nameof(rung), "one-of", $"Must be one of {string.Join(", ", policies.Rungs)}.");
        }

        var page = await PageAsync(
            database, law.Current.Calendar, gate.Sight.Within(authority), new(caseReference, milestone, rung, role, state, after ?? before), limit ?? Usual,
            cancellationToken);
        return gate.Show(TypedResults.Ok(page), page.Alerts.Select(alert => Seen.Case(alert.Authority, alert.CaseReference)));
    }

    // A rung that has left the ladders is still one of the alerts it gave.
    private static async Task<bool> WasFiredAsync(NpgsqlDataSource database, string rung, CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand("select exists (select from alert where rung = $1)");
        select.Parameters.Add(new() { Value = rung });
        return (bool)(await select.ExecuteScalarAsync(cancellationToken))!;
    }

    internal static async Task<AlertPage> PageAsync(
        NpgsqlDataSource database, WorkingDays calendar, Sight sight, Filter filter, int limit, CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand(Select);
        select.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = sight.WholeAuthorities },
            new NpgsqlParameter<string?> { TypedValue = filter.CaseReference },
            new NpgsqlParameter<string?> { TypedValue = filter.State },
            new() { Value = (object?)filter.Before ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
            new() { Value = limit + 1 },
            new NpgsqlParameter<string?> { TypedValue = filter.Milestone },
            new NpgsqlParameter<string?> { TypedValue = filter.Rung },
            new NpgsqlParameter<string?> { TypedValue = filter.Role },
        });
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        var alerts = new List<CaseAlert>(limit);
        while (await reader.ReadAsync(cancellationToken))
        {
            var lastDay = reader.GetFieldValue<DateOnly>(6);
            alerts.Add(new(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5),
                lastDay, calendar.OperationalDate(lastDay), reader.GetString(7), reader.GetString(8), reader.GetFieldValue<DateTimeOffset>(9),
                reader.IsDBNull(10) ? null : reader.GetFieldValue<DateTimeOffset>(10), Text(reader, 16), Text(reader, 17), reader.GetBoolean(11),
                reader.IsDBNull(12) ? null : new(
                    reader.GetFieldValue<DateOnly>(12), reader.GetString(13), reader.GetString(14), reader.GetFieldValue<DateTimeOffset>(15))));
        }

        return alerts.Count > limit ? new(alerts[..limit], alerts[limit - 1].Id) : new(alerts, null);
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}

/// <summary>A page of alerts.</summary>
/// <param name="Alerts">Newest first.</param>
/// <param name="Next">Value of <c>after</c> for the page that follows; null on the last.</param>
internal sealed record AlertPage(IReadOnlyList<CaseAlert> Alerts, long? Next);
