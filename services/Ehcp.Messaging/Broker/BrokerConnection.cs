using Ehcp.Hosting.Telemetry;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Ehcp.Messaging.Broker;

/// <summary>
/// Our own connection beside MassTransit's: it declares the topology, and it knows whether the broker is there, which a bus
/// that only publishes does not tell.
/// </summary>
internal sealed class BrokerConnection(IOptions<BrokerSettings> settings, ServiceName service) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private IConnection? _connection;
    private CancellationTokenSource _lost = new();
    private bool _declared;

    /// <summary>Connects and declares what is not yet declared.</summary>
    /// <returns>A token that is cancelled when this connection is lost.</returns>
    internal async Task<CancellationToken> ReadyAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var connection = await OpenAsync(cancellationToken);
            if (!_declared)
            {
                await DeclareAsync(connection, cancellationToken);
                _declared = true;
            }

            return _lost.Token;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A message came back: somebody may have deleted a queue or a binding, or restored an older broker.</summary>
    internal void DeclareAgain() => _declared = false;

    /// <summary>A round trip: an open socket proves nothing.</summary>
    internal async Task AskAsync(CancellationToken cancellationToken)
    {
        await using var channel = await ChannelAsync(cancellationToken);
        await channel.ExchangeDeclarePassiveAsync(Topology.Routes[0].Exchange, cancellationToken);
    }

    /// <summary>A channel of the caller's own, on which publishing waits for the broker's confirm.</summary>
    internal async Task<IChannel> ChannelAsync(CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        return await _connection!.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
    }

    private async Task<IConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is { IsOpen: true })
        {
            return _connection;
        }

        await CloseAsync();
        var lost = _lost = new CancellationTokenSource();
        var connection = await new ConnectionFactory
        {
            Uri = settings.Value.Address,
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = TimeSpan.FromSeconds(3),
            RequestedHeartbeat = TimeSpan.FromSeconds(10),
            ClientProvidedName = $"ehcp-{service.Value} topology",
        }.CreateConnectionAsync(cancellationToken);
        connection.ConnectionShutdownAsync += (_, _) => lost.CancelAsync();
        return _connection = connection;
    }

    private static async Task DeclareAsync(IConnection connection, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        foreach (var route in Topology.Routes)
        {
            await FanoutAsync(route.Exchange);
            foreach (var queue in route.Queues)
            {
                var errors = Topology.ErrorQueue(queue);
                await FanoutAsync(errors);
                await QueueAsync(errors, Topology.ErrorQueueArguments);
                await FanoutAsync(queue);
                await QueueAsync(queue, Topology.QueueArguments(queue));
                await channel.ExchangeBindAsync(queue, route.Exchange, "", cancellationToken: cancellationToken);
            }
        }

        Task FanoutAsync(string exchange) =>
            channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellationToken);

        // A queue is bound to an exchange of its own name, as MassTransit does it.
        async Task QueueAsync(string queue, Dictionary<string, object?> arguments)
        {
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
            await channel.QueueBindAsync(queue, queue, "", cancellationToken: cancellationToken);
        }
    }

    private async Task CloseAsync()
    {
        if (_connection is { } old)
        {
            _connection = null;
            _declared = false;
            await old.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _lost.Dispose();
        _gate.Dispose();
    }
}
