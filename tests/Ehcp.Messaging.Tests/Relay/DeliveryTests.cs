using System.Diagnostics;
using System.Text;
using Ehcp.Contracts;
using Ehcp.Messaging.Broker;
using Ehcp.TestKit;
using Npgsql;

namespace Ehcp.Messaging.Tests.Relay;

public sealed class DeliveryTests : IAsyncLifetime
{
    private const string Queue = "scheduler.facts-recorded";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestParts Parts { get; set; } = null!;

    public async ValueTask InitializeAsync() => Parts = await TestParts.CreateAsync();

    public ValueTask DisposeAsync() => Parts.DisposeAsync();

    [Fact]
    public async Task The_bytes_on_the_wire_are_the_rows_bytes_as_json_a_person_can_read()
    {
        var intake = await Parts.ServiceAsync();
        await intake.AnnounceAsync(Given.Facts("a1"));
        var body = await Parts.ScalarAsync<byte[]>("select body from outbox");
        var messageId = await Parts.ScalarAsync<Guid>("select message_id from outbox");

        Assert.Equal(1, await intake.DeliverAsync());

        var sent = Assert.Single(await Parts.Queues.TakeAsync(Queue, 1));
        Assert.Equal(body, sent.Body.ToArray());
        Assert.StartsWith("""{"facts":[{"sequence":1,""", Encoding.UTF8.GetString(sent.Body.Span), StringComparison.Ordinal);
        Assert.Equal("application/json", sent.BasicProperties.ContentType);
        Assert.Equal(messageId.ToString(), sent.BasicProperties.MessageId);
        Assert.True(sent.BasicProperties.Persistent);
        Assert.Equal("urn:message:Ehcp.Contracts:FactsRecorded", Encoding.UTF8.GetString((byte[])sent.BasicProperties.Headers!["MT-MessageType"]!));
        Assert.Equal(0, await Parts.RowsAsync());
    }

    [Fact]
    public async Task A_message_that_is_rolled_back_was_never_said()
    {
        var intake = await Parts.ServiceAsync();
        await using (var connection = await Parts.Data.OpenConnectionAsync(Cancel))
        {
            await using var transaction = await connection.BeginTransactionAsync(Cancel);
            await intake.Outbox.AddAsync(connection, Given.Facts("a1"), Cancel);
            await transaction.RollbackAsync(Cancel);
        }

        Assert.Equal(0, await intake.DeliverAsync());
        Assert.Null(await Parts.Queues.TakeAsync(Queue));
    }

    [Fact]
    public async Task A_message_with_a_low_id_that_is_committed_late_is_delivered_after_younger_ones()
    {
        var intake = await Parts.ServiceAsync();
        await using var slow = await Parts.Data.OpenConnectionAsync(Cancel);
        await using var late = await slow.BeginTransactionAsync(Cancel);
        await intake.Outbox.AddAsync(slow, Given.Facts("late"), Cancel);
        await intake.AnnounceAsync(Given.Facts("young"));
        Assert.Equal(1, await intake.DeliverAsync());

        await late.CommitAsync(Cancel);

        Assert.Equal(1, await intake.DeliverAsync());
        Assert.Equal(["young", "late"], (await Parts.Queues.TakeAsync(Queue, 2)).Select(FactId));
        Assert.Equal(0, await Parts.RowsAsync());
    }

