using System.Text.Json;
using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Intake.Importing;

/// <summary>What was last sent of each row, read and written in sets.</summary>
internal static class RowStore
{
    private const string Find = """
        select row_key, row_hash, authority, subject, sent, seen, line from import_row where extract = @extract and row_key = any(@keys)
        """;

    private const string Keep = """
        insert into import_row (extract, row_key, row_hash, authority, subject, sent, seen, line)
        select @extract, row_key, row_hash, authority, subject, sent, @seen, line
        from unnest(@row_key, @row_hash, @authority, @subject, @sent, @line) as row (row_key, row_hash, authority, subject, sent, line)
        on conflict (extract, row_key) do update
        set row_hash = excluded.row_hash, authority = excluded.authority, subject = excluded.subject, sent = excluded.sent, seen = excluded.seen,
          line = excluded.line, vanished_in = null
        """;

    private const string Touch = """
        update import_row set seen = @seen, line = row.line, vanished_in = null
        from unnest(@row_key, @line) as row (row_key, line)
        where import_row.extract = @extract and import_row.row_key = row.row_key
        """;

    private const string Try = """
        insert into trial_row (import, row_key, line) select @seen, row_key, line from unnest(@row_key, @line) as row (row_key, line)
        on conflict do nothing
        """;

    private const string Tried = "select row_key, line from trial_row where import = @seen and row_key = any(@keys)";

    private const string Vanish = """
        update import_row set vanished_in = @seen where extract = @extract and seen <> @seen and vanished_in is null
        """;

    private const string WouldVanish = """
        select count(*) from import_row
        where extract = @extract and vanished_in is null
          and not exists (select from trial_row where import = @seen and trial_row.row_key = import_row.row_key)
        """;

    private const string EndTrial = "delete from trial_row where import = @seen";

    private const string Vanished = """
        select authority, subject, row_key from import_row
        where vanished_in = @number and (@authorities::text[] is null or authority = any(@authorities))
          and (@authority::text is null or (authority, subject, row_key) > (@authority, @subject, @key))
        order by authority, subject, row_key limit @limit
        """;

    /// <summary>What is known of these rows, by their keys in hexadecimal digits.</summary>
    public static async Task<Dictionary<string, KnownRow>> FindAsync(
        NpgsqlConnection connection, long extract, byte[][] keys, CancellationToken cancellationToken)
    {
        await using var command = connection.Sql(Find).With("extract", extract).With("keys", keys);
        await command.PrepareAsync(cancellationToken);
        var known = new Dictionary<string, KnownRow>(keys.Length, StringComparer.Ordinal);
        await using var rows = await command.RowsAsync(cancellationToken);
        while (await rows.NextAsync(cancellationToken))
        {
            known.Add(Convert.ToHexString(rows.Bytes("row_key")), new(
                rows.BytesOrNull("row_hash"), rows.Text("authority"), rows.Text("subject"),
                JsonSerializer.Deserialize(rows.Text("sent"), ImportStateJson.Default.SentFactArray)!, rows.Long("seen"), rows.Long("line")));
        }

        return known;
    }

    /// <summary>The lines of these rows that the same try has seen already.</summary>
    public static async Task<Dictionary<string, long>> TriedAsync(
        NpgsqlConnection connection, long import, byte[][] keys, CancellationToken cancellationToken)
    {
        await using var command = connection.Sql(Tried).With("seen", import).With("keys", keys);
        return (await command.ListAsync(row => (Key: Convert.ToHexString(row.Bytes("row_key")), Line: row.Long("line")), cancellationToken))
            .ToDictionary(row => row.Key, row => row.Line, StringComparer.Ordinal);
    }

    public static NpgsqlBatchCommand Keeping(long extract, long import, IReadOnlyList<RowPlan> rows) =>
        new NpgsqlBatchCommand(Keep).With("extract", extract).With("seen", import).With(RowSet.Of(rows)
            .With("row_key", row => row.Key)
            .With("row_hash", row => row.IsRefused ? null : row.Hash)
            .With("authority", row => row.Authority!)
            .With("subject", row => row.Subject!)
            .With("sent", row => JsonSerializer.Serialize([.. row.Sent], ImportStateJson.Default.SentFactArray))
            .With("line", row => row.Line.Number));

    public static NpgsqlBatchCommand Touching(long extract, long import, IReadOnlyList<RowPlan> rows) =>
        new NpgsqlBatchCommand(Touch).With("extract", extract).With("seen", import).With(RowSet.Of(rows)
            .With("row_key", row => row.Key).With("line", row => row.Line.Number));

    public static NpgsqlBatchCommand Trying(long import, IReadOnlyList<RowPlan> rows) =>
        new NpgsqlBatchCommand(Try).With("seen", import).With(RowSet.Of(rows).With("row_key", row => row.Key).With("line", row => row.Line.Number));

    /// <summary>Marks the rows that were there before and that this file does not have.</summary>
    /// <returns>How many.</returns>
    public static async Task<long> VanishAsync(NpgsqlConnection connection, ImportRecord import, CancellationToken cancellationToken)
    {
        await using var command = connection.Sql(import.IsTrial ? WouldVanish : Vanish).With("extract", import.Extract).With("seen", import.Number);
        command.CommandTimeout = 0;
        return import.IsTrial ? await command.ValueAsync<long>(cancellationToken) : await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task EndTrialAsync(NpgsqlDataSource database, long import)
    {
        await using var command = database.Sql(EndTrial).With("seen", import);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>Cases whose rows vanished with an import and have not come back, in order.</summary>
    /// <param name="authorities">ONS codes; null for every authority.</param>
    /// <param name="after">The last of the page before.</param>
    public static async Task<List<(string Authority, string Subject, byte[] Key)>> VanishedAsync(
        NpgsqlDataSource database, long import, string[]? authorities, (string Authority, string Subject, byte[] Key)? after, int limit,
        CancellationToken cancellationToken)
    {
        await using var command = database.Sql(Vanished).With("number", import).With("authorities", authorities).With("authority", after?.Authority)
            .With("subject", after?.Subject).With("key", after?.Key).With("limit", limit);
        return await command.ListAsync(row => (row.Text("authority"), row.Text("subject"), row.Bytes("row_key")), cancellationToken);
    }
}
