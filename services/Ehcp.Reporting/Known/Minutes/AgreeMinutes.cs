using Npgsql;

namespace Ehcp.Reporting.Known.Minutes;

/// <summary>Up to where Intake has told its minutes, and up to where the figures hold every event of them.</summary>
/// <param name="CompleteTo">End of the last minute up to which all agree; null before the beginning of the ledger was told.</param>
/// <param name="AnnouncedTo">End of the last minute told without a gap; null likewise.</param>
internal sealed record Agreement(DateTimeOffset? CompleteTo, DateTimeOffset? AnnouncedTo);

/// <summary>Compares what was announced with what was counted. One process at a time does it; the others read what it found.</summary>
public sealed class AgreeMinutes(NpgsqlDataSource database)
{
    private const long Lock = 0x4548_4350_4d49_4e53;

    private const string SumUp = """
        with moved as (delete from counted_change returning minute, change)
        insert into recorded_minute as m (minute, counted)
        select minute, sum(change)::int from moved group by minute having sum(change) <> 0 order by minute
        on conflict (minute) do update set counted = m.counted + excluded.counted
        """;

    private const string Spans = "select span_from, span_to from announced_span order by span_from";

    private const string ForgetJoined = "delete from announced_span where span_from > to_timestamp(0) and span_from <= $1";

    private const string Join = "update announced_span set span_to = $1 where span_from = to_timestamp(0)";

    private const string FirstThatDisagrees = "select min(minute) from recorded_minute where announced <> counted and minute < $1";

    private const string Write = "update completeness set complete_to = $1, announced_to = $2 where (complete_to, announced_to) is distinct from ($1, $2)";

    private const string Read = "select complete_to, announced_to from completeness";

    internal async Task<Agreement> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!(bool)(await AskAsync(connection, $"select pg_try_advisory_xact_lock({Lock})", cancellationToken))!)
        {
            return await ReadAsync(connection, cancellationToken);
        }

        await AskAsync(connection, SumUp, cancellationToken);
        if (await AnnouncedToAsync(connection, cancellationToken) is not { } announcedTo)
        {
            await transaction.CommitAsync(cancellationToken);
            return new(null, null);
        }

        var disagrees = await AskAsync(connection, FirstThatDisagrees, cancellationToken, At(announcedTo)) as DateTime?;
        var agreement = new Agreement(disagrees is { } minute ? new DateTimeOffset(minute) : announcedTo, announcedTo);
        await AskAsync(connection, Write, cancellationToken, At(agreement.CompleteTo!.Value), At(announcedTo));
        await transaction.CommitAsync(cancellationToken);
        return agreement;
    }

    // Spans that touch or overlap, from the beginning of the ledger on, become one; what lies behind a gap waits for it to be filled.
    private static async Task<DateTimeOffset?> AnnouncedToAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        DateTimeOffset? to = null;
        var spans = 0;
        await using (var command = new NpgsqlCommand(Spans, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var (spanFrom, spanTo) = (reader.GetFieldValue<DateTimeOffset>(0), reader.GetFieldValue<DateTimeOffset>(1));
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
            await AskAsync(connection, ForgetJoined, cancellationToken, At(to!.Value));
            await AskAsync(connection, Join, cancellationToken, At(to.Value));
        }

        return to;
    }

    private static async Task<Agreement> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Read, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(Maybe(0), Maybe(1));

        DateTimeOffset? Maybe(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
    }

    private static async Task<object?> AskAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static NpgsqlParameter<DateTime> At(DateTimeOffset at) => new() { TypedValue = at.UtcDateTime };
}
