using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Acknowledgements;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Policy;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>The alerts that stand in mails whose content is not fixed yet, read under the locks of their plans.</summary>
internal sealed class MailedAlerts(AcknowledgementLinks links, AlertPolicies policies)
{
    // A plan that was changed since is not found, also when its change is committed while this waits for it: the line is stale.
    private const string Lines = """
        select line.id, line.mail_id, line.authority, line.case_reference, line.milestone, line.clock, line.last_day,
            case line.rung when 'cleared' then ended.rule else plan.rule end as rule, said.until, said.plan, line.rung = 'cleared' as cleared
        from (select * from alert where mail_id = any(@mails) and state = 'planned'
            order by authority collate "C", case_reference collate "C", milestone collate "C", clock collate "C") as line
        left join lateral (
            select rule from alert_plan
            where (alert_plan.authority, alert_plan.case_reference, alert_plan.milestone, alert_plan.clock)
                = (line.authority, line.case_reference, line.milestone, line.clock)
            and alert_plan.last_day = line.last_day and alert_plan.arming = line.arming
            for share) as plan on true
        left join lateral (
            select until, acknowledgement.plan from acknowledgement join alert on alert.id = alert_id
            where (alert.authority, alert.case_reference, alert.milestone, alert.clock, alert.last_day, alert.arming)
                = (line.authority, line.case_reference, line.milestone, line.clock, line.last_day, line.arming)
            and until >= @today
            order by acknowledgement.id desc limit 1) as said on true
        left join lateral (
            select coalesce((
                select clock.rule from case_timeline as held cross join unnest(held.milestones, held.clocks, held.rule_ids) as clock (milestone, id, rule)
                where held.authority = line.authority and held.case_reference = line.case_reference
                and clock.milestone = line.milestone and clock.id = line.clock), '') as rule
            where not exists (
                select from alert_plan as back
                where (back.authority, back.case_reference, back.milestone, back.clock, back.last_day)
                    = (line.authority, line.case_reference, line.milestone, line.clock, line.last_day))) as ended on line.rung = 'cleared'
        """;

    internal async Task<AlertsOfMails> ReadAsync(NpgsqlConnection connection, long[] mails, DateOnly today, CancellationToken cancellationToken)
    {
        if (mails.Length == 0)
        {
            return new([]);
        }

        var lines = await LinesAsync(connection, mails, new(today, policies.Calendar), cancellationToken);
        var asked = await AdviceAsked.ReadAsync(
            connection, lines.Where(line => line.Line is not null).Select(line => (line.Line!.Key, line.Line.Rule)), cancellationToken);
        return new(lines.ConvertAll(line =>
            line.Line is { } told && asked.TryGetValue(told.Key, out var whom) ? line with { Line = told with { WaitsOn = whom } } : line));
    }

    private async Task<List<(long Alert, long Mail, MailLine? Line)>> LinesAsync(
        NpgsqlConnection connection, long[] mails, MailDay day, CancellationToken cancellationToken)
    {
        await using var select = connection.Sql(Lines).With("mails", mails).With("today", day.Today);
        return await select.ListAsync(row => (row.Long("id"), row.Long("mail_id"), Line(row, day)), cancellationToken);
    }

    private MailLine? Line(Rows row, MailDay day) => row.TextOrNull("rule") is not { } rule ? null : new(row.ClockKey(), row.Day("last_day"), rule, day)
    {
        Acknowledged = row.DayOrNull("until") is { } until ? (until, row.Text("plan")) : null,
        AcknowledgeLink = row.Flag("cleared") ? null : links.For(row.Long("id"), day.Today),
        Cleared = row.Flag("cleared"),
    };
}

/// <summary>Alerts by mail. Those whose plan was changed since are stale: they tell nobody.</summary>
internal sealed class AlertsOfMails(IReadOnlyCollection<(long Alert, long Mail, MailLine? Line)> alerts)
{
    private const string DropStale = "update alert set state = 'dropped', mail_id = null, told = null, because = null where id = any(@ids)";

    private const string Mark = "update alert set state = 'mailed' where id = any(@ids)";

    internal ILookup<long, MailLine> Standing { get; } = alerts.Where(alert => alert.Line is not null).ToLookup(alert => alert.Mail, alert => alert.Line!);

    internal NpgsqlBatchCommand Drop() => Command(DropStale, alerts.Where(alert => alert.Line is null));

    internal NpgsqlBatchCommand Mailed() => Command(Mark, alerts.Where(alert => alert.Line is not null));

    private static NpgsqlBatchCommand Command(string sql, IEnumerable<(long Alert, long Mail, MailLine? Line)> alerts) =>
        new NpgsqlBatchCommand(sql).With("ids", alerts.Select(alert => alert.Alert).ToArray());
}
