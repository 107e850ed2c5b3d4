using Ehcp.Contracts;
using Ehcp.Messaging.Broker;

namespace Ehcp.Messaging.Tests.Relay;

/// <summary>Messages that no service of ours listens to.</summary>
public sealed class OtherSystemsTests : IAsyncLifetime
{
    private static readonly DeadlineBreached Breach = new("E08000025", "C-1", "final-plan", "1", new(2026, 5, 25));

    private TestParts Parts { get; set; } = null!;

    public async ValueTask InitializeAsync() => Parts = await TestParts.CreateAsync();

    public ValueTask DisposeAsync() => Parts.DisposeAsync();

    [Fact]
    public async Task What_nobody_listens_to_is_confirmed_and_keeps_nothing_back()
    {
        var scheduler = await Parts.ServiceAsync();
        await scheduler.AnnounceAsync(Breach);

        Assert.Equal(1, await scheduler.DeliverAsync());
        Assert.Equal(0, await Parts.RowsAsync());
    }

    [Fact]
    public async Task Another_system_binds_a_queue_of_its_own_and_gets_it()
    {
        var scheduler = await Parts.ServiceAsync();
        await scheduler.DeliverAsync();
        await Parts.Queues.BindNewAsync(Topology.DeadlineBreached.Exchange, "finance.breaches");
        await scheduler.AnnounceAsync(Breach);

        Assert.Equal(1, await scheduler.DeliverAsync());
        var taken = await Parts.Queues.TakeAsync("finance.breaches");
        Assert.Equal("""{"authority":"E08000025","caseReference":"C-1","milestone":"final-plan","clock":"1","lastDay":"2026-05-25"}""",
            System.Text.Encoding.UTF8.GetString(taken!.Body.Span));
    }
}
