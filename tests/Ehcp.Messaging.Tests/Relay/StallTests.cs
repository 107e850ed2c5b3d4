using Ehcp.Contracts;
using Ehcp.Messaging.Tests.Consuming;
using Ehcp.TestKit;
using Ehcp.TestKit.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Messaging.Tests.Relay;

/// <summary>
/// A broker that holds its connections and answers nothing, for longer than any call waits, and then works again: what had waited for it must not wait for
/// ever.
/// </summary>
public sealed class StallTests : IAsyncLifetime
{
    private const string Queue = "scheduler.facts-recorded";

    // RabbitMQ.Client gives a question up after ten seconds.
    private static readonly TimeSpan LongerThanAnyCall = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan Recovering = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestParts Parts { get; set; } = null!;

    private MutableBroker Wire { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Parts = await TestParts.CreateAsync();
        Wire = new MutableBroker(Parts.Broker);
    }

    public async ValueTask DisposeAsync()
    {
        await Parts.DisposeAsync();
        await Wire.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)] // whose set-up is tried again for each, one after the other
    public async Task An_exchange_whose_set_up_was_not_answered_holds_up_the_outbox_no_longer_than_the_broker_is_silent(int messages)
    {
        var intake = await Parts.RunningAsync(
            "intake", settings: [("ConnectionStrings:Broker", Wire.Uri.ToString()), ("Ehcp:Outbox:PublishTimeout", "00:00:02")]);
        await Until.EqualAsync(true, intake.IsReadyAsync, Recovering, Cancel);

        // The bus has a connection and a channel, and has not yet set this exchange up on it.
        await intake.AnnounceAsync(Given.Breach());
        await Until.EqualAsync(0, Parts.RowsAsync, cancellationToken: Cancel);
        Wire.Mute();
        await intake.AnnounceAsync(Given.ManyFacts(messages));
        await Task.Delay(LongerThanAnyCall, TimeProvider.System, Cancel);
        Assert.Equal(messages, await Parts.RowsAsync());
        await Until.EqualAsync(
            messages, () => Parts.ScalarAsync<long>("select count(*) from (select from outbox for update skip locked) as free"), Recovering, Cancel);

        Wire.Speak();

        await Until.EqualAsync(0, Parts.RowsAsync, Recovering, Cancel);
        var ids = new HashSet<string?>();
        while (await Parts.Queues.TakeAsync(Queue) is { } message)
        {
            ids.Add(message.BasicProperties.MessageId);
        }

        Assert.Equal(messages, ids.Count);
        await Until.TrueAsync(() => intake.Log.Count("The broker is back after") == 1, cancellationToken: Cancel);
        Assert.Equal(1, intake.Log.Count("The broker is away"));
    }

    [Fact]
    public async Task A_consumer_whose_set_up_was_not_answered_gets_its_messages_when_the_broker_answers_again()
    {
        var seen = new Seen();
        var intake = await Parts.ServiceAsync();
        await intake.DeliverAsync();
        Wire.Mute(withChannels: true);
        await Parts.RunningAsync(
            "scheduler",
            bus => bus.ConsumeSets<FactsRecorded, EffectConsumer>(messageLimit: 20, timeLimit: TimeSpan.FromMilliseconds(50), concurrency: 2),
            builder => builder.Services.AddSingleton(seen),
            ("ConnectionStrings:Broker", Wire.Uri.ToString()));
        await Until.TrueAsync(() => Wire.Connections > 1, Recovering, Cancel);
        await Task.Delay(LongerThanAnyCall, TimeProvider.System, Cancel);
        Wire.Speak();

        await intake.AnnounceAsync(Given.ManyFacts(50));
        await intake.DeliverAsync();
        await Until.EqualAsync(50, () => Task.FromResult(seen.Facts.Distinct().Count()), 2 * Recovering, Cancel);
    }
}
