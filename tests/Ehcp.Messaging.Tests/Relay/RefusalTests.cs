using Ehcp.Messaging.Broker;
using Ehcp.Messaging.Outbox;
using Microsoft.Extensions.Time.Testing;

namespace Ehcp.Messaging.Tests.Relay;

public sealed class RefusalTests : IAsyncLifetime
{
    private const string Queue = "scheduler.facts-recorded";
    private const string Poison = """
        insert into outbox (message_id, type, body, headers, created_at)
        values (gen_random_uuid(), 'Ehcp.Contracts.NoLongerKnown', '{}', '{}', '2026-01-05T09:00Z')
        """;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestParts Parts { get; set; } = null!;

    public async ValueTask InitializeAsync() => Parts = await TestParts.CreateAsync();

    public ValueTask DisposeAsync() => Parts.DisposeAsync();

    [Fact]
    public async Task A_message_that_no_queue_takes_comes_back_and_is_delivered_when_the_binding_is_back()
    {
        var intake = await Parts.ServiceAsync(_clock);
        await intake.DeliverAsync();
        await Parts.Queues.UnbindAsync(Topology.FactsRecorded.Exchange, Queue);
        await intake.AnnounceAsync(Given.Facts("a1"));

        Assert.Equal(0, await intake.DeliverAsync());
        Assert.Equal("1 Returned: no queue is bound to the exchange.", await Parts.ScalarAsync<string>("select attempts || ' ' || last_error from outbox"));
        Assert.Equal(0, await intake.DeliverAsync());
        Assert.Equal(1, await Parts.ScalarAsync<int>("select attempts from outbox"));

        // The relay itself binds the queue again before it tries again.
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await intake.DeliverAsync());
        Assert.NotNull(await Parts.Queues.TakeAsync(Queue));
    }

    [Fact]
    public async Task A_deleted_exchange_is_declared_again_and_loses_nothing()
    {
        var intake = await Parts.ServiceAsync();
        await intake.DeliverAsync();
        await Parts.Queues.DeleteExchangeAsync(Topology.FactsRecorded.Exchange);
        await intake.AnnounceAsync(Given.ManyFacts(10));

        await TestKit.Until.TrueAsync(async () =>
        {
            await Record.ExceptionAsync(intake.DeliverAsync);
            return await Parts.RowsAsync() == 0;
        }, TimeSpan.FromSeconds(30), Cancel);

        var ids = (await Parts.Queues.TakeAsync(Queue, 10)).Select(message => message.BasicProperties.MessageId);
        Assert.Equal(10, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_queue_that_is_full_refuses_its_messages_and_takes_them_when_there_is_room()
    {
        var intake = await Parts.ServiceAsync(_clock);
        await intake.DeliverAsync();
        await Parts.LimitAsync(Queue, 1);

        // A quorum queue begins to refuse a moment after it is full.
        var (announced, delivered) = (0, 0);
        await TestKit.Until.TrueAsync(
            async () =>
            {
                await intake.AnnounceAsync(Given.ManyFacts(20));
                announced += 20;
                var taken = await intake.DeliverAsync();
                delivered += taken;
                return taken < 20;
            },
            cancellationToken: Cancel);
        Assert.Equal(announced - delivered, await Parts.RowsAsync());
        Assert.Equal(announced - delivered, await Parts.ScalarAsync<long>("select count(*) from outbox where attempts = 0 and last_error like 'Nacked%'"));

        await Parts.LimitAsync(Queue, 100_000);
        await TestKit.Until.EqualAsync(
            0,
            async () =>
            {
                _clock.Advance(TimeSpan.FromMinutes(6));
                await intake.DeliverAsync();
                return await Parts.RowsAsync();
            },
            cancellationToken: Cancel);
        Assert.Equal(announced, (await Parts.Queues.TakeAsync(Queue, announced)).Count);
    }

    [Fact]
    public async Task A_row_that_fails_by_itself_is_parked_while_all_others_go_on()
    {
        var intake = await Parts.ServiceAsync(_clock, ("Ehcp:Outbox:MaxAttempts", "3"));
        await Parts.ExecuteAsync(Poison);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await intake.AnnounceAsync(Given.ManyFacts(50));
            Assert.Equal(50, await intake.DeliverAsync());
            Assert.Equal(attempt, await Parts.ScalarAsync<int>("select attempts from outbox"));
            _clock.Advance(TimeSpan.FromMinutes(6));
        }

        Assert.True(await Parts.ScalarAsync<bool>("select parked_at is not null from outbox"));
        Assert.Equal(1, intake.Log.Count("is parked after 3 attempts: This release has no route for Ehcp.Contracts.NoLongerKnown."));
        await intake.DeliverAsync();
        Assert.Equal(3, await Parts.ScalarAsync<int>("select attempts from outbox"));
    }

    [Fact]
    public async Task A_parked_row_is_listed_and_tried_again_or_skipped_by_a_named_person()
    {
        var intake = await Parts.ServiceAsync(_clock, ("Ehcp:Outbox:MaxAttempts", "1"));
        var admin = intake.Get<OutboxAdmin>();
        await Parts.ExecuteAsync(Poison);
        await intake.DeliverAsync();
        var parked = Assert.Single(await admin.ParkedAsync(0, 10, Cancel));
        Assert.Equal(("Ehcp.Contracts.NoLongerKnown", 1), (parked.Type, parked.Attempts));

        await Parts.ExecuteAsync("update outbox set type = 'Ehcp.Contracts.FactsRecorded'");
        Assert.Equal([parked.Id], await admin.UnparkAsync([parked.Id, 99], "alice", Cancel));
        Assert.Equal(1, await intake.DeliverAsync());

        await Parts.ExecuteAsync(Poison);
        await intake.DeliverAsync();
        parked = Assert.Single(await admin.ParkedAsync(0, 10, Cancel));
        Assert.Equal([parked.Id], await admin.SkipAsync([parked.Id], "bob", Cancel));
        Assert.Equal(0, await Parts.RowsAsync());
        Assert.Equal(1, intake.Log.Count("Audit: alice unparked outbox row"));
        Assert.Equal(1, intake.Log.Count("Audit: bob skipped outbox row"));
    }

    [Fact]
    public async Task A_row_that_is_not_parked_cannot_be_skipped()
    {
        var intake = await Parts.ServiceAsync();
        await intake.AnnounceAsync(Given.Facts("a1"));
        var id = await Parts.ScalarAsync<long>("select id from outbox");

        Assert.Empty(await intake.Get<OutboxAdmin>().SkipAsync([id], "bob", Cancel));

        Assert.Equal(1, await Parts.RowsAsync());
    }
}
