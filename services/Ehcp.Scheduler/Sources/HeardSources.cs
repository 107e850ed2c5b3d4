using System.Collections.Concurrent;
using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Scheduler.Sources;

/// <summary>
/// Writes down who was heard, in the transaction that takes the facts in: at most once a minute, so that sets of one source do not wait for
/// each other.
/// </summary>
internal sealed class HeardSources
{
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);

    private const string Upsert = """
        insert into heard_source (source, authority, heard_at)
        select * from unnest(@source, @authority, @heard_at) as heard (source, authority, heard_at) order by source collate "C", authority collate "C"
        on conflict (source, authority) do update set heard_at = greatest(heard_source.heard_at, excluded.heard_at)
        """;

    private readonly ConcurrentDictionary<(string Source, string Authority), DateTimeOffset> _written = new();

    /// <returns>What is to be given to <see cref="Committed"/> once the transaction is.</returns>
    internal async Task<IReadOnlyList<Heard>> WriteAsync(NpgsqlConnection connection, IEnumerable<RecordedFact> facts, CancellationToken cancellationToken)
    {
        List<Heard> news =
        [
            .. facts.GroupBy(fact => (fact.Source, fact.Authority))
                .Select(group => new Heard(group.Key.Source, group.Key.Authority, group.Max(fact => fact.RecordedAt)))
                .Where(heard => !_written.TryGetValue((heard.Source, heard.Authority), out var at) || heard.At > at + Often),
        ];
        if (news.Count > 0)
        {
            await using var upsert = connection.Sql(Upsert).With(RowSet.Of(news)
                .With("source", heard => heard.Source).With("authority", heard => heard.Authority).With("heard_at", heard => heard.At));
            await upsert.ExecuteNonQueryAsync(cancellationToken);
        }

        return news;
    }

    internal void Committed(IReadOnlyList<Heard> written)
    {
        foreach (var heard in written)
        {
            _written[(heard.Source, heard.Authority)] = heard.At;
        }
    }

    internal sealed record Heard(string Source, string Authority, DateTimeOffset At);
}
