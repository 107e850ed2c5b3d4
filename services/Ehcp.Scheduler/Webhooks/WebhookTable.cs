using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Scheduler.Webhooks;

/// <summary>What a delivery needs of a webhook.</summary>
internal sealed record DueWebhook(
    long Id, string Url, string[] Kinds, string[] Authorities, byte[] Secret, byte[]? FormerSecret, long Position, int Failures, DateTimeOffset? FailingSince);

/// <summary>Webhooks, as they are made, listed and changed by people.</summary>
internal sealed class WebhookTable(NpgsqlDataSource database)
{
    private const string Columns = """
        id, url, kinds, authorities, state, position, created_at, created_by, failures, failing_since, next_at, delivered_at, last_trouble, former_until
        """;

    private const string Newest = "select coalesce(max(position), 0) as newest from change";

    private const string Insert = $"""
        insert into webhook (url, kinds, authorities, secret, created_at, created_by, position, next_at)
        values (@url, @kinds, @authorities, @secret, @now, @created_by, @position, @now) returning {Columns}
        """;

    // One is shown to whoever looks after every authority of it.
    private const string List = $"select {Columns} from webhook where authorities <@ @whole and id > @after order by id limit @most";

    private const string Find = $"select {Columns} from webhook where id = @id and authorities <@ @whole";

    private const string SetState = $"""
        update webhook set state = @state, failures = 0, failing_since = null, last_trouble = null, next_at = @now where id = @id returning {Columns}
        """;

    private const string SetSecret = $"""
        update webhook set former_secret = secret, former_until = @until, secret = @secret where id = @id returning {Columns}
        """;

    private const string Remove = "delete from webhook where id = @id returning id";

    internal async Task<long> NewestAsync(CancellationToken cancellationToken)
    {
        await using var newest = database.Sql(Newest);
        return await newest.ValueAsync<long>(cancellationToken);
    }

    internal async Task<Webhook> AddAsync(Webhook webhook, byte[] secret, CancellationToken cancellationToken)
    {
        await using var insert = database.Sql(Insert).With("url", webhook.Url).With<string[]>("kinds", [.. webhook.Kinds])
            .With<string[]>("authorities", [.. webhook.Authorities]).With("secret", secret).With("now", webhook.CreatedAt)
            .With("created_by", webhook.CreatedBy).With("position", webhook.Position);
        return (await insert.FirstOrNullAsync(Read, cancellationToken))!;
    }

    /// <param name="whole">ONS codes of the authorities that the caller looks after.</param>
    internal async Task<List<Webhook>> ListAsync(string[] whole, long after, int most, CancellationToken cancellationToken)
    {
        await using var list = database.Sql(List).With("whole", whole).With("after", after).With("most", most);
        return await list.ListAsync(Read, cancellationToken);
    }

    internal async Task<Webhook?> FindAsync(string[] whole, long id, CancellationToken cancellationToken)
    {
        await using var find = database.Sql(Find).With("whole", whole).With("id", id);
        return await find.FirstOrNullAsync(Read, cancellationToken);
    }

    internal async Task<Webhook?> SetStateAsync(long id, string state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var set = database.Sql(SetState).With("id", id).With("state", state).With("now", now);
        return await set.FirstOrNullAsync(Read, cancellationToken);
    }

    internal async Task<Webhook?> SetSecretAsync(long id, byte[] secret, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var set = database.Sql(SetSecret).With("id", id).With("secret", secret).With("until", until);
        return await set.FirstOrNullAsync(Read, cancellationToken);
    }

    internal async Task RemoveAsync(long id, CancellationToken cancellationToken)
    {
        await using var remove = database.Sql(Remove).With("id", id);
        await remove.ExecuteNonQueryAsync(cancellationToken);
    }

    private static Webhook Read(Rows row) => new(
        row.Long("id"), row.Text("url"), row.Value<string[]>("kinds"), row.Value<string[]>("authorities"), row.Text("state"), row.Long("position"),
        row.Instant("created_at"), row.Text("created_by"), row.Int("failures"), row.InstantOrNull("failing_since"),
        row.Int("failures") > 0 ? row.Instant("next_at") : null, row.InstantOrNull("delivered_at"), row.TextOrNull("last_trouble"),
        row.InstantOrNull("former_until"));
}
