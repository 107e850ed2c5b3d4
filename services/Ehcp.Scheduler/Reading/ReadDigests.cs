using Ehcp.Contracts.Http;
using Ehcp.Deadlines;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
using Npgsql;

namespace Ehcp.Scheduler.Reading;

/// <summary>What morning digests told of a case, and which role. They come every working day, so those that say the same are counted.</summary>
internal static class ReadDigests
{
    private const string Select = """
        select line.milestone, line.clock, line.last_day, line.role, mail.state, mail.sent_to <> mail.recipient as to_shadow,
            count(*)::int as times, min(mail.sending_at) as first_at, max(mail.sending_at) as last_at
        from digest_line as line join mail on mail.id = line.mail_id
        where line.authority = @authority and line.case_reference = @case_reference and line.told and mail.sending_at <= @instant
        group by line.milestone, line.clock, line.last_day, line.role, mail.state, to_shadow
        order by last_at desc, line.milestone, line.clock, line.last_day, line.role
        """;

    internal static async Task<IReadOnlyList<CaseDigest>> OfCaseAsync(
        NpgsqlDataSource database, WorkingDays calendar, CaseKey key, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await using var select = database.Sql(Select)
            .With("authority", key.Authority).With("case_reference", key.CaseReference).With("instant", instant);
        return await select.ListAsync(
            row => new CaseDigest(
                row.Text("milestone"), row.Text("clock"), row.DayOrNull("last_day"),
                row.DayOrNull("last_day") is { } lastDay ? calendar.OperationalDate(lastDay) : null,
                row.Text("role"), row.Text("state"), row.Flag("to_shadow"), row.Int("times"), row.Instant("first_at"), row.Instant("last_at")),
            cancellationToken);
    }
}
