using Ehcp.Contracts;
using Ehcp.Reporting.Figures.Caseload;
using Ehcp.Reporting.Questions;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Reporting.Publishing.Bi;

/// <summary>Writes down the open requests of every London day once it has ended and all that was recorded in it has come through.</summary>
public sealed class QueueByDay(NpgsqlDataSource database)
{
    private const long Lock = 0x4548_4350_4441_594c;

    /// <summary>How far back a first run goes.</summary>
    internal const int MostDaysBack = 400;

    private const string Next = """
        select coalesce((select max(day) + 1 from daily_queue_day), greatest((select (min(known_from) at time zone 'Europe/London')::date from known_request), $1)),
               (select known_to from known_to)
        """;

    private static readonly string Write = $"""
        insert into daily_queue (day, authority, team, week, open, with_exemption)
        select @day, authority, coalesce(team, '{RateQuestion.NotRecorded}'),
               case when days is null then 'cannot-compute' else {WeekBands.NameSql("days")} end,
               count(*), count(*) filter (where exemption_claimed)
        from known_request
        cross join lateral (select case when received_on_usable and cannot_compute_because is null then greatest(0, @day - received_on) end as days) as age
        where known_from <= @as_of and (known_to is null or known_to > @as_of) and {OpenRequests.IsOpenSql}
        group by 2, 3, 4
        """;

    /// <returns>How many days were written; none while another process does it.</returns>
    internal async Task<int> RunAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var written = 0;
        while (await OneAsync(today, cancellationToken))
        {
            written++;
        }

        return written;
    }

    private async Task<bool> OneAsync(DateOnly today, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var mine = new NpgsqlCommand($"select pg_try_advisory_xact_lock({Lock})", connection))
        {
            if (!(bool)(await mine.ExecuteScalarAsync(cancellationToken))!)
            {
                return false;
            }
        }

        if (await NextAsync(connection, today, cancellationToken) is not { } day)
        {
            return false;
        }

        var end = LondonCalendar.StartOf(day.AddDays(1));
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(Write) { Parameters = { new("day", day), new("as_of", end.UtcDateTime.AddMicroseconds(-1)) } },
                new("insert into daily_queue_day (day, written_at) values ($1, clock_timestamp())") { Parameters = { new() { Value = day } } },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    // A day of which something may still be missing waits.
    private static async Task<DateOnly?> NextAsync(NpgsqlConnection connection, DateOnly today, CancellationToken cancellationToken)
    {
        await using var next = new NpgsqlCommand(Next, connection) { Parameters = { new() { Value = today.AddDays(-MostDaysBack), NpgsqlDbType = NpgsqlDbType.Date } } };
        await using var reader = await next.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return !reader.IsDBNull(0) && !reader.IsDBNull(1) && reader.GetFieldValue<DateOnly>(0) is var day && day < today
            && LondonCalendar.StartOf(day.AddDays(1)) <= reader.GetFieldValue<DateTimeOffset>(1) ? day : null;
    }
}
