using System.Text;
using System.Text.Json.Nodes;
using Ehcp.TestKit;
using RabbitMQ.Client;

namespace Ehcp.Intake.Tests.Inbound;

/// <summary>Every kind of mistake is told with its reason, in the queue of what was refused and in the tray, and stops nobody.</summary>
public sealed class MistakeTests(OpenDoor door) : IClassFixture<OpenDoor>
{
    private const string Child = "JaneMarySmith";
    private const string Json = "application/json";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Mistakes => new()
    {
        { "no JSON", "json " },
        { "no text", "json " },
        { "nothing", "json " },
        { "no content type", "envelope " },
        { "another content type", "envelope " },
        { "JSON without attributes", "envelope " },
        { "compressed", "envelope " },
        { "no array", "kind " },
        { "too many", "too-many-events " },
        { "too large", "too-large " },
        { "no user", "sender " },
        { "an attribute of a number", "kind /id" },
        { "an attribute that is no text", "pattern /id" },
        { "an attribute that is not known", "unknown /childname" },
        { "a name", "unknown /data/childName" },
        { "another source", "source-not-allowed /source" },
        { "another source in a batch", "source-not-allowed /source" },
        { "another authority", "authority-not-allowed /data/authority" },
        { "another authority in binary mode", "authority-not-allowed /data/authority" },
        { "a date", "date /data/receivedOn" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_told_and_the_next_event_is_taken(string mistake, string error)
    {
        var before = await door.Intake.Database.CountAsync("rejection");
        var (body, envelope) = Made(mistake);
        envelope.MessageId = "message-7";
        var next = Given.ARequest();
        await door.SendAsync(body, envelope);
        await door.SendAsync(next.ToJsonString());

        await door.RecordedAsync((string)next["id"]!);
        var (said, properties) = await door.RejectedAsync();
        Assert.Equal([error], Answer.ErrorsOf(said));
        Assert.Equal(mistake == "no user" ? null : door.Intake.Upstream, (string?)said["sender"]);
        Assert.Equal(("application/json", "message-7"), (properties.ContentType, properties.CorrelationId));
        Assert.Equal(before + 1, await door.Intake.Database.CountAsync("rejection"));
        var tray = (await door.Intake.GetAsync("/v1/rejections?limit=1")).Json["rejections"]![0]!;
        Assert.Equal(error, $"{tray["errors"]![0]!["rule"]} {tray["errors"]![0]!["pointer"]}");
        Assert.DoesNotContain(Child, said.ToJsonString() + await door.Intake.EverythingStoredAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, door.Intake.Log.Count(Child));
    }

    [Fact]
    public async Task A_name_of_a_message_that_may_be_a_person_s_is_not_told_back()
    {
        var envelope = door.Envelope(OpenDoor.Structured);
        envelope.MessageId = Child + " born 2015-01-02";
        await door.SendAsync("{"u8.ToArray(), envelope);

        var (_, properties) = await door.RejectedAsync();
        Assert.False(properties.IsCorrelationIdPresent());
    }

    [Fact]
    public async Task A_user_without_a_key_may_send_nothing()
    {
        var stranger = $"stranger-{Guid.NewGuid():n}";
        var channel = await door.ChannelAsync(await door.MakeUserAsync(stranger));
        await channel.BasicPublishAsync(
            OpenDoor.Exchange, "event", mandatory: true, new BasicProperties { UserId = stranger, ContentType = OpenDoor.Structured },
            Encoding.UTF8.GetBytes(Given.ARequest().ToJsonString()), Stop);

        var (said, _) = await door.RejectedAsync();
        Assert.Equal((stranger, "sender"), ((string?)said["sender"], (string?)said["errors"]![0]!["rule"]));
    }

    /// <summary>The queue is taken away, so that the first attempt ends between the tray and the settling of the message.</summary>
    [Fact]
    public async Task A_refused_message_that_comes_again_is_in_the_tray_once()
    {
        var before = await door.Intake.Database.CountAsync("rejection");
        await door.Operator.QueueDeleteAsync(OpenDoor.Rejected, cancellationToken: Stop);
        await door.SendAsync("{", OpenDoor.Structured);
        await Until.TrueAsync(async () => await door.Intake.Database.CountAsync("rejection") > before, cancellationToken: Stop);

        JsonNode? said = null;
        await Until.PassesAsync(async () =>
        {
            door.Intake.Clock.Advance(TimeSpan.FromSeconds(10));
            await using var channel = await door.ChannelAsync(door.Intake.Broker!);
            var taken = await channel.BasicGetAsync(OpenDoor.Rejected, autoAck: true, Stop);
            said = JsonNode.Parse(Assert.IsType<BasicGetResult>(taken).Body.Span);
        }, cancellationToken: Stop);
        Assert.Equal(["json "], Answer.ErrorsOf(said!));
        Assert.Equal(before + 1, await door.Intake.Database.CountAsync("rejection"));
    }

    private (byte[] Body, BasicProperties Envelope) Made(string mistake)
    {
        var one = Given.ARequest();
        var text = Encoding.UTF8.GetBytes(one.ToJsonString());
        var data = Encoding.UTF8.GetBytes(one["data"]!.ToJsonString());
        (string Name, object? Value)[] attributes =
        [
            .. one.Where(attribute => attribute.Key != "data").Select(attribute => ("cloudEvents:" + attribute.Key, (object?)(string?)attribute.Value)),
        ];
        return mistake switch
        {
            "no JSON" => (Encoding.UTF8.GetBytes("{\"" + Child), door.Envelope(OpenDoor.Structured)),
            "no text" => ([0x22, 0xC3, 0x28, 0x22], door.Envelope(OpenDoor.Structured)),
            "nothing" => ([], door.Envelope(OpenDoor.Structured)),
            "no content type" => (text, door.Envelope(null)),
            "another content type" => (text, door.Envelope("text/plain")),
            "JSON without attributes" => (text, door.Envelope(Json, ("x-child", Child))),
            "compressed" => (text, Compressed()),
            "no array" => (text, door.Envelope(OpenDoor.Batch)),
            "too many" => (Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("{}", 1_001))}]"), door.Envelope(OpenDoor.Batch)),
            "too large" => (new byte[2 * 1024 * 1024 + 1], door.Envelope(OpenDoor.Structured)),
            "no user" => (text, new BasicProperties { ContentType = OpenDoor.Structured }),
            "an attribute of a number" => (data, door.Envelope(Json, Changed("id", 7))),
            "an attribute that is no text" => (data, door.Envelope(Json, Changed("id", new byte[] { 0xC3, 0x28 }))),
            "an attribute that is not known" => (data, door.Envelope(Json, [.. attributes, ("cloudEvents:childname", Child)])),
            "a name" => (Encoding.UTF8.GetBytes(one.WithData("childName", Child).ToJsonString()), door.Envelope(OpenDoor.Structured)),
            "another source" => (Encoding.UTF8.GetBytes(one.With("source", "one").ToJsonString()), door.Envelope(OpenDoor.Structured)),
            "another source in a batch" => (Encoding.UTF8.GetBytes($"[{one.With("source", "one").ToJsonString()}]"), door.Envelope(OpenDoor.Batch)),
            "another authority in binary mode" => (Encoding.UTF8.GetBytes(
                one.WithData("authority", "E06000060")["data"]!.ToJsonString()), door.Envelope(Json, attributes)),
            "another authority" => (Encoding.UTF8.GetBytes(one.WithData("authority", "E06000060").ToJsonString()), door.Envelope(OpenDoor.Structured)),
            _ => (Encoding.UTF8.GetBytes(one.WithData("receivedOn", Child).ToJsonString()), door.Envelope(OpenDoor.Structured)),
        };

        (string, object?)[] Changed(string name, object value) =>
            [.. attributes.Where(attribute => attribute.Name != "cloudEvents:" + name), ("cloudEvents:" + name, value)];

        BasicProperties Compressed()
        {
            var envelope = door.Envelope(OpenDoor.Structured);
            envelope.ContentEncoding = "gzip";
            return envelope;
        }
    }
}
