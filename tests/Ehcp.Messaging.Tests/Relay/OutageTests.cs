using Ehcp.Messaging.Broker;
using Ehcp.TestKit;
using Ehcp.TestKit.Servers;

namespace Ehcp.Messaging.Tests.Relay;

public sealed class OutageTests : IAsyncLifetime
{
    private const string Queue = "scheduler.facts-recorded";

    private static readonly TimeSpan Reconnecting = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestParts Parts { get; set; } = null!;

    public async ValueTask InitializeAsync() => Parts = await TestParts.CreateAsync();

    public ValueTask DisposeAsync() => Parts.DisposeAsync();

    [Fact]
    public async Task While_the_broker_is_away_messages_wait_uncounted_and_leave_when_it_is_back()
    {
        var wire = Parts.Cuttable(Parts.Broker, 5672);
        var intake = await Parts.RunningAsync("intake", settings: ("ConnectionStrings:Broker", Through(wire)));
        await intake.AnnounceAsync(Given.Facts("before"));
        await Until.EqualAsync(0, Parts.RowsAsync, cancellationToken: Cancel);

        wire.Cut();
        await intake.AnnounceAsync(Given.ManyFacts(30));
        await Until.TrueAsync(() => intake.Log.Count("The broker is away") == 1, Reconnecting, Cancel);
        await Until.EqualAsync(false, intake.IsReadyAsync, Reconnecting, Cancel);
        Assert.Equal(30, await Parts.ScalarAsync<long>("select count(*) from outbox where attempts = 0 and not_before is null"));

        wire.Mend();
        await Until.EqualAsync(0, Parts.RowsAsync, Reconnecting, Cancel);
        Assert.Equal(31, (await Parts.Queues.TakeAsync(Queue, 31)).Select(message => message.BasicProperties.MessageId).Distinct().Count());
        await Until.TrueAsync(() => intake.Log.Count("The broker is back after") == 1, cancellationToken: Cancel);
        Assert.Equal(1, intake.Log.Count("The broker is away"));
        Assert.Single(intake.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_starts_without_its_broker_and_delivers_when_it_comes()
    {
        var wire = Parts.Cuttable(Parts.Broker, 5672);
        wire.Cut();
        var intake = await Parts.RunningAsync("intake", settings: ("ConnectionStrings:Broker", Through(wire)));
        await intake.AnnounceAsync(Given.Facts("a1"));
        Assert.False(await intake.IsReadyAsync());

        wire.Mend();

        await Until.EqualAsync(0, Parts.RowsAsync, Reconnecting, Cancel);
        Assert.NotNull(await Parts.Queues.TakeAsync(Queue));
    }

    [Fact]
    public async Task A_broker_that_hangs_holds_rows_no_longer_than_the_publish_time_out_and_counts_no_attempt()
    {
        var wire = Parts.Cuttable(Parts.Broker, 5672);
        var intake = await Parts.ServiceAsync(null, ("ConnectionStrings:Broker", Through(wire)), ("Ehcp:Outbox:PublishTimeout", "00:00:01"));
        await intake.AnnounceAsync(Given.Facts("a1"));
        await intake.DeliverAsync();
        await intake.AnnounceAsync(Given.ManyFacts(5));

        wire.Freeze();
        var started = TimeProvider.System.GetTimestamp();
        await Assert.ThrowsAsync<BrokerAwayException>(intake.DeliverAsync);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(5, await Parts.ScalarAsync<long>("select count(*) from outbox where attempts = 0"));

        wire.Thaw();
        await Until.TrueAsync(async () => await Record.ExceptionAsync(intake.DeliverAsync) is null, Reconnecting, Cancel);
        Assert.Equal(0, await Parts.RowsAsync());
    }

    [Fact]
    public async Task While_the_database_is_away_the_relay_waits_and_goes_on_when_it_is_back()
    {
        var wire = Parts.CuttableDatabase();
        var intake = await Parts.RunningAsync("intake", settings: ("ConnectionStrings:Test", Parts.ThroughTo(wire)));
        await intake.AnnounceAsync(Given.Facts("a1"));
        await Until.EqualAsync(0, Parts.RowsAsync, cancellationToken: Cancel);

        wire.Cut();
        await Until.TrueAsync(() => intake.Log.Count("The database is away") == 1, Reconnecting, Cancel);
        wire.Mend();
        await Until.TrueAsync(async () => await Record.ExceptionAsync(() => intake.AnnounceAsync(Given.Facts("a2"))) is null, Reconnecting, Cancel);

        await Until.EqualAsync(0, Parts.RowsAsync, Reconnecting, Cancel);
        await Until.TrueAsync(() => intake.Log.Count("The database is back after") == 1, cancellationToken: Cancel);
        Assert.Single(intake.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
    }

    private string Through(Proxy wire) => new UriBuilder(Parts.Broker) { Host = "127.0.0.1", Port = wire.Port }.Uri.ToString();
}
