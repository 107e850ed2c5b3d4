using RabbitMQ.Client;

namespace Ehcp.Messaging.Inbound;

/// <summary>What exists at the broker for other systems to send by. Names are contracts.</summary>
public static class InboundTopology
{
    /// <summary>Where they publish to, by any routing key: a fanout exchange, so that none is lost for its key.</summary>
    public const string Exchange = "ehcp.inbound";

    /// <summary>Where what they sent waits for this service, and where nobody but this service reads.</summary>
    public const string Queue = "ehcp.inbound.events";

    /// <summary>What was refused and why, for whoever runs the broker; the oldest make room. The tray has them all.</summary>
    public const string Rejected = "ehcp.inbound.rejected";

    /// <summary>What <see cref="Rejected"/> holds at the most.</summary>
    public const int MostRejected = 100_000;

    /// <summary>How long <see cref="Rejected"/> holds it.</summary>
    public static TimeSpan RejectedFor { get; } = TimeSpan.FromDays(30);

    /// <summary>
    /// What no client here can read, as it came: the broker puts it there after <see cref="DeliveryLimit"/> attempts, so that it stops nobody.
    /// </summary>
    public const string Unreadable = "ehcp.inbound.unreadable";

    /// <summary>
    /// What makes the client that reads it end its connection, or the process, is given out so often. A message that only waits beside it is given out again a
    /// few times in its life: when a process or the broker ends, and when the database was away for long.
    /// </summary>
    internal const int DeliveryLimit = 50;

    internal static Dictionary<string, object?> QueueArguments => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-overflow"] = "reject-publish",
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = Unreadable,
        ["x-delivery-limit"] = DeliveryLimit,
    };

    internal static Dictionary<string, object?> RejectedArguments => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-max-length"] = MostRejected,
        ["x-message-ttl"] = (long)RejectedFor.TotalMilliseconds,
    };

    /// <returns>How many messages are <see cref="Unreadable"/>.</returns>
    internal static async Task<long> DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellationToken)
            .WaitAsync(cancellationToken);
        await QueueAsync(Rejected, RejectedArguments);
        var unreadable = await QueueAsync(Unreadable, new() { ["x-queue-type"] = "quorum" });
        await QueueAsync(Queue, QueueArguments);
        await channel.QueueBindAsync(Queue, Exchange, "", cancellationToken: cancellationToken).WaitAsync(cancellationToken);
        return unreadable.MessageCount;

        Task<QueueDeclareOk> QueueAsync(string queue, Dictionary<string, object?> arguments) => channel
            .QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken)
            .WaitAsync(cancellationToken);
    }
}
