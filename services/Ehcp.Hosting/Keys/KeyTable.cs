using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Hosting.Keys;

/// <summary>The tables <c>api_key</c> and <c>api_key_secret</c> of a service's own database. Of a secret they hold the SHA-256 and nothing else.</summary>
internal sealed class KeyTable(NpgsqlDataSource database)
{
    private const string ReadSecrets = """
        select key.name, key.scopes, key.sources, key.authorities, key.requests_per_minute, key.daily_quota, key.expires_on, key.used, key.used_on,
          secret.sha256, secret.valid_until
        from api_key key join api_key_secret secret on secret.name = key.name
        where key.revoked_at is null
        order by key.name, secret.sha256
        """;

    private const string ReadKeys = """
        select key.name, key.scopes, key.sources, key.authorities, key.requests_per_minute, key.daily_quota, key.expires_on, key.created_at, key.created_by,
          key.revoked_at, key.revoked_by, key.last_used_at, key.used, key.used_on,
          (select max(secret.valid_until) from api_key_secret secret where secret.name = key.name and secret.valid_until > @now) as old_secret_until
        from api_key key
        where @name::text is null or key.name = @name
        order by key.name
        """;

    private const string Insert = """
        insert into api_key (name, scopes, sources, authorities, requests_per_minute, daily_quota, expires_on, created_at, created_by)
        values (@name, @scopes, @sources, @authorities, @requests_per_minute, @daily_quota, @expires_on, @now, @by)
        on conflict (name) do nothing
        """;

    private const string InsertSecret = "insert into api_key_secret (sha256, name, created_at) values (@sha256, @name, @now)";

    private const string LockLive = "select name from api_key where name = @name and revoked_at is null for update";

    // What was in its grace already does not get more of it than it had.
    private const string EndSecrets = """
        update api_key_secret set valid_until = @until where name = @name and (valid_until is null or valid_until > @until)
        """;

    private const string ForgetSecrets = "delete from api_key_secret where name = @name and valid_until <= @now";

    private const string Revoke = "update api_key set revoked_at = @now, revoked_by = @by where name = @name and revoked_at is null";

    private const string ForgetAllSecrets = "delete from api_key_secret where name = @name";

    // Of two instances the one whose day is the later counts on; the last use is written at most once a minute, whoever writes.
    private const string AddUses = """
        update api_key key set
          used = case when key.used_on = each.day then key.used + each.used when key.used_on > each.day then key.used else each.used end,
          used_on = greatest(key.used_on, each.day),
          last_used_at = case when key.last_used_at > each.at - interval '1 minute' then key.last_used_at else each.at end
        from unnest(@name, @day, @used, @at) as each (name, day, used, at)
        where key.name = each.name
        returning key.name, key.used, key.used_on
        """;

    /// <summary>The secrets of every key that is not revoked, by name.</summary>
    internal async Task<List<StoredSecret>> SecretsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Sql(ReadSecrets);
        return await command.ListAsync(
            row => new StoredSecret(
                Key(row), Convert.ToHexString(row.Bytes("sha256")), row.InstantOrNull("valid_until"), row.Long("used"), row.DayOrNull("used_on")),
            cancellationToken);
    }

    /// <summary>All keys, revoked ones too, by name.</summary>
    /// <param name="name">Only this one; null for all.</param>
    /// <param name="now">Secrets that ended before are over.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<List<KeyRecord>> KeysAsync(string? name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.Sql(ReadKeys).With("name", name).With("now", now);
        return await command.ListAsync(
            row => new KeyRecord(
                Key(row), row.Instant("created_at"), row.Text("created_by"), row.InstantOrNull("revoked_at"), row.TextOrNull("revoked_by"),
                row.InstantOrNull("last_used_at"), row.Long("used"), row.DayOrNull("used_on"), row.InstantOrNull("old_secret_until")),
            cancellationToken);
    }

    /// <summary>Adds a key with its first secret.</summary>
    /// <returns>Whether the name was free.</returns>
    internal async Task<bool> AddAsync(StoredKey key, byte[] sha256, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var add = connection.Sql(Insert)
            .With("name", key.Name)
            .With("scopes", key.Scopes)
            .With("sources", key.Sources)
            .With("authorities", key.Authorities)
            .With("requests_per_minute", key.RequestsPerMinute)
            .With("daily_quota", key.DailyQuota)
            .With("expires_on", key.ExpiresOn)
            .With("now", now)
            .With("by", by);
        if (await add.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            return false;
        }

        await ExecuteAsync(connection.Sql(InsertSecret).With("sha256", sha256).With("name", key.Name).With("now", now), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Gives a key another secret. Those that it has end at <paramref name="until"/>, unless they end before.</summary>
    /// <returns>False where there is no such key, or it is revoked.</returns>
    internal async Task<bool> RotateAsync(string name, byte[] sha256, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var live = connection.Sql(LockLive).With("name", name);
        if (await live.ValueAsync<string>(cancellationToken) is null)
        {
            return false;
        }

        await ExecuteAsync(connection.Sql(EndSecrets).With("name", name).With("until", until), cancellationToken);
        await ExecuteAsync(connection.Sql(ForgetSecrets).With("name", name).With("now", now), cancellationToken);
        await ExecuteAsync(connection.Sql(InsertSecret).With("sha256", sha256).With("name", name).With("now", now), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Revokes a key, for good. One that is revoked stays as it is.</summary>
    internal async Task RevokeAsync(string name, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection.Sql(Revoke).With("name", name).With("by", by).With("now", now), cancellationToken);
        await ExecuteAsync(connection.Sql(ForgetAllSecrets).With("name", name), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Adds what was done with keys since it was last written down.</summary>
    /// <returns>What is written down of each now.</returns>
    internal async Task<List<(string Name, long Used, DateOnly UsedOn)>> AddUsesAsync(IReadOnlyList<KeyUse.Part> parts, CancellationToken cancellationToken)
    {
        await using var command = database.Sql(AddUses).With(RowSet.Of(parts)
            .With("name", part => part.Use.Name)
            .With("day", part => part.Day)
            .With("used", part => part.Used)
            .With("at", part => part.At));
        return await command.ListAsync(row => (row.Text("name"), row.Long("used"), row.Day("used_on")), cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static StoredKey Key(Rows row) => new(
        row.Text("name"), row.Value<string[]>("scopes"), row.Value<string[]>("sources"), row.Value<string[]>("authorities"),
        row.IntOrNull("requests_per_minute"), row.IntOrNull("daily_quota"), row.DayOrNull("expires_on"));
}
