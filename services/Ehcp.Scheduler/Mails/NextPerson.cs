using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Policy;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>When a mail is refused, its alerts go to the next role that is somebody else. The refused ones stay parked, for the case to show.</summary>
internal sealed class NextPerson(AlertPolicies policies)
{
    private const string AlertsOf = """
        select alert.id, alert.authority, alert.role, held.case_officer, held.deputy, held.team
        from alert left join case_timeline as held on held.authority = alert.authority and held.case_reference = alert.case_reference
        where alert.mail_id = @mail and alert.state = 'mailed'
        """;

    private const string Insert = """
        insert into alert (authority, case_reference, milestone, clock, rung, last_day, arming, role, state, fired_at, because)
        select authority, case_reference, milestone, clock, rung, last_day, arming, next.role, 'planned', @now, next.because
        from unnest(@id, @role, @because) as next (id, role, because) join alert on alert.id = next.id
        on conflict (authority, case_reference, milestone, clock, rung, last_day, arming, role) do nothing
        """;

    /// <summary>In the transaction that parks the mail.</summary>
    internal async Task TellAsync(NpgsqlConnection connection, long mail, string refused, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var next = await NextAsync(connection, mail, refused, LondonCalendar.DayOf(now), cancellationToken);
        await using var insert = connection.Sql(Insert).With("now", now).With(RowSet.Of(next)
            .With("id", alert => alert.Id)
            .With("role", alert => AlertRoles.Name(alert.Role))
            .With("because", alert => $"mail to the {alert.After} was not delivered"));
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<List<(long Id, AlertRole Role, string After)>> NextAsync(
        NpgsqlConnection connection, long mail, string refused, DateOnly today, CancellationToken cancellationToken)
    {
        var unreachable = await RefusedAddresses.UnreachableAsync(connection, today, cancellationToken);
        await using var select = connection.Sql(AlertsOf).With("mail", mail);
        await using var row = await select.RowsAsync(cancellationToken);
        var next = new List<(long, AlertRole, string)>();
        while (await row.NextAsync(cancellationToken))
        {
            var (alert, authority, refusedRole) = (row.Long("id"), row.Text("authority"), row.Text("role"));
            var holders = CaseHolders.Read(row);
            var recipients = policies.For(authority).Recipients;
            var role = AlertRoles.Next(AlertRoles.Find(refusedRole)!.Value);
            while (role is { } each && recipients.Of(each, holders, unreachable) is var told && (told.Address == refused || told.Role != each))
            {
                role = AlertRoles.Next(each);
            }

            if (role is { } found)
            {
                next.Add((alert, found, refusedRole));
            }
        }

        return next;
    }
}
