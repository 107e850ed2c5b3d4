using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Ehcp.Intake.Tests.Inbound;

/// <summary>The user that deploy/upstream makes may publish to one exchange under its own name, and do nothing else.</summary>
public sealed class UpstreamUserTests(OpenDoor door) : IClassFixture<OpenDoor>
{
    private const string Queue = "ehcp.inbound.events";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Deeds =>
    [
        "default", "facts", "direct", "impersonate", "declare queue", "declare exchange", "bind", "bind exchange", "consume", "get", "purge", "delete",
        "get rejected", "temporary",
    ];

    [Theory]
    [MemberData(nameof(Deeds))]
    public async Task It_is_refused_everything_else(string deed)
    {
        var channel = await door.ChannelAsync(door.Address);
        var refused = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await DoAsync(channel, deed);
            await channel.ExchangeDeclarePassiveAsync(OpenDoor.Exchange, Stop); // by then the answer to what was only sent is here
        });

        Assert.Contains(
            deed == "impersonate" ? "406" : "403",
            (refused as OperationInterruptedException ?? refused.InnerException ?? refused).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_may_send() =>
        await (await door.ChannelAsync(door.Address))
            .BasicPublishAsync(OpenDoor.Exchange, "event", mandatory: true, door.Envelope("text/plain"), default, Stop);

    [Fact]
    public async Task It_may_send_what_a_key_of_its_name_may_that_was_made_while_the_service_runs_and_no_more_once_that_is_revoked()
    {
        var name = $"made-{Guid.NewGuid():n}";
        var channel = await door.ChannelAsync(await door.MakeUserAsync(name));
        await door.Intake.CreateKeyAsync(name);

        await SendAsync("made-1");
        await door.RecordedAsync("made-1");

        using (var all = door.Intake.Caller(TestKit.Walks.WalkKeys.All))
        using (var revoked = await all.PostAsync(new Uri($"/v1/keys/{name}/revoke", UriKind.Relative), content: null, Stop))
        {
            revoked.EnsureSuccessStatusCode();
        }

        await SendAsync("made-2");
        await TestKit.Until.EqualAsync(
            1L, () => TestKit.Queries.CountAsync(door.Intake.Database, $"rejection where api_key = '{name}'"), cancellationToken: Stop);

        async Task SendAsync(string id) => await channel.BasicPublishAsync(
            OpenDoor.Exchange, "event", mandatory: true, new BasicProperties { UserId = name, ContentType = OpenDoor.Structured, Persistent = true },
            System.Text.Encoding.UTF8.GetBytes(Given.ARequest().With("id", id).ToJsonString()), Stop);
    }

    private static Task DoAsync(IChannel channel, string deed) => deed switch
    {
        "default" => channel.BasicPublishAsync("", Queue, mandatory: true, body: default, cancellationToken: Stop).AsTask(),
        "facts" => channel.BasicPublishAsync("ehcp.facts-recorded", "", mandatory: true, body: default, cancellationToken: Stop).AsTask(),
        "direct" => channel.BasicPublishAsync("amq.direct", "", mandatory: true, body: default, cancellationToken: Stop).AsTask(),
        "impersonate" => channel
            .BasicPublishAsync(OpenDoor.Exchange, "event", mandatory: true, new BasicProperties { UserId = "test" }, default, Stop).AsTask(),
        "declare queue" => channel.QueueDeclareAsync("mine", cancellationToken: Stop),
        "declare exchange" => channel.ExchangeDeclareAsync("mine", ExchangeType.Fanout, cancellationToken: Stop),
        "bind" => channel.QueueBindAsync(Queue, "ehcp.facts-recorded", "", cancellationToken: Stop),
        "bind exchange" => channel.ExchangeBindAsync(OpenDoor.Exchange, "ehcp.facts-recorded", "", cancellationToken: Stop),
        "consume" => channel.BasicConsumeAsync(Queue, autoAck: false, new AnyConsumer(channel), Stop),
        "get" => channel.BasicGetAsync(Queue, autoAck: true, Stop),
        "get rejected" => channel.BasicGetAsync(OpenDoor.Rejected, autoAck: true, Stop),
        "purge" => channel.QueuePurgeAsync(Queue, Stop),
        "delete" => channel.QueueDeleteAsync(Queue, cancellationToken: Stop),
        _ => channel.QueueDeclareAsync(cancellationToken: Stop),
    };

    private sealed class AnyConsumer(IChannel channel) : AsyncDefaultBasicConsumer(channel);
}
