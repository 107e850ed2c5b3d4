using Ehcp.TestKit;

namespace Ehcp.Messaging.Tests.Relay;

/// <summary>By itself: a meter is heard by every service in its process, and here many live in one.</summary>
[CollectionDefinition(nameof(BacklogMetricsTests), DisableParallelization = true)]
[Collection(nameof(BacklogMetricsTests))]
public sealed class BacklogMetricsTests : IAsyncLifetime
{
    private static readonly TimeSpan Noticing = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestParts Parts { get; set; } = null!;

    public async ValueTask InitializeAsync() => Parts = await TestParts.CreateAsync();

    public ValueTask DisposeAsync() => Parts.DisposeAsync();

    [Fact]
    public async Task What_waits_for_an_absent_broker_is_counted_and_its_age_told()
    {
        var wire = Parts.Cuttable(Parts.Broker, 5672);
        wire.Cut();
        var broker = new UriBuilder(Parts.Broker) { Host = "127.0.0.1", Port = wire.Port }.Uri.ToString();
        var intake = await Parts.RunningAsync("intake", settings: ("ConnectionStrings:Broker", broker));

        await intake.AnnounceAsync(Given.ManyFacts(30));

        await Until.EqualAsync("30", () => intake.MetricAsync("ehcp_outbox_depth"), Noticing, Cancel);
        Assert.NotEqual("0", await intake.MetricAsync("ehcp_outbox_oldest_age_seconds"));
    }
}
