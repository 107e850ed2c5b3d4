using Ehcp.Contracts.Http;
using Ehcp.Deadlines;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Api;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

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
            {HowFar.Sql} as how_far, alert.fired_at, case alert.state when 'mailed' then mail.settled_at end as settled_at,
            coalesce(alert.state = 'mailed' and mail.sent_to <> mail.recipient, false) as to_shadow,
            said.until, said.plan, said.said_by, said.said_at, alert.told, alert.because
        from alert left join mail on mail.id = alert.mail_id
        left join lateral (select * from acknowledgement where alert_id = alert.id order by acknowledgement.id desc limit 1) as said on true
        where alert.authority = any(@authorities) and (@case_reference::text is null or alert.case_reference = @case_reference)
        and (@state::text is null or {HowFar.Sql} = @state)
        and (@before::bigint is null or alert.id < @before)
        and (@milestone::text is null or alert.milestone = @milestone)
        and (@rung::text is null or alert.rung = @rung) and (@role::text is null or alert.role = @role)
        order by alert.id desc limit @most
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
        await using var select = database.Sql("select exists (select from alert where rung = @rung)").With("rung", rung);
        return await select.ValueAsync<bool>(cancellationToken);
    }

    internal static async Task<AlertPage> PageAsync(
        NpgsqlDataSource database, WorkingDays calendar, Sight sight, Filter filter, int limit, CancellationToken cancellationToken)
    {
        await using var select = database.Sql(Select)
            .With("authorities", sight.WholeAuthorities).With("case_reference", filter.CaseReference).With("milestone", filter.Milestone)
            .With("rung", filter.Rung).With("role", filter.Role).With("state", filter.State).With("before", filter.Before).With("most", limit + 1);
        var alerts = await select.ListAsync(row => Read(row, calendar), cancellationToken);
        return alerts.Count > limit ? new(alerts[..limit], alerts[limit - 1].Id) : new(alerts, null);
    }

    private static CaseAlert Read(Rows row, WorkingDays calendar) => new(
        row.Long("id"), row.Text("authority"), row.Text("case_reference"), row.Text("milestone"), row.Text("clock"), row.Text("rung"),
        row.Day("last_day"), calendar.OperationalDate(row.Day("last_day")), row.Text("role"), row.Text("how_far"), row.Instant("fired_at"), row.InstantOrNull("settled_at"),
        row.TextOrNull("told"), row.TextOrNull("because"), row.Flag("to_shadow"),
        row.DayOrNull("until") is { } until ? new(until, row.Text("plan"), row.Text("said_by"), row.Instant("said_at")) : null);
}

/// <summary>A page of alerts.</summary>
/// <param name="Alerts">Newest first.</param>
/// <param name="Next">Value of <c>after</c> for the page that follows; null on the last.</param>
internal sealed record AlertPage(IReadOnlyList<CaseAlert> Alerts, long? Next);
