using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Messaging.Broker;
using Npgsql;

namespace Ehcp.Messaging.Outbox;

/// <summary>Writes a message into the transaction that makes it true. The relay sends it after the commit.</summary>
public sealed class Outbox
{
    private readonly TimeProvider _clock;
    private readonly OutboxSignal _signal;

    internal Outbox(TimeProvider clock, OutboxSignal signal)
    {
        _clock = clock;
        _signal = signal;
    }

    /// <summary>The insert, to join the caller's <see cref="NpgsqlBatch"/>: no round trip of its own.</summary>
    public NpgsqlBatchCommand Insert<T>(T message)
        where T : class => InsertJson<T>(JsonSerializer.SerializeToUtf8Bytes(message, ContractsJson.Options.GetTypeInfo(typeof(T))));

    /// <summary>As <see cref="Insert"/>, for a message that is written already.</summary>
    /// <param name="body">JSON of a <typeparamref name="T"/>; it is read when the batch is executed.</param>
    public NpgsqlBatchCommand InsertJson<T>(ReadOnlyMemory<byte> body)
        where T : class
    {
        var now = _clock.GetUtcNow();
        return new NpgsqlBatchCommand(OutboxTable.Insert)
            .With("message_id", Guid.CreateVersion7(now))
            .With("type", Topology.Of<T>().Type)
            .With("body", body)
            .With("headers", TraceHeaders.OfCurrentActivity().ToJson())
            .With("created_at", now);
    }

    /// <summary>Inserts on a connection that is in the transaction the message belongs to.</summary>
    public async Task AddAsync<T>(NpgsqlConnection connection, T message, CancellationToken cancellationToken)
        where T : class
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Insert(message) } };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Call it after the commit, to spare the message up to a second.</summary>
    public void Wake() => _signal.Wake();
}
