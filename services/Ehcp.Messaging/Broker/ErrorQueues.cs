using Ehcp.Hosting.Passes;
using Ehcp.Hosting.Telemetry;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Ehcp.Messaging.Broker;

/// <summary>What this service has given up: how much it is, and back to work when a person says so.</summary>
internal sealed class ErrorQueues(BrokerConnection broker, ServiceName service, TimeProvider clock, ILogger<ErrorQueues> log)
{
    // For one message: a broker in an alarm confirms nothing for as long as that lasts.
    private static readonly TimeSpan Confirming = TimeSpan.FromSeconds(10);

    // MassTransit's account of the fault; the next one writes its own.
    private const string FaultHeaders = "MT-";

    private string[] Queues { get; } = [.. Topology.QueuesOf(service.Value)];

    internal bool Has(string queue) => Queues.Contains(queue);

    /// <returns>Messages given up, by the queue they came from.</returns>
    internal async Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, long>();
        if (Queues.Length > 0)
        {
            await using var channel = await broker.ChannelAsync(cancellationToken);
            foreach (var queue in Queues)
            {
                counts.Add(queue, await channel.Value.MessageCountAsync(Topology.ErrorQueue(queue), cancellationToken).WaitAsync(cancellationToken));
            }
        }

        return counts;
    }

    /// <summary>Puts them back into their queue, each once: what fails again waits for the next replay.</summary>
    /// <param name="queue">One of this service's own.</param>
    /// <param name="most">How many at the most.</param>
    /// <param name="keyName">Who does it, for the audit.</param>
    /// <param name="cancellationToken">Ends it; what was confirmed until then is back in its queue.</param>
    /// <returns>How many went back.</returns>
    internal async Task<int> ReplayAsync(string queue, int most, string keyName, CancellationToken cancellationToken)
    {
        await using var held = await broker.ChannelAsync(cancellationToken);
        var errors = Topology.ErrorQueue(queue);
        var replayed = 0;
        for (var there = await held.Value.MessageCountAsync(errors, cancellationToken); replayed < Math.Min(there, most); replayed++)
        {
            if (!await Watchdog.RunAsync(limited => ReplayOneAsync(held.Value, queue, keyName, limited), Confirming, clock, cancellationToken))
            {
                break;
            }
        }

        return replayed;
    }

    // Gone from the error queue only when it is confirmed in the other: a crash between the two leaves it twice, which consumers bear.
    private async Task<bool> ReplayOneAsync(IChannel channel, string queue, string keyName, CancellationToken cancellationToken)
    {
        if (await channel.BasicGetAsync(Topology.ErrorQueue(queue), autoAck: false, cancellationToken) is not { } message)
        {
            return false;
        }

        await channel.BasicPublishAsync("", queue, mandatory: true, WithoutFault(message.BasicProperties), message.Body, cancellationToken);
        await channel.BasicAckAsync(message.DeliveryTag, multiple: false, CancellationToken.None);
        log.LogInformation("Audit: {KeyName} replayed message {MessageId} into {Queue}", keyName, message.BasicProperties.MessageId, queue);
        return true;
    }

    private static BasicProperties WithoutFault(IReadOnlyBasicProperties given) => new(given)
    {
        Headers = given.Headers?.Where(header => !header.Key.StartsWith(FaultHeaders, StringComparison.Ordinal)).ToDictionary(),
    };
}
