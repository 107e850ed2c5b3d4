using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Reporting.Figures.Caseload;
using Npgsql;

namespace Ehcp.Reporting.Publishing.Bi;

/// <summary>Writes down the open requests of every London day once it has ended and all that was recorded in it has come through.</summary>
public sealed class QueueByDay(NpgsqlDataSource database)
{
    private const string OneAtATime = "queue-by-day";

    /// <summary>How far back a first run goes.</summary>
    internal const int MostDaysBack = 400;

    private const string Next = """
        select coalesce((select max(day) + 1 from daily_queue_day),
                        greatest((select (min(known_from) at time zone 'Europe/London')::date from known_request), @oldest)) as day,
               (select complete_to from completeness) as complete_to
        """;

    private const string Write = """
        insert into daily_queue (day, authority, team, week, open, with_exemption)
        select @day, authority, coalesce(team, 'not-recorded'), coalesce(band.name, 'cannot-compute'), count(*), count(*) filter (where exemption_claimed)
        from requests_open(@known_at, null, @day)
        left join unnest(@bands, @first_weeks, @last_weeks) as band (name, first_week, last_week)
          on week >= band.first_week and (band.last_week is null or week <= band.last_week)
        group by 2, 3, 4
        """;

    private const string WriteDay = "insert into daily_queue_day (day, written_at) values (@day, clock_timestamp())";

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
        if (!await Turn.TryTakeAsync(connection, OneAtATime, cancellationToken))
        {
            return false;
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
                new NpgsqlBatchCommand(Write).With("day", day).With("known_at", end.AddMicroseconds(-1)).With(RowSet.Of(WeekBands.All)
                    .With("bands", band => band.Week).With("first_weeks", band => band.From).With("last_weeks", band => band.To)),
                new NpgsqlBatchCommand(WriteDay).With("day", day),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    // A day of which something may still be missing waits.
    private static async Task<DateOnly?> NextAsync(NpgsqlConnection connection, DateOnly today, CancellationToken cancellationToken)
    {
        await using var next = connection.Sql(Next).With("oldest", today.AddDays(-MostDaysBack));
        await using var rows = await next.RowsAsync(cancellationToken);
        await rows.NextAsync(cancellationToken);
        return rows.DayOrNull("day") is { } day && day < today
            && rows.InstantOrNull("complete_to") is { } completeTo && LondonCalendar.StartOf(day.AddDays(1)) <= completeTo ? day : null;
    }
}
