using System.Threading.Channels;
using Ehcp.Hosting.Passes;
using Ehcp.Messaging.Broker;
using RabbitMQ.Client;

namespace Ehcp.Messaging.Inbound;

/// <summary>A connection on which messages come in. It is thrown away at the first fault: what it has not settled then comes again.</summary>
internal sealed class InboundSession : AsyncDefaultBasicConsumer
{
    private const int MostMessages = 1_000;
    private const int MostBytesInSet = 1024 * 1024;

    private readonly IConnection _connection;
    private readonly Channel<InboundMessage> _waiting =
        System.Threading.Channels.Channel.CreateUnbounded<InboundMessage>(new() { SingleReader = true, SingleWriter = true });
    private readonly int _mostBytes;
    private readonly long _room;
    private long _bytes;
    private int _letGo;

    private InboundSession(IConnection connection, IChannel channel, int mostBytes, long room)
        : base(channel) => (_connection, _mostBytes, _room) = (connection, mostBytes, room);

    /// <summary>Whether more bytes waited than there is room for.</summary>
    internal bool WasTooMuch { get; private set; }

    /// <summary>Whether it has ended, so that nothing can be settled any more.</summary>
    internal bool IsLost => Volatile.Read(ref _letGo) != 0 || !_connection.IsOpen || !Channel.IsOpen;

    /// <summary>How many messages lay at the broker, when this began, that no client here could read.</summary>
    internal long Unreadable { get; private init; }

    /// <summary>Sets settled so far.</summary>
    internal int Settled { get; private set; }

    /// <summary>Messages that it asks for at a time; 0 before it has asked.</summary>
    internal ushort Prefetch { get; private set; }

    /// <summary>Connects, and declares what must be there.</summary>
    /// <param name="broker">Whom to ask.</param>
    /// <param name="mostBytes">Longest body that is kept.</param>
    /// <param name="room">Bytes that may wait here: then the session ends, and the next one is to ask for fewer messages.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static async Task<InboundSession> OpenAsync(
        BrokerConnection broker, int mostBytes, long room, CancellationToken cancellationToken)
    {
        var connection = await broker.ConnectAsync("inbound", cancellationToken);
        try
        {
            // The channel ends with its connection.
            var channel = (await BrokerConnection.ChannelAsync(connection, cancellationToken)).Value;
            var unreadable = await InboundTopology.DeclareAsync(channel, cancellationToken);
            return new(connection, channel, mostBytes, room) { Unreadable = unreadable };
        }
        catch
        {
            Watchdog.Forget(connection.DisposeAsync().AsTask());
            throw;
        }
    }

    /// <summary>Asks for more messages at a time from now on.</summary>
    internal async Task WidenAsync(ushort prefetch, CancellationToken cancellationToken)
    {
        // The one before goes on until the broker has heard that it ends: what it brought by then is dealt with like all else.
        var before = ConsumerTags;
        await AskAsync(prefetch, cancellationToken);
        foreach (var tag in before)
        {
            await Channel.BasicCancelAsync(tag, cancellationToken: cancellationToken).WaitAsync(cancellationToken);
        }
    }

    /// <summary>How many messages lie at the broker that no client here could read.</summary>
    internal async Task<long> CountUnreadableAsync(CancellationToken cancellationToken) =>
        await Channel.MessageCountAsync(InboundTopology.Unreadable, cancellationToken).WaitAsync(cancellationToken);

    /// <summary>
    /// The next messages, in the order in which they came; as many as are there, and none waited for beside the first. It begins by asking for one at a time:
    /// what ends the session, or the process, is then alone, and takes no other with it. See <see cref="WidenAsync"/>.
    /// </summary>
    internal async Task<List<InboundMessage>> NextAsync(CancellationToken cancellationToken)
    {
        if (Prefetch == 0)
        {
            await AskAsync(prefetch: 1, cancellationToken);
        }

        var set = new List<InboundMessage>();
        if (!await _waiting.Reader.WaitToReadAsync(cancellationToken) || IsLost)
        {
            throw Lost();
        }

        for (var bytes = 0L; set.Count < MostMessages && bytes < MostBytesInSet && _waiting.Reader.TryRead(out var next);)
        {
            set.Add(next);
            bytes += next.Body?.Length ?? 0;
        }

        return set;
    }

    /// <summary>Tells what was refused, and then that the set is dealt with.</summary>
    internal async Task SettleAsync(List<InboundMessage> set, IReadOnlyList<InboundRefusal> refusals, CancellationToken cancellationToken)
    {
        if (IsLost)
        {
            throw Lost();
        }

        await Task.WhenAll(refusals.Select(refusal => Channel.BasicPublishAsync(
            "", InboundTopology.Rejected, mandatory: true, Properties(refusal), refusal.Body, cancellationToken).AsTask())).WaitAsync(cancellationToken);
        await Channel.BasicAckAsync(set[^1].Tag, multiple: true, cancellationToken).AsTask().WaitAsync(cancellationToken);
        Settled++;
        Interlocked.Add(ref _bytes, -set.Sum(message => (long)(message.Body?.Length ?? 0)));
    }

    /// <summary>Ends it without waiting: the broker gives out again what was not settled.</summary>
    internal void LetGo()
    {
        if (Interlocked.Exchange(ref _letGo, 1) == 0)
        {
            _waiting.Writer.TryComplete();
            Watchdog.Forget(_connection.DisposeAsync().AsTask());
        }
    }

    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        // The body is the client's, and only for as long as this lasts.
        _waiting.Writer.TryWrite(new(deliveryTag, redelivered, properties, body.Length > _mostBytes ? null : body.ToArray(), body.Length));
        if (body.Length <= _mostBytes && Interlocked.Add(ref _bytes, body.Length) > _room)
        {
            WasTooMuch = true;
            LetGo();
        }

        return Task.CompletedTask;
    }

    public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        LetGo();
        return base.HandleBasicCancelAsync(consumerTag, cancellationToken);
    }

    public override Task HandleChannelShutdownAsync(object channel, RabbitMQ.Client.Events.ShutdownEventArgs reason)
    {
        LetGo();
        return base.HandleChannelShutdownAsync(channel, reason);
    }

    private async Task AskAsync(ushort prefetch, CancellationToken cancellationToken)
    {
        Prefetch = prefetch;
        await Channel.BasicQosAsync(0, prefetch, global: false, cancellationToken).WaitAsync(cancellationToken);
        await Channel.BasicConsumeAsync(InboundTopology.Queue, autoAck: false, this, cancellationToken).WaitAsync(cancellationToken);
    }

    private static BrokerAwayException Lost() => new("The connection on which messages come in was lost");

    private static BasicProperties Properties(InboundRefusal refusal) => new()
    {
        ContentType = "application/json",
        Persistent = true,
        CorrelationId = refusal.MessageId,
    };
}
