using System.Diagnostics;
using System.Text;
using Ehcp.Contracts;
using Ehcp.Messaging.Broker;
using Ehcp.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Messaging.Tests.Consuming;

public sealed class ConsumingTests : IAsyncLifetime
{
    private const string Queue = "scheduler.facts-recorded";

    private static readonly string Errors = Topology.ErrorQueue(Queue);

    private readonly Seen _seen = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestParts Parts { get; set; } = null!;

    public async ValueTask InitializeAsync() => Parts = await TestParts.CreateAsync();

    public ValueTask DisposeAsync() => Parts.DisposeAsync();

    [Fact]
    public async Task Messages_are_consumed_in_sets()
    {
        var intake = await Parts.ServiceAsync();
        await intake.AnnounceAsync(Given.ManyFacts(200));
        await intake.DeliverAsync();

        await SchedulerAsync();

        await Until.EqualAsync(200, () => Task.FromResult(_seen.Facts.Count()), cancellationToken: Cancel);
        Assert.Equal(200, _seen.Facts.Distinct().Count());
        Assert.InRange(_seen.Sets.Max(set => set.Length), 10, 20);
        await Until.EqualAsync(0u, () => Parts.Queues.CountAsync(Queue), cancellationToken: Cancel);
    }

    [Fact]
    public async Task One_trace_follows_a_message_from_its_writing_into_its_consumer()
    {
        var intake = await Parts.ServiceAsync();
        string trace;
        using (var request = new Activity("POST /v1/events").SetIdFormat(ActivityIdFormat.W3C).Start())
        {
            trace = request.TraceId.ToHexString();
            await intake.AnnounceAsync(Given.Facts("a1"));
        }

        await intake.DeliverAsync();
        await SchedulerAsync();

        await Until.EqualAsync(trace, () => Task.FromResult(_seen.Traces.FirstOrDefault() ?? ""), cancellationToken: Cancel);
    }

    [Fact]
    public async Task A_message_that_cannot_be_consumed_goes_to_the_error_queue_and_takes_no_neighbour_along()
    {
        var intake = await Parts.ServiceAsync();
        await intake.AnnounceAsync([.. Given.ManyFacts(5), Given.Facts("bad"), .. Given.ManyFacts(12).Skip(5)]);
        await intake.DeliverAsync();

        await SchedulerAsync();

        var error = Assert.Single(await Parts.Queues.TakeAsync(Errors, 1));
        Assert.Contains("\"id\":\"bad\"", Encoding.UTF8.GetString(error.Body.Span), StringComparison.Ordinal);
        Assert.Equal("A bad fact.", Encoding.UTF8.GetString((byte[])error.BasicProperties.Headers!["MT-Fault-Message"]!));
        await Until.EqualAsync(12, () => Task.FromResult(_seen.Facts.Distinct().Count()), cancellationToken: Cancel);
        await Until.EqualAsync(0u, () => Parts.Queues.CountAsync(Queue), cancellationToken: Cancel);
    }

    [Fact]
    public async Task A_lone_message_that_cannot_be_consumed_goes_to_the_error_queue()
    {
        var intake = await Parts.ServiceAsync();
        await intake.AnnounceAsync(Given.Facts("bad"));
        await intake.DeliverAsync();

        await SchedulerAsync();

        Assert.Single(await Parts.Queues.TakeAsync(Errors, 1));
        await Until.EqualAsync(0u, () => Parts.Queues.CountAsync(Queue), cancellationToken: Cancel);
    }

    [Fact]
    public async Task What_is_no_message_goes_to_the_error_queue_as_it_is_and_is_quoted_nowhere()
    {
        var intake = await Parts.ServiceAsync();
        await intake.DeliverAsync();
        await Parts.Queues.PutAsync(Queue, "{ Kowalski }"u8.ToArray());

        var scheduler = await SchedulerAsync();

        var error = Assert.Single(await Parts.Queues.TakeAsync(Errors, 1));
        Assert.Equal("{ Kowalski }", Encoding.UTF8.GetString(error.Body.Span));
        var headers = string.Join('\n', error.BasicProperties.Headers!.Values.OfType<byte[]>().Select(Encoding.UTF8.GetString));
        Assert.Contains("Not a FactsRecorded: unreadable at line 1, byte 3.", headers, StringComparison.Ordinal);
        await Until.TrueAsync(() => scheduler.Log.Count("unreadable at line 1") > 0, cancellationToken: Cancel);
        Assert.DoesNotContain("'K'", headers, StringComparison.Ordinal);
        Assert.DoesNotContain("Kowalski", headers, StringComparison.Ordinal);
        Assert.Equal((0, 0), (scheduler.Log.Count("'K'"), scheduler.Log.Count("Kowalski")));
    }

    [Fact]
    public async Task While_the_database_is_away_sets_are_held_and_none_is_given_up()
    {
        var wire = Parts.CuttableDatabase();
        var intake = await Parts.ServiceAsync();
        var scheduler = await SchedulerAsync(("ConnectionStrings:Test", Parts.ThroughTo(wire)));
        await Until.TrueAsync(scheduler.IsReadyAsync, cancellationToken: Cancel);

        wire.Cut();
        await intake.AnnounceAsync(Given.ManyFacts(60));
        await intake.DeliverAsync();
        await Until.EqualAsync(1, () => Task.FromResult(scheduler.Log.Count("sets are held until it is back")), cancellationToken: Cancel);
        await Until.EqualAsync(false, scheduler.IsReadyAsync, cancellationToken: Cancel);
        Assert.Empty(_seen.Facts);

        wire.Mend();
        await Until.EqualAsync(60, () => Task.FromResult(_seen.Facts.Distinct().Count()), TimeSpan.FromSeconds(30), Cancel);
        Assert.Equal(60, await Parts.ScalarAsync<long>("select count(*) from effect"));
        Assert.Equal(0u, await Parts.Queues.CountAsync(Errors));
        await Until.TrueAsync(scheduler.IsReadyAsync, cancellationToken: Cancel);
    }

    [Fact]
    public async Task A_service_that_stops_while_it_holds_sets_gives_them_back()
    {
        var wire = Parts.CuttableDatabase();
        var intake = await Parts.ServiceAsync();
        var scheduler = await SchedulerAsync(("ConnectionStrings:Test", Parts.ThroughTo(wire)));
        await Until.TrueAsync(scheduler.IsReadyAsync, cancellationToken: Cancel);
        wire.Cut();
        await intake.AnnounceAsync(Given.ManyFacts(30));
        await intake.DeliverAsync();
        await Until.EqualAsync(1, () => Task.FromResult(scheduler.Log.Count("sets are held until it is back")), cancellationToken: Cancel);

        var started = TimeProvider.System.GetTimestamp();
        await scheduler.App.StopAsync(Cancel);

        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        await Until.EqualAsync(30u, () => Parts.Queues.CountAsync(Queue), cancellationToken: Cancel);
        Assert.Equal(0u, await Parts.Queues.CountAsync(Errors));
    }

    private Task<TestService> SchedulerAsync(params IEnumerable<(string, string?)> settings) => Parts.RunningAsync(
        "scheduler",
        bus => bus.ConsumeSets<FactsRecorded, EffectConsumer>(messageLimit: 20, timeLimit: TimeSpan.FromMilliseconds(200), concurrency: 2),
        builder => builder.Services.AddSingleton(_seen),
        settings);
}
