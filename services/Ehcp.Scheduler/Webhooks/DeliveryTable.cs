using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Changes;
using Npgsql;

namespace Ehcp.Scheduler.Webhooks;

/// <summary>How far each webhook has been told. Every statement that goes on asks for where it began: of two that deliver the same, one counts.</summary>
internal static class DeliveryTable
{
    private const string Due = """
        select id from webhook where state = 'active' and next_at <= @now and position <> (select coalesce(max(position), 0) from change)
        order by next_at limit @most
        """;

    private const string Find = """
        select id, url, kinds, authorities, secret, case when former_until > @now then former_secret end as former_secret, position, failures, failing_since
        from webhook where id = @id and state = 'active' and next_at <= @now
        """;

    private const string Page = """
        select feed.newest, change.position, change.kind, change.authority, change.case_reference, change.milestone, change.clock, change.last_day, change.at
        from (select coalesce(max(position), 0) as newest from change) as feed
        left join lateral (
            select * from change where position > @after and authority = any(@authorities) and kind = any(@kinds)
            order by position limit @most) as change on true
        order by change.position
        """;

    private const string Took = """
        update webhook set position = @to, failures = 0, failing_since = null, last_trouble = null,
          delivered_at = case when @has_told then @now else delivered_at end
        where id = @id and position = @from
        """;

    private const string Failed = """
        update webhook set failures = failures + 1, failing_since = coalesce(failing_since, @now), last_trouble = @trouble, next_at = @next_at,
          state = case when @stops then 'stopped' else state end
        where id = @id and position = @from and state = 'active'
        """;

    internal static async Task<List<long>> DueAsync(NpgsqlDataSource database, DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        await using var due = database.Sql(Due).With("now", now).With("most", most);
        return await due.ListAsync(row => row.Long("id"), cancellationToken);
    }

    internal static async Task<DueWebhook?> FindAsync(NpgsqlConnection connection, long id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var find = connection.Sql(Find).With("id", id).With("now", now);
        return await find.FirstOrNullAsync(
            row => new DueWebhook(
                row.Long("id"), row.Text("url"), row.Value<string[]>("kinds"), row.Value<string[]>("authorities"), row.Bytes("secret"),
                row.BytesOrNull("former_secret"), row.Long("position"), row.Int("failures"), row.InstantOrNull("failing_since")),
            cancellationToken);
    }

    /// <returns>What is to be told next, the oldest first, and the end of the feed at that instant.</returns>
    internal static async Task<(List<CaseChange> Changes, long Newest)> PageAsync(
        NpgsqlConnection connection, DueWebhook webhook, int most, Func<DateOnly?, DateOnly?> lastWorkingDay, CancellationToken cancellationToken)
    {
        var newest = 0L;
        await using var page = connection.Sql(Page).With("after", webhook.Position).With("authorities", webhook.Authorities).With("kinds", webhook.Kinds)
            .With("most", most);
        var rows = await page.ListAsync(
            row =>
            {
                newest = row.Long("newest");
                return row.IsNull("position") ? null : new CaseChange(
                    row.Long("position"), row.Text("kind"), row.Text("authority"), row.Text("case_reference"), row.TextOrNull("milestone"),
                    row.TextOrNull("clock"), row.DayOrNull("last_day"), lastWorkingDay(row.DayOrNull("last_day")), row.Instant("at"));
            },
            cancellationToken);
        return ([.. rows.OfType<CaseChange>()], newest);
    }

    /// <summary>It has been told up to there.</summary>
    internal static async Task TookAsync(
        NpgsqlConnection connection, DueWebhook webhook, long to, bool hasTold, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var took = connection.Sql(Took).With("id", webhook.Id).With("from", webhook.Position).With("to", to).With("has_told", hasTold)
            .With("now", now);
        await took.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>It did not take it. The statement joins the caller's batch.</summary>
    internal static NpgsqlBatchCommand Fails(DueWebhook webhook, string trouble, DateTimeOffset now, DateTimeOffset nextAt, bool stops) =>
        new NpgsqlBatchCommand(Failed).With("id", webhook.Id).With("from", webhook.Position).With("trouble", trouble).With("now", now)
            .With("next_at", nextAt).With("stops", stops);
}
