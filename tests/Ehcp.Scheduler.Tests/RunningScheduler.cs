using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Messaging.Broker;
using Ehcp.TestKit;
using RabbitMQ.Client;

namespace Ehcp.Scheduler.Tests;

/// <summary>The service with everything running, over a broker of its own; the test stands for Intake and for Reporting.</summary>
public sealed class RunningScheduler : SchedulerAtRest
{
    private TestVirtualHost _virtualHost = null!;
    private IConnection _connection = null!;

    internal static string Queue => Topology.FactsRecorded.Queues[0];

    protected override string Broker => _virtualHost.Uri.ToString();

    protected override bool RunsByItself => true;

    public override async ValueTask InitializeAsync()
    {
        _virtualHost = await TestVirtualHost.CreateAsync();
        await base.InitializeAsync();
        _connection = await new ConnectionFactory { Uri = _virtualHost.Uri }.CreateConnectionAsync();
        await Until.PassesAsync(async () => await MessagesIn(Queue));
    }

    public override async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await base.DisposeAsync();
        await _virtualHost.DisposeAsync();
    }

    internal Task SendAsync(params RecordedFact[] facts) =>
        SendAsync(JsonSerializer.SerializeToUtf8Bytes(new FactsRecorded(facts), ContractsJson.Options.GetTypeInfo(typeof(FactsRecorded))));

    internal async Task SendAsync(byte[] body)
    {
        await using var channel = await ChannelAsync();
        await channel.BasicPublishAsync(
            Topology.FactsRecorded.Exchange, "", mandatory: true,
            new BasicProperties { ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent, MessageId = Guid.NewGuid().ToString() }, body);
    }

    internal async Task<uint> MessagesIn(string queue)
    {
        await using var channel = await ChannelAsync();
        return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
    }

    /// <summary>Everything announced so far, taken from Reporting's queue.</summary>
    internal async Task<List<CaseSnapshot>> TakeAnnouncedAsync()
    {
        await using var channel = await ChannelAsync();
        var snapshots = new List<CaseSnapshot>();
        while (await channel.BasicGetAsync(Topology.CaseTimelinesChanged.Queues[0], autoAck: true) is { } message)
        {
            snapshots.AddRange(JsonSerializer.Deserialize<CaseTimelinesChanged>(message.Body.Span, ContractsJson.Options)!.Snapshots);
        }

        return snapshots;
    }

    private Task<IChannel> ChannelAsync() =>
        _connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
}
