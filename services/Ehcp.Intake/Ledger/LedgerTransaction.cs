using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Intake.Counting;
using Ehcp.Intake.Events;
using Ehcp.Intake.Rejections;
using Ehcp.Messaging.Outbox;
using Npgsql;

namespace Ehcp.Intake.Ledger;

/// <summary>Records a set of events, announces the new ones, settles what was refused of them before and counts them, in one transaction.</summary>
internal sealed class LedgerTransaction(NpgsqlDataSource database, Outbox outbox, TimeProvider clock)
{
    private const int MostFactsInMessage = 500;

    private const string Insert = """
        insert into ledger (source, id, type, subject, authority, time, recorded_at, api_key, content_hash, mode, body, headers)
        select source, id, type, subject, authority, time, @recorded_at, api_key, content_hash, mode, body, headers
        from unnest(@source, @id, @type, @subject, @authority, @time, @api_key, @content_hash, @mode, @body, @headers)
            as event (source, id, type, subject, authority, time, api_key, content_hash, mode, body, headers)
        on conflict (source, id) do nothing
        returning sequence, source, id
        """;

    private const string Find = """
        select sequence, source, id, content_hash
        from ledger
        join unnest(@source, @id) as wanted (source, id) using (source, id)
        """;

    /// <summary>Records what is new and answers every line. When it throws, nothing is recorded that was not before.</summary>
    public async Task RecordAsync(IReadOnlyCollection<LedgerLine> lines, CancellationToken cancellationToken)
    {
        var distinct = Distinct(lines);
        var places = new Dictionary<(string Source, string Id), LedgerPlace>(distinct.Length);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            // Read with a connection in hand: between this and the first statement nothing is waited for, so that no minute is closed in between.
            var recordedAt = Timestamps.ToMicroseconds(clock.GetUtcNow());
            var recorded = await InsertAsync(connection, distinct, recordedAt, places, cancellationToken);
            if (recorded.Count < distinct.Length)
            {
                await FindAsync(connection, distinct, places, cancellationToken);
            }

            if (recorded.Count > 0)
            {
                await AnnounceAsync(connection, recorded, recordedAt, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        outbox.Wake();
        foreach (var line in lines)
        {
            line.Answer(places[(line.Event.Source, line.Event.Id)]);
        }
    }

    // Sorted, so that two transactions with the same events wait for each other instead of dying in each other's arms.
    private static LedgerLine[] Distinct(IReadOnlyCollection<LedgerLine> lines)
    {
        var seen = new HashSet<(string, string)>(lines.Count);
        var distinct = new List<LedgerLine>(lines.Count);
        foreach (var line in lines)
        {
            if (seen.Add((line.Event.Source, line.Event.Id)))
            {
                distinct.Add(line);
            }
        }

        distinct.Sort(static (one, other) => string.CompareOrdinal(one.Event.Source, other.Event.Source) is var order and not 0
            ? order
            : string.CompareOrdinal(one.Event.Id, other.Event.Id));
        return [.. distinct];
    }

    private static async Task<List<RecordedFact>> InsertAsync(
        NpgsqlConnection connection, LedgerLine[] lines, DateTime recordedAt, Dictionary<(string, string), LedgerPlace> places,
        CancellationToken cancellationToken)
    {
        await using var command = connection.Sql(Insert).With("recorded_at", recordedAt).With(RowSet.Of(lines)
            .With("source", line => line.Event.Source)
            .With("id", line => line.Event.Id)
            .With("type", line => line.Event.Type)
            .With("subject", line => line.Event.Subject)
            .With("authority", line => line.Event.Authority)
            .With("time", line => line.Event.Time)
            .With("api_key", line => line.ApiKey)
            .With("content_hash", line => line.Event.ContentHash)
            .With("mode", line => (short)line.Event.Original.Mode)
            .With("body", line => line.Event.Original.Body)
            .With("headers", line => line.Event.Original.Headers));
        await command.PrepareAsync(cancellationToken);

        var recorded = new List<RecordedFact>(lines.Length);
        await using var rows = await command.RowsAsync(cancellationToken);
        var byKey = lines.Length == 1 ? null : lines.ToDictionary(line => (line.Event.Source, line.Event.Id));
        while (await rows.NextAsync(cancellationToken))
        {
            var sequence = rows.Long("sequence");
            var line = byKey is null ? lines[0] : byKey[(rows.Text("source"), rows.Text("id"))];
            places.Add((line.Event.Source, line.Event.Id), new(sequence, line.Event.ContentHash, line));
            recorded.Add(line.ToFact(sequence, recordedAt));
        }

        return recorded;
    }

    // A new statement sees what the other transaction committed while the insert waited for it.
    private static async Task FindAsync(
        NpgsqlConnection connection, LedgerLine[] lines, Dictionary<(string, string), LedgerPlace> places, CancellationToken cancellationToken)
    {
        LedgerLine[] missing = [.. lines.Where(line => !places.ContainsKey((line.Event.Source, line.Event.Id)))];
        await using var command = connection.Sql(Find)
            .With(RowSet.Of(missing).With("source", line => line.Event.Source).With("id", line => line.Event.Id));
        await command.PrepareAsync(cancellationToken);
        await using var rows = await command.RowsAsync(cancellationToken);
        while (await rows.NextAsync(cancellationToken))
        {
            places.Add((rows.Text("source"), rows.Text("id")), new(rows.Long("sequence"), rows.Bytes("content_hash"), Recorded: null));
        }
    }

    private async Task AnnounceAsync(
        NpgsqlConnection connection, List<RecordedFact> recorded, DateTime recordedAt, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var facts in recorded.Chunk(MostFactsInMessage))
        {
            batch.BatchCommands.Add(outbox.Insert(new FactsRecorded(facts)));
        }

        batch.BatchCommands.Add(SettleRejections.ByEvents(recorded, fact => fact.Source, fact => fact.Id, fact => fact.Sequence, recordedAt));
        batch.BatchCommands.Add(SourceCounts.OfTaken(recorded, recordedAt));

        await batch.PrepareAsync(cancellationToken);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
