using Ehcp.Contracts;
using Ehcp.Hosting.Passes;
using Ehcp.Hosting.Sql;
using Ehcp.Intake.Counting;
using Ehcp.Intake.Importing;
using Ehcp.Messaging.Outbox;
using Npgsql;

namespace Ehcp.Intake.Sources;

/// <summary>
/// Announces once a day, from six in the morning London time, what each source was refused on the day before, in the transaction that remembers the day. After
/// days on which nothing ran only the last one is told: the tray has them all.
/// </summary>
internal sealed class SummariseDay(NpgsqlDataSource database, AddUpCounts counts, Outbox outbox, TimeProvider clock)
{
    /// <summary>What tells something that happened longer ago came late.</summary>
    internal const int LateDays = 28;

    // By then every transaction of the day before has ended.
    private static readonly TimeSpan Morning = TimeSpan.FromHours(6);

    private const string Take = "update summarised_to set day = @day where day < @day";

    private const string Counts = """
        select source,
          coalesce(sum(events) filter (where within_days <> -2), 0)::bigint as taken,
          coalesce(sum(events) filter (where within_days = -2), 0)::bigint as refused,
          coalesce(sum(events) filter (where within_days > @late_days), 0)::bigint as late
        from source_hour where hour >= @from and hour < @to group by source order by source
        """;

    private const string Broken = """
        select source, rule, count(*) as refused
        from rejection
        cross join lateral (select distinct error ->> 'rule' as rule from jsonb_array_elements(errors) as error) as broken
        where at >= @from and at < @to and not is_trial and source = any(@sources) and not errors @> '[{"rule": "source-not-allowed"}]'
        group by source, rule order by source, refused desc, rule
        """;

    private const string Open = """
        select source, count(*) as open, min(at) as oldest
        from rejection where state = 'open' and not is_trial and source = any(@sources) group by source
        """;

    /// <returns>Whether a day was announced now.</returns>
    internal async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var day = LondonCalendar.DayOf(clock.GetUtcNow() - Morning).AddDays(-1);
        await counts.RunAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var take = connection.Sql(Take).With("day", day);
        if (await take.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            return false;
        }

        if (await SourcesAsync(connection, day, cancellationToken) is { Count: > 0 } sources)
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(outbox.Insert(new SourcesSummarised(day, sources)));
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        outbox.Wake();
        return true;
    }

    private static async Task<List<SummarisedSource>> SourcesAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        var (from, to) = (LondonCalendar.StartOf(day), LondonCalendar.StartOf(day.AddDays(1)));
        await using var count = connection.Sql(Counts).With("from", from).With("to", to).With("late_days", LateDays);
        var counted = (await count.ListAsync(
            row => (Source: row.Text("source"), Taken: row.Long("taken"), Refused: row.Long("refused"), Late: row.Long("late")), cancellationToken))
            .FindAll(source => source.Refused > 0 || source.Late > 0);
        string[] names = [.. counted.Select(source => source.Source)];
        await using var broken = connection.Sql(Broken).With("from", from).With("to", to).With("sources", names).HoweverLong();
        var rules = (await broken.ListAsync(
            row => (Source: row.Text("source"), Count: new BrokenRuleCount(row.Text("rule"), RowRules.InWords(row.Text("rule")), row.Long("refused"))),
            cancellationToken)).ToLookup(row => row.Source, row => row.Count);
        await using var find = connection.Sql(Open).With("sources", names);
        var open = (await find.ListAsync(row => (Source: row.Text("source"), Count: row.Long("open"), Oldest: row.Instant("oldest")), cancellationToken))
            .ToDictionary(row => row.Source);
        return counted.ConvertAll(source =>
        {
            var left = open.TryGetValue(source.Source, out var one);
            return new SummarisedSource(
                source.Source, source.Taken, source.Refused, source.Late, LateDays, [.. rules[source.Source]], left ? one.Count : 0,
                left ? LondonCalendar.DayOf(one.Oldest) : null);
        });
    }
}

/// <summary>Repeats <see cref="SummariseDay"/>. Every process has one; the first of them in a morning announces.</summary>
internal sealed class DaySummariser(SummariseDay day, TimeProvider clock, ILogger<DaySummariser> log)
    : Pass("What was refused is not summarised just now", "What was refused is summarised again", new(TimeSpan.FromMinutes(5)), clock, log)
{
    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await day.RunAsync(cancellationToken);
        return false;
    }
}
