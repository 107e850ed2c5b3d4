using System.Text.Json;
using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Intake.Importing;

/// <summary>What was last sent of each row, read and written in sets.</summary>
internal static class RowStore
{
    private const int SetSize = 10_000;

    private const string Find = """
        select row_number, row_key, row_hash, authority, subject, sent, vanished_in is not null as has_vanished
        from import_row where extract = @extract and row_key = any(@keys)
        """;

    private const string Add = """
        insert into import_row (extract, row_key, row_hash, authority, subject, sent)
        select @extract, row_key, row_hash, authority, subject, sent
        from unnest(@row_key, @row_hash, @authority, @subject, @sent) as row (row_key, row_hash, authority, subject, sent)
        returning row_number
        """;

    private const string Change = """
        update import_row
        set row_hash = row.row_hash, authority = row.authority, subject = row.subject, sent = row.sent, vanished_in = null
        from unnest(@number, @row_hash, @authority, @subject, @sent) as row (number, row_hash, authority, subject, sent)
        where row_number = number
        """;

    private const string Try = """
        insert into trial_row (import, row_key) select @import, row_key from unnest(@row_key) as row (row_key)
        """;

    private const string Tried = "select row_key from trial_row where import = @import and row_key = any(@keys)";
    private const string Present = "select row_number from import_row where extract = @extract and vanished_in is null";
    private const string Vanish = "update import_row set vanished_in = @import where row_number = any(@numbers)";
    private const string EndTrial = "delete from trial_row where import = @import";

    private const string Vanished = """
        select authority, subject, row_key from import_row
        where vanished_in = @number and (@authorities::text[] is null or authority = any(@authorities))
          and (@authority::text is null or (authority, subject, row_key) > (@authority, @subject, @key))
        order by authority, subject, row_key limit @limit
        """;

    /// <summary>What is known of these rows, by their keys.</summary>
    public static async Task<Dictionary<RowKey, KnownRow>> FindAsync(
        NpgsqlConnection connection, long extract, byte[][] keys, CancellationToken cancellationToken)
    {
        await using var command = connection.Sql(Find).With("extract", extract).With("keys", keys);
        await command.PrepareAsync(cancellationToken);
        var known = new Dictionary<RowKey, KnownRow>(keys.Length);
        await using var rows = await command.RowsAsync(cancellationToken);
        while (await rows.NextAsync(cancellationToken))
        {
            var number = rows.Long("row_number");
            known.Add(new(rows.Bytes("row_key")), new(
                number, rows.BytesOrNull("row_hash"), rows.Text("authority"), rows.Text("subject"), rows.Text("sent"), rows.Flag("has_vanished")));
        }

        return known;
    }

    /// <summary>Which of these rows the same try has seen already.</summary>
    public static async Task<HashSet<RowKey>> TriedAsync(NpgsqlConnection connection, long import, byte[][] keys, CancellationToken cancellationToken)
    {
        await using var command = connection.Sql(Tried).With("import", import).With("keys", keys);
        return [.. await command.ListAsync(row => new RowKey(row.Bytes("row_key")), cancellationToken)];
    }

    /// <summary>Rows that no file had before. It answers their numbers.</summary>
    public static NpgsqlBatchCommand Adding(long extract, IReadOnlyList<RowPlan> rows) =>
        Written(new NpgsqlBatchCommand(Add).With("extract", extract), RowSet.Of(rows).With("row_key", row => row.Key.Bytes));

    /// <summary>Rows that say something else than before, or of which something was refused.</summary>
    public static NpgsqlBatchCommand Changing(IReadOnlyList<RowPlan> rows) =>
        Written(new NpgsqlBatchCommand(Change), RowSet.Of(rows).With("number", row => row.Known!.Number));

    public static NpgsqlBatchCommand Trying(long import, IReadOnlyList<RowPlan> rows) =>
        new NpgsqlBatchCommand(Try).With("import", import).With(RowSet.Of(rows).With("row_key", row => row.Key.Bytes));

    /// <summary>Marks the rows that were there before and that this file does not have; of a try it only counts them.</summary>
    /// <returns>How many.</returns>
    public static async Task<long> VanishAsync(NpgsqlDataSource database, ImportRecord import, SeenRows seen, CancellationToken cancellationToken)
    {
        var (count, missing) = (0L, new List<long>(SetSize));
        await using var command = database.Sql(Present).With("extract", import.Extract).HoweverLong();
        await using var rows = await command.RowsAsync(cancellationToken);
        while (await rows.NextAsync(cancellationToken))
        {
            if (rows.Long("row_number") is var number && !seen.Has(number))
            {
                count++;
                missing.Add(number);
                await MarkAsync(full: missing.Count == SetSize);
            }
        }

        await MarkAsync(full: missing.Count > 0);
        return count;

        async Task MarkAsync(bool full)
        {
            if (full && !import.IsTrial)
            {
                await using var mark = database.Sql(Vanish).With("import", import.Number).With("numbers", missing.ToArray());
                await mark.ExecuteNonQueryAsync(cancellationToken);
            }

            if (full)
            {
                missing.Clear();
            }
        }
    }

    public static async Task EndTrialAsync(NpgsqlDataSource database, long import)
    {
        await using var command = database.Sql(EndTrial).With("import", import).HoweverLong();
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static NpgsqlBatchCommand Written(NpgsqlBatchCommand command, RowSet<RowPlan> set) => command.With(set
        .With("row_hash", row => row.IsRefused ? null : row.Hash)
        .With("authority", row => row.Authority!)
        .With("subject", row => row.Subject!)
        .With("sent", row => row.IsUnchanged ? row.Known!.SentAsText : JsonSerializer.Serialize([.. row.Sent], ImportStateJson.Default.SentFactArray)));

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
