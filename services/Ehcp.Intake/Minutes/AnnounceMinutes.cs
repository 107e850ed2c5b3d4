using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Messaging.Outbox;
using Npgsql;

namespace Ehcp.Intake.Minutes;

/// <summary>
/// Counts what the ledger recorded in the minutes that are over, and announces it in the transaction that remembers up to where. A minute is over when
/// every transaction that began in it has ended: one that commits late is still counted.
/// </summary>
internal sealed class AnnounceMinutes(NpgsqlDataSource database, Outbox outbox, TimeProvider clock)
{
    /// <summary>Between reading the clock and beginning the transaction that records by it lies next to nothing; and clocks of two machines differ a
    /// little.</summary>
    internal static TimeSpan Grace { get; } = TimeSpan.FromSeconds(5);

    // For a process that stood still for longer than the grace.
    private static readonly TimeSpan CountedAgain = TimeSpan.FromMinutes(2);

    private const int MostMinutesInMessage = 5_000;

    private const string Lock = "select minute from announced_to for update skip locked";

    // As an age, since the clock of the database may be another one than ours.
    private const string Writing = """
        select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0)::double precision
        from pg_locks join pg_stat_activity using (pid)
        where locktype = 'relation' and relation = 'ledger'::regclass and mode = 'RowExclusiveLock'
          and database = (select oid from pg_database where datname = current_database())
        """;

    private const string Count = """
        select date_trunc('minute', recorded_at, 'UTC') as minute, count(*)::int as events
        from ledger where recorded_at >= @from and recorded_at < @to group by 1 order by 1
        """;

    private const string Remember = "update announced_to set minute = @minute";

    /// <summary>End of the last minute that may be over.</summary>
    internal DateTimeOffset Due => Minute(clock.GetUtcNow() - Grace);

    /// <returns>Up to where it is announced now; null while another process does it.</returns>
    internal async Task<DateTimeOffset?> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var turn = connection.Sql(Lock);
        if (await turn.ValueAsync<DateTimeOffset?>(cancellationToken) is not { } from)
        {
            return null;
        }

        await using var oldest = connection.Sql(Writing);
        var writing = TimeSpan.FromSeconds(await oldest.ValueAsync<double>(cancellationToken));
        var to = Minute(clock.GetUtcNow() - Grace - writing);
        if (to <= from)
        {
            return from;
        }

        var again = from > AnnouncedTo.Beginning + CountedAgain ? from - CountedAgain : from;
        await WriteAsync(connection, again, to, await CountAsync(connection, again, to, cancellationToken), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        outbox.Wake();
        return to;
    }

    /// <summary>All of the ledger's minutes will be announced again, for a Reporting that has lost some.</summary>
    internal async Task AgainAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Sql(Remember).With("minute", AnnouncedTo.Beginning);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task WriteAsync(
        NpgsqlConnection connection, DateTimeOffset from, DateTimeOffset to, List<RecordedMinute> minutes, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        var chunks = minutes.Chunk(MostMinutesInMessage).ToList();
        for (var i = 0; i < Math.Max(1, chunks.Count); i++)
        {
            batch.BatchCommands.Add(outbox.Insert(new MinutesRecorded(
                i == 0 ? from : chunks[i][0].Minute, i + 1 < chunks.Count ? chunks[i + 1][0].Minute : to, chunks.Count == 0 ? [] : chunks[i])));
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand(Remember).With("minute", to));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<RecordedMinute>> CountAsync(
        NpgsqlConnection connection, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var count = connection.Sql(Count).With("from", from).With("to", to).HoweverLong();
        return await count.ListAsync(row => new RecordedMinute(row.Instant("minute"), row.Int("events")), cancellationToken);
    }

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
