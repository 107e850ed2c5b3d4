using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Reporting.Known.Minutes;

/// <summary>Up to where Intake has told its minutes, and up to where the figures hold every event of them.</summary>
/// <param name="CompleteTo">End of the last minute up to which all agree; null before the beginning of the ledger was told.</param>
/// <param name="AnnouncedTo">End of the last minute told without a gap; null likewise.</param>
internal sealed record Agreement(DateTimeOffset? CompleteTo, DateTimeOffset? AnnouncedTo);

/// <summary>Compares what was announced with what was counted. One process at a time does it; the others read what it found.</summary>
public sealed class AgreeMinutes(NpgsqlDataSource database)
{
    private const string OneAtATime = "agree-minutes";

    private const string SumUp = """
        with moved as (delete from counted_change returning minute, change)
        insert into recorded_minute as m (minute, counted)
        select minute, sum(change)::int from moved group by minute having sum(change) <> 0 order by minute
        on conflict (minute) do update set counted = m.counted + excluded.counted
        """;

    private const string Spans = "select span_from, span_to from announced_span order by span_from";

    private const string ForgetJoined = "delete from announced_span where span_from > to_timestamp(0) and span_from <= @to";

    private const string Join = "update announced_span set span_to = @to where span_from = to_timestamp(0)";

    private const string FirstThatDisagrees = "select min(minute) from recorded_minute where announced <> counted and minute < @to";

    private const string Write = """
        update completeness set complete_to = @complete_to, announced_to = @announced_to
        where (complete_to, announced_to) is distinct from (@complete_to, @announced_to)
        """;

    private const string Read = "select complete_to, announced_to from completeness";

    internal async Task<Agreement> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await Turn.TryTakeAsync(connection, OneAtATime, cancellationToken))
        {
            return await ReadAsync(connection, cancellationToken);
        }

        await using var sumUp = connection.Sql(SumUp);
        await sumUp.ExecuteNonQueryAsync(cancellationToken);
        if (await AnnouncedToAsync(connection, cancellationToken) is not { } announcedTo)
        {
            await transaction.CommitAsync(cancellationToken);
            return new(null, null);
        }

        await using var first = connection.Sql(FirstThatDisagrees).With("to", announcedTo);
        var agreement = new Agreement(await first.ValueAsync<DateTimeOffset?>(cancellationToken) ?? announcedTo, announcedTo);
        await using var write = connection.Sql(Write).With("complete_to", agreement.CompleteTo).With("announced_to", announcedTo);
        await write.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return agreement;
    }

    // Spans that touch or overlap, from the beginning of the ledger on, become one; what lies behind a gap waits for it to be filled.
    private static async Task<DateTimeOffset?> AnnouncedToAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        DateTimeOffset? to = null;
        var spans = 0;
        await using (var select = connection.Sql(Spans))
        await using (var rows = await select.RowsAsync(cancellationToken))
        {
            while (await rows.NextAsync(cancellationToken))
            {
                var (spanFrom, spanTo) = (rows.Instant("span_from"), rows.Instant("span_to"));
                if (spanFrom > (to ?? DateTimeOffset.UnixEpoch))
                {
                    break;
                }

                to = to > spanTo ? to : spanTo;
                spans++;
            }
        }

        if (spans > 1)
        {
            await using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands = { new NpgsqlBatchCommand(ForgetJoined).With("to", to), new NpgsqlBatchCommand(Join).With("to", to) },
            };
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        return to;
    }

    private static async Task<Agreement> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var select = connection.Sql(Read);
        await using var rows = await select.RowsAsync(cancellationToken);
        await rows.NextAsync(cancellationToken);
        return new(rows.InstantOrNull("complete_to"), rows.InstantOrNull("announced_to"));
    }
}
