using Ehcp.Hosting.Passes;
using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Intake.Counting;

/// <summary>Adds up by hours what transactions counted of each source, and forgets hours that nothing asks about any more.</summary>
internal sealed class AddUpCounts(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>How long hours are kept: five weeks are asked about.</summary>
    internal static TimeSpan Kept { get; } = TimeSpan.FromDays(60);

    private const string AddUp = """
        with counted as (delete from source_count returning source, at, within_days, events),
        seen as (
          insert into source_seen (source, first_at, last_event_at, last_refusal_at)
          select source, min(at), max(at) filter (where within_days <> -2), max(at) filter (where within_days = -2)
          from counted group by source order by source
          on conflict (source) do update set
            last_event_at = greatest(source_seen.last_event_at, excluded.last_event_at),
            last_refusal_at = greatest(source_seen.last_refusal_at, excluded.last_refusal_at))
        insert into source_hour (source, hour, within_days, events, last_at)
        select source, date_trunc('hour', at, 'UTC'), within_days, sum(events), max(at) from counted group by 1, 2, 3
        on conflict (source, hour, within_days) do update set
          events = source_hour.events + excluded.events, last_at = greatest(source_hour.last_at, excluded.last_at)
        """;

    private const string Forget = "delete from source_hour where hour < @before";

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Turn.TakeAsync(connection, "add up sources", cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(AddUp));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Forget).With("before", clock.GetUtcNow() - Kept));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}

/// <summary>Repeats <see cref="AddUpCounts"/>. Every process has one; they take turns.</summary>
internal sealed class CountAdder(AddUpCounts counts, TimeProvider clock, ILogger<CountAdder> log)
    : Pass("What sources sent is not added up just now", "What sources sent is added up again", new(TimeSpan.FromSeconds(10)), clock, log)
{
    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await counts.RunAsync(cancellationToken);
        return false;
    }
}
