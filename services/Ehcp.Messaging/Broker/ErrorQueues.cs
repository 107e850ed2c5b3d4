using Ehcp.Hosting.Telemetry;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Ehcp.Messaging.Broker;

/// <summary>What this service has given up: how much it is, and back to work when a person says so.</summary>
internal sealed class ErrorQueues(BrokerConnection broker, ServiceName service, ILogger<ErrorQueues> log)
{
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
                counts.Add(queue, await channel.MessageCountAsync(Topology.ErrorQueue(queue), cancellationToken));
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
        await using var channel = await broker.ChannelAsync(cancellationToken);
        var errors = Topology.ErrorQueue(queue);
        var replayed = 0;
        for (var there = await channel.MessageCountAsync(errors, cancellationToken); replayed < Math.Min(there, most); replayed++)
        {
            if (await channel.BasicGetAsync(errors, autoAck: false, cancellationToken) is not { } message)
            {
                break;
            }

            // Gone from here only when it is confirmed there: a crash between the two leaves it twice, which consumers bear.
            await channel.BasicPublishAsync("", queue, mandatory: true, WithoutFault(message.BasicProperties), message.Body, cancellationToken);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, CancellationToken.None);
            log.LogInformation("Audit: {KeyName} replayed message {MessageId} into {Queue}", keyName, message.BasicProperties.MessageId, queue);
        }

        return replayed;
    }

    private static BasicProperties WithoutFault(IReadOnlyBasicProperties given) => new(given)
    {
        Headers = given.Headers?.Where(header => !header.Key.StartsWith(FaultHeaders, StringComparison.Ordinal)).ToDictionary(),
    };
}