    [Fact]
    public async Task Relays_at_the_same_time_deliver_every_message_once()
    {
        const int Messages = 1000;
        var relays = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Parts.ServiceAsync()));
        await relays[0].AnnounceAsync(Given.ManyFacts(Messages));
        var ids = await IdsAsync();

        await Task.WhenAll(relays.Select(async relay =>
        {
            while (await Parts.RowsAsync() > 0)
            {
                await relay.DeliverAsync();
            }
        }));

        var sent = await Parts.Queues.TakeAsync(Queue, Messages);
        Assert.Equal(ids, sent.Select(message => Guid.Parse(message.BasicProperties.MessageId!)).Order());
        Assert.Null(await Parts.Queues.TakeAsync(Queue));
    }

    [Fact]
    public async Task A_relay_that_dies_after_the_confirm_repeats_the_message_under_the_same_id()
    {
        var intake = await Parts.ServiceAsync();
        await intake.AnnounceAsync(Given.Facts("a1"));

        // The delete waits for this lock; the connection is killed meanwhile, as by a crash between confirm and delete.
        await using var other = await Parts.Data.OpenConnectionAsync(Cancel);
        await Parts.ExecuteAsync("""
            create function die() returns trigger language plpgsql as 'begin perform pg_terminate_backend(pg_backend_pid()); return old; end';
            create trigger die before delete on outbox for each row execute function die();
            """);
        await Assert.ThrowsAnyAsync<NpgsqlException>(intake.DeliverAsync);
        await Parts.ExecuteAsync("drop trigger die on outbox");
        Assert.Equal(1, await intake.DeliverAsync());

        var sent = await Parts.Queues.TakeAsync(Queue, 2);
        Assert.Single(sent.Select(message => message.BasicProperties.MessageId).Distinct());
        Assert.Equal(0, await Parts.RowsAsync());
    }

    [Fact]
    public async Task A_message_is_delivered_before_its_consumer_has_ever_run()
    {
        var intake = await Parts.ServiceAsync();
        await intake.AnnounceAsync(Given.Facts("a1"));

        Assert.Equal(1, await intake.DeliverAsync());

        Assert.Equal(1u, await Parts.Queues.CountAsync(Queue));
        Assert.Equal(0u, await Parts.Queues.CountAsync(Topology.ErrorQueue(Queue)));
    }

    [Fact]
    public async Task The_trace_in_which_a_message_was_written_is_the_parent_of_its_publishing_and_travels_with_it()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Ehcp.Messaging" or "MassTransit" or "Ehcp.Tests",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        var ended = new List<Activity>();
        listener.ActivityStopped = activity => { lock (ended) { ended.Add(activity); } };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("Ehcp.Tests");
        var intake = await Parts.ServiceAsync();
        ActivityTraceId trace;
        using (var request = source.StartActivity("POST /v1/events")!)
        {
            trace = request.TraceId;
            await intake.AnnounceAsync(Given.Facts("a1"));
        }

        Activity.Current = null;
        await intake.DeliverAsync();

        var sent = Assert.Single(await Parts.Queues.TakeAsync(Queue, 1));
        var publish = Assert.Single(ended, activity => activity.TraceId == trace && activity.OperationName == "publish Ehcp.Contracts.FactsRecorded");
        Assert.Contains(ended, activity => activity.ParentSpanId == publish.SpanId && activity.Source.Name == "MassTransit");
        Assert.Contains(trace.ToHexString(), Encoding.UTF8.GetString((byte[])sent.BasicProperties.Headers!["traceparent"]!), StringComparison.Ordinal);
        Assert.Contains(trace.ToHexString(), Encoding.UTF8.GetString((byte[])sent.BasicProperties.Headers["MT-Activity-Id"]!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_travels_also_where_nobody_collects_traces()
    {
        var intake = await Parts.ServiceAsync();
        using (var request = new Activity("POST /v1/events").SetIdFormat(ActivityIdFormat.W3C).Start())
        {
            await intake.AnnounceAsync(Given.Facts("a1"));
            await intake.DeliverAsync();
            var sent = Assert.Single(await Parts.Queues.TakeAsync(Queue, 1));
            Assert.Contains(request.TraceId.ToHexString(), Encoding.UTF8.GetString((byte[])sent.BasicProperties.Headers!["traceparent"]!),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_commit_followed_by_a_wake_is_delivered_long_before_the_next_poll()
    {
        var intake = await Parts.RunningAsync("intake", settings: ("Ehcp:Outbox:PollInterval", "00:00:30"));
        await Until.TrueAsync(intake.IsReadyAsync, cancellationToken: Cancel);

        await intake.AnnounceAsync(Given.Facts("a1"));
        intake.Outbox.Wake();

        await Until.EqualAsync(1u, () => Parts.Queues.CountAsync(Queue), TimeSpan.FromSeconds(5), Cancel);
    }

    [Fact]
    public async Task A_commit_that_nobody_signalled_is_found_by_the_poll()
    {
        var intake = await Parts.RunningAsync("intake");

        await intake.AnnounceAsync(Given.Facts("a1"));

        await Until.EqualAsync(0, Parts.RowsAsync, cancellationToken: Cancel);
        Assert.NotNull(await Parts.Queues.TakeAsync(Queue));
    }

    private async Task<IEnumerable<Guid>> IdsAsync() => (await Parts.ScalarAsync<Guid[]>("select array_agg(message_id) from outbox")).Order();

    private static string FactId(RabbitMQ.Client.BasicGetResult message) =>
        System.Text.Json.JsonSerializer.Deserialize<FactsRecorded>(message.Body.Span, ContractsJson.Options)!.Facts[0].Id;
}
