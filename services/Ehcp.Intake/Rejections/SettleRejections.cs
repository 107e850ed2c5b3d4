using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Intake.Rejections;

/// <summary>What was taken settles what was refused of it before.</summary>
internal static class SettleRejections
{
    private const string Events = """
        update rejection set state = 'settled', state_at = @at, settled_by = taken.sequence
        from unnest(@source, @id, @sequence) as taken (source, id, sequence)
        where rejection.source = taken.source and rejection.id = taken.id and rejection.state = 'open'
        """;

    private const string Rows = """
        update rejection set state = case when told.is_taken then 'settled' else 'replaced' end, state_at = @at, settled_in = @import_id
        from unnest(@row_key, @is_taken) as told (row_key, is_taken)
        where rejection.extract = @extract and rejection.row_key = told.row_key and rejection.state = 'open' and not rejection.is_trial
          and rejection.import_id <> @import_id
        """;

    private const string Whole = """
        update rejection set state = 'replaced', state_at = @at, settled_in = @import_id
        where extract = @extract and state = 'open' and not is_trial and import_id <> @import_id
        """;

    private const string One = """
        update rejection set state = 'settled', state_at = @at, settled_by = @sequence where number = @number and state = 'open'
        """;

    /// <summary>Events that were taken, in the transaction that records them.</summary>
    public static NpgsqlBatchCommand ByEvents<T>(
        IReadOnlyList<T> taken, Func<T, string> source, Func<T, string> id, Func<T, long> sequence, DateTime at) =>
        new NpgsqlBatchCommand(Events).With("at", at)
            .With(RowSet.Of(taken).With("source", source).With("id", id).With("sequence", sequence));

    /// <summary>Rows that a file had again: taken, or refused once more.</summary>
    public static NpgsqlBatchCommand ByRows(long extract, Guid import, IReadOnlyList<(byte[] Key, bool IsTaken)> rows, DateTime at) =>
        new NpgsqlBatchCommand(Rows).With("at", at).With("extract", extract).With("import_id", import)
            .With(RowSet.Of(rows).With("row_key", row => row.Key).With("is_taken", row => row.IsTaken));

    /// <summary>A whole file was read to its end: what is still wrong stands in its own list.</summary>
    public static async Task ByWholeFileAsync(NpgsqlConnection connection, long extract, Guid import, DateTime at, CancellationToken cancellationToken)
    {
        await using var command = connection.Sql(Whole).With("at", at).With("extract", extract).With("import_id", import);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>One that a person corrected on the page, whatever id the corrected event has.</summary>
    public static async Task ByHandAsync(NpgsqlDataSource database, long number, long sequence, DateTime at, CancellationToken cancellationToken)
    {
        await using var command = database.Sql(One).With("at", at).With("number", number).With("sequence", sequence);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
