using Ehcp.Hosting.Passes;
using Ehcp.Hosting.Telemetry;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Ehcp.Messaging.Broker;

/// <summary>
/// Our own connection beside MassTransit's: it declares the topology, and it knows whether the broker is there, which a bus
/// that only publishes does not tell.
/// </summary>
/// <remarks>Nothing here waits longer than its token allows: also what the client's own calls do not hear is no longer waited for then.</remarks>
internal sealed class BrokerConnection(IOptions<BrokerSettings> settings, ServiceName service, TimeProvider clock) : IAsyncDisposable
{
    // No queue has this name, so that what is sent there is confirmed and kept nowhere.
    private const string Nowhere = "ehcp.nowhere";

    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(5);

    // Connecting and declaring. A broker that has just started takes seconds for each queue.
    private static readonly TimeSpan GettingReady = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private IConnection? _connection;
    private CancellationTokenSource _lost = new();
    private Task<IConnection>? _gettingReady;
    private volatile bool _declared;

    /// <summary>Connects and declares what is not yet declared. All who ask at once wait for one attempt, each for as long as it likes.</summary>
    /// <returns>A token that is cancelled when this connection is lost.</returns>
    internal async Task<CancellationToken> ReadyAsync(CancellationToken cancellationToken)
    {
        await ConnectionAsync(cancellationToken);
        return _lost.Token;
    }

    /// <summary>A message came back: somebody may have deleted a queue or a binding, or restored an older broker.</summary>
    internal void DeclareAgain() => _declared = false;

    /// <summary>A round trip: an open socket proves nothing.</summary>
    internal async Task AskAsync(CancellationToken cancellationToken)
    {
        await using var channel = await ChannelAsync(cancellationToken);
        await channel.Value.ExchangeDeclarePassiveAsync(Topology.Routes[0].Exchange, cancellationToken).WaitAsync(cancellationToken);
    }

    /// <summary>A channel of the caller's own, on which publishing waits for the broker's confirm.</summary>
    internal async Task<Held<IChannel>> ChannelAsync(CancellationToken cancellationToken)
    {
        return await ChannelAsync(await ConnectionAsync(cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Sends a message to nowhere over a connection of its own: a broker in an alarm answers every question, and confirms nothing.
    /// </summary>
    /// <returns>Whether it said something to it within some seconds, and be it a refusal.</returns>
    internal async Task<bool> TakesMessagesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Watchdog.RunAsync(PublishNowhereAsync, Answering, clock, cancellationToken);
            return true;
        }
        catch (OperationInterruptedException refused) when (refused.ShutdownReason is { Initiator: ShutdownInitiator.Peer, ReplyCode: Constants.AccessRefused })
        {
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Throws the connection away; whoever asks next gets a new one.</summary>
    internal void LetGo()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } old)
        {
            _declared = false;
            Watchdog.Forget(_lost.CancelAsync());
            Watchdog.Forget(old.DisposeAsync().AsTask());
        }
    }

    private async Task PublishNowhereAsync(CancellationToken cancellationToken)
    {
        await using var connection = new Held<IConnection>(await ConnectAsync("doubt", cancellationToken));
        await using var channel = await ChannelAsync(connection.Value, cancellationToken);
        await channel.Value.BasicPublishAsync("", Nowhere, ReadOnlyMemory<byte>.Empty, cancellationToken).AsTask().WaitAsync(cancellationToken);
    }

    private Task<IConnection> ConnectionAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_gettingReady is null or { IsCompleted: true })
            {
                if (_declared && _connection is { IsOpen: true } open)
                {
                    return Task.FromResult(open);
                }

                _gettingReady = Task.Run(() => Watchdog.RunAsync(GetReadyAsync, GettingReady, clock, CancellationToken.None), CancellationToken.None);
                Watchdog.Forget(_gettingReady);
            }

            return _gettingReady.WaitAsync(cancellationToken);
        }
    }

    private async Task<IConnection> GetReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_connection is not { IsOpen: true } connection)
            {
                LetGo();
                var lost = _lost = new CancellationTokenSource();
                connection = await ConnectAsync("topology", cancellationToken);
                connection.ConnectionShutdownAsync += (_, _) => lost.CancelAsync();
                _connection = connection;
            }

            _declared = true; // before, so that who wants it declared again meanwhile is heard
            await DeclareAsync(connection, cancellationToken);
            return connection;
        }
        catch
        {
            // Whatever did not answer here would not answer the next one who asks.
            LetGo();
            throw;
        }
    }

    /// <summary>A connection of the caller's own, which does not come back by itself when it is lost.</summary>
    /// <param name="purpose">What the broker's own pages call it.</param>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    internal Task<IConnection> ConnectAsync(string purpose, CancellationToken cancellationToken) => new ConnectionFactory
    {
        Uri = settings.Value.Address,
        AutomaticRecoveryEnabled = false,
        RequestedConnectionTimeout = Connecting,
        HandshakeContinuationTimeout = Answering,
        ContinuationTimeout = Answering,
        RequestedHeartbeat = TimeSpan.FromSeconds(10),
        ClientProvidedName = $"ehcp-{service.Value} {purpose}",
    }.CreateConnectionAsync(cancellationToken).OrLetGoAsync(cancellationToken);

    /// <inheritdoc cref="ChannelAsync(CancellationToken)"/>
    internal static async Task<Held<IChannel>> ChannelAsync(IConnection connection, CancellationToken cancellationToken) =>
        new(await connection.CreateChannelAsync(
            new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken).OrLetGoAsync(cancellationToken));

    private static async Task DeclareAsync(IConnection connection, CancellationToken cancellationToken)
    {
        await using var held = await ChannelAsync(connection, cancellationToken);
        var channel = held.Value;
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
                await channel.ExchangeBindAsync(queue, route.Exchange, "", cancellationToken: cancellationToken).WaitAsync(cancellationToken);
            }
        }

        Task FanoutAsync(string exchange) => channel
            .ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellationToken)
            .WaitAsync(cancellationToken);

        // A queue is bound to an exchange of its own name, as MassTransit does it.
        async Task QueueAsync(string queue, Dictionary<string, object?> arguments)
        {
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken)
                .WaitAsync(cancellationToken);
            await channel.QueueBindAsync(queue, queue, "", cancellationToken: cancellationToken).WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } old)
        {
            await old.DisposeAsync();
        }

        _lost.Dispose();
    }
}

/// <summary>Something of the broker's that is let go of without waiting: to say farewell needs an answer too.</summary>
internal sealed class Held<T>(T value) : IAsyncDisposable
    where T : IAsyncDisposable
{
    internal T Value => value;

    public ValueTask DisposeAsync()
    {
        Watchdog.Forget(value.DisposeAsync().AsTask());
        return ValueTask.CompletedTask;
    }
}

internal static class Holding
{
    /// <summary>Waits for it no longer than the token allows; when it comes later all the same it is let go of.</summary>
    internal static async Task<T> OrLetGoAsync<T>(this Task<T> coming, CancellationToken cancellationToken)
        where T : IAsyncDisposable
    {
        try
        {
            return await coming.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!coming.IsCompleted)
        {
            Watchdog.Forget(LetGoAsync());
            throw;
        }

        async Task LetGoAsync() => await (await coming).DisposeAsync();
    }
}
