namespace Ehcp.Messaging.Outbox;

/// <summary>The outbox in SQL.</summary>
public static class OutboxTable
{
    internal const string Insert = "insert into outbox (message_id, type, body, headers, created_at) values (@message_id, @type, @body, @headers, @created_at)";

    // By state, never after a remembered id: a transaction that took a low id and commits late would be passed over for ever.
    internal const string Claim = """
        select id, message_id, type, body, headers, created_at, attempts
        from outbox
        where parked_at is null and (not_before is null or not_before <= @now)
        order by id
        limit @most
        for update skip locked
        """;

    internal const string DeleteConfirmed = "delete from outbox where id = any(@ids)";

    internal const string MarkRefused = """
        update outbox
        set attempts = outbox.attempts + refused.counts, last_error = refused.error, not_before = refused.not_before, parked_at = refused.parked_at
        from unnest(@id, @counts, @error, @not_before, @parked_at) as refused (id, counts, error, not_before, parked_at)
        where outbox.id = refused.id
        """;

    // Counts no further than 100,000: by then the alarm has long gone off, and counting would add to the trouble.
    internal const string Backlog = """
        select count(*) filter (where parked_at is null) as waiting, count(*) filter (where parked_at is not null) as parked,
            (select created_at from outbox where parked_at is null order by id limit 1) as oldest,
            coalesce(
                (select id from outbox where parked_at is null and attempts = 0 order by id limit 1),
                (select id from outbox where parked_at is null order by id limit 1)) as head
        from (select parked_at from outbox limit 100000) as counted
        """;

    internal const string Parked = """
        select id, message_id, type, attempts, last_error, created_at, parked_at
        from outbox where parked_at is not null and id > @after order by id limit @most
        """;

    internal const string Unpark = """
        update outbox set parked_at = null, not_before = null, attempts = 0
        where parked_at is not null and id = any(@ids) returning id, message_id, type
        """;

    internal const string Skip = "delete from outbox where parked_at is not null and id = any(@ids) returning id, message_id, type";
}
