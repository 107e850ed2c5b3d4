using System.Collections.Concurrent;
using System.Diagnostics;
using Ehcp.Contracts;
using MassTransit;
using Npgsql;

namespace Ehcp.Messaging.Tests.Consuming;

/// <summary>What consumers of a test saw.</summary>
public sealed class Seen
{
    public ConcurrentQueue<string[]> Sets { get; } = new();

    public ConcurrentQueue<string?> Traces { get; } = new();

    public IEnumerable<string> Facts => Sets.SelectMany(set => set);
}

/// <summary>Writes an effect for each fact, as a service does: insert first, in one transaction. It cannot bear facts called "bad".</summary>
public sealed class EffectConsumer(NpgsqlDataSource data, Seen seen) : IConsumer<Batch<FactsRecorded>>
{
    public async Task Consume(ConsumeContext<Batch<FactsRecorded>> context)
    {
        var ids = context.Message.SelectMany(message => message.Message.Facts).Select(fact => fact.Id).ToArray();
        await using var connection = await data.OpenConnectionAsync(context.CancellationToken);
        await using var insert = new NpgsqlCommand("insert into effect (id) select * from unnest($1) on conflict do nothing", connection)
        {
            Parameters = { new() { Value = ids } },
        };
        await insert.ExecuteNonQueryAsync(context.CancellationToken);
        if (ids.Any(id => id.StartsWith("bad", StringComparison.Ordinal)))
        {
            throw new InvalidOperationException("A bad fact.");
        }

        seen.Traces.Enqueue(Activity.Current?.TraceId.ToHexString());
        seen.Sets.Enqueue(ids);
    }
}
