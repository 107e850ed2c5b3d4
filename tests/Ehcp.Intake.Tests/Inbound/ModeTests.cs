using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ehcp.TestKit;
using RabbitMQ.Client;

namespace Ehcp.Intake.Tests.Inbound;

/// <summary>What is sent by the broker is the same event as by HTTP, however it is wrapped.</summary>
public sealed class ModeTests(OpenDoor door) : IClassFixture<OpenDoor>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OpenDoor.Structured)]
    [InlineData("Application/CloudEvents+JSON; charset=utf-8")]
    public async Task An_event_in_structured_mode_is_recorded_for_the_broker_s_user(string contentType)
    {
        var one = Given.ARequest();
        await door.SendAsync(one.ToJsonString(), contentType);

        await door.RecordedAsync((string)one["id"]!);
        Assert.Equal(
            $"{door.Intake.Upstream}|1|{one.ToJsonString()}",
            await door.TextAsync($"select api_key || '|' || mode || '|' || convert_from(body, 'UTF8') from ledger where id = '{one["id"]}'"));
        Assert.Contains(await door.Intake.AnnouncedAsync(), fact => fact.Id == (string)one["id"]!);
    }

    [Theory]
    [InlineData("cloudEvents:")]
    [InlineData("cloudEvents_")]
    public async Task An_event_in_binary_mode_is_recorded_with_its_headers(string prefix)
    {
        var one = Given.ARequest();
        await door.SendAsync(Encoding.UTF8.GetBytes(one["data"]!.ToJsonString()), Binary(one, prefix));

        await door.RecordedAsync((string)one["id"]!);
        var kept = JsonNode.Parse(await door.TextAsync($"select headers from ledger where id = '{one["id"]}' and mode = 3"))!;
        Assert.Equal(("application/json", "EHC-2026-0001"), ((string?)kept["content-type"], (string?)kept[prefix + "subject"]));
    }

    [Fact]
    public async Task A_time_may_be_one_of_the_protocol()
    {
        var one = Given.ARequest();
        var at = DateTimeOffset.Parse((string)one["time"]!, CultureInfo.InvariantCulture);
        var envelope = Binary(one, "cloudEvents:");
        envelope.Headers!["cloudEvents:time"] = new AmqpTimestamp(at.ToUnixTimeSeconds());
        await door.SendAsync(Encoding.UTF8.GetBytes(one["data"]!.ToJsonString()), envelope);

        await door.RecordedAsync((string)one["id"]!);
        var answer = await door.Intake.SendAsync(one);
        Assert.Equal("duplicate", answer.Outcome);
    }

    [Fact]
    public async Task A_batch_is_taken_but_for_its_bad_ones()
    {
        var (good, bad, last) = (Given.ARequest(), Given.ARequest("2026-13-01"), Given.APlan());
        await door.SendAsync(new JsonArray(good.DeepClone(), bad.DeepClone(), last.DeepClone()).ToJsonString(), OpenDoor.Batch);

        await door.RecordedAsync((string)last["id"]!);
        Assert.Equal((1, 0), (await door.CountAsync((string)good["id"]!), await door.CountAsync((string)bad["id"]!)));
        var (said, _) = await door.RejectedAsync();
        Assert.Equal(((string?)bad["id"], "rejected", "date"), ((string?)said["id"], (string?)said["status"], (string?)said["errors"]![0]!["rule"]));
    }

    [Fact]
    public async Task What_was_sent_by_one_door_is_a_duplicate_by_the_other_and_other_content_a_conflict()
    {
        var one = Given.ARequest();
        Assert.Equal("accepted", (await door.Intake.SendAsync(one)).Outcome);
        await door.SendAsync(one.ToJsonString());
        await door.SendAsync(one.WithData("receivedOn", "2026-06-30").ToJsonString());

        var (said, _) = await door.RejectedAsync();
        Assert.Equal(
            ((string?)one["id"], "synergy", "ehcp.request-received.v1", "conflict"),
            ((string?)said["id"], (string?)said["source"], (string?)said["type"], (string?)said["status"]));
        Assert.Equal(("conflict", "/id"), ((string?)said["errors"]![0]!["rule"], (string?)said["errors"]![0]!["pointer"]));
        Assert.Equal(0u, await door.RejectedCountAsync());
        Assert.Equal(1, await door.CountAsync((string)one["id"]!));
    }

    [Theory]
    [InlineData("another")]
    [InlineData("")]
    public async Task Nothing_is_lost_for_its_routing_key(string key)
    {
        var one = Given.ARequest();
        await door.Sender.BasicPublishAsync(
            OpenDoor.Exchange, key, mandatory: true, door.Envelope(OpenDoor.Structured), Encoding.UTF8.GetBytes(one.ToJsonString()), Stop);

        await door.RecordedAsync((string)one["id"]!);
    }

    [Fact]
    public async Task Another_client_in_another_language_sends_in_each_mode()
    {
        var (structured, binary, batched) = (Given.ARequest(), Given.ARequest(), Given.ARequest());
        var properties = new JsonObject { ["userId"] = door.Intake.Upstream, ["contentType"] = "application/json", ["headers"] = new JsonObject() };
        foreach (var (name, value) in binary.Where(attribute => attribute.Key != "data"))
        {
            properties["headers"]!["cloudEvents:" + name] = (string)value!;
        }

        await AmqplibAsync(
            Message(structured.ToJsonString(), OpenDoor.Structured),
            new JsonObject { ["body"] = binary["data"]!.ToJsonString(), ["properties"] = properties },
            Message($"[{batched.ToJsonString()}]", OpenDoor.Batch));

        foreach (var one in (JsonObject[])[structured, binary, batched])
        {
            await door.RecordedAsync((string)one["id"]!);
        }
    }

    /// <summary>Headers that the protocol has and .NET does not: they must not stop the door for those around them, nor take them along.</summary>
    [Theory]
    [InlineData("""{ "decimal": 200 }""", 1)]
    [InlineData("""{ "nested": 1000 }""", 0)] // which is strange, and can be read
    public async Task Headers_that_cannot_be_read_stop_nobody_else(string headers, int unreadable)
    {
        const string Unreadable = "ehcp.inbound.unreadable";
        var lay = await door.Operator.MessageCountAsync(Unreadable, Stop);
        var (said, bad) = (door.Intake.Log.Count(Unreadable), Given.ARequest());
        var message = Message(bad.ToJsonString(), OpenDoor.Structured);
        message["properties"]!["headers"] = JsonNode.Parse(headers);
        var good = Enumerable.Range(0, 100).Select(_ => Given.ARequest()).ToList();
        List<JsonNode> all = [.. good.Select(one => Message(one.ToJsonString(), OpenDoor.Structured))];
        all.Insert(good.Count / 2, message);
        await AmqplibAsync([.. all]);

        foreach (var one in good)
        {
            await door.RecordedAsync((string)one["id"]!);
        }

        await Until.EqualAsync(1 - unreadable, () => door.CountAsync((string)bad["id"]!), cancellationToken: Stop);
        await Until.EqualAsync(lay + (uint)unreadable, () => door.Operator.MessageCountAsync(Unreadable, Stop), cancellationToken: Stop);
        await Until.EqualAsync(
            unreadable > 0,
            () =>
            {
                door.Intake.Clock.Advance(TimeSpan.FromSeconds(5)); // it looks every so often
                return Task.FromResult(door.Intake.Log.Count(Unreadable) > said);
            },
            cancellationToken: Stop);
        await Until.EqualAsync(0u, () => door.Operator.MessageCountAsync("ehcp.inbound.events", Stop), cancellationToken: Stop);
        Assert.Equal(lay + (uint)unreadable, await door.Operator.MessageCountAsync(Unreadable, Stop));
    }

    private JsonObject Message(string body, string contentType) => new()
    {
        ["body"] = body,
        ["properties"] = new JsonObject { ["userId"] = door.Intake.Upstream, ["contentType"] = contentType },
    };

    private async Task AmqplibAsync(params JsonNode[] messages) => Assert.Equal("confirmed", (await new NodeTool("Inbound", "Amqplib").RunAsync(
        new Dictionary<string, string> { ["AMQP_URL"] = door.Address.ToString(), ["MESSAGES"] = JsonSerializer.Serialize(messages) }, "send.js")).Trim());

    private BasicProperties Binary(JsonObject one, string prefix) => door.Envelope(
        "application/json",
        [.. one.Where(attribute => attribute.Key != "data").Select(attribute => (prefix + attribute.Key, (object?)(string?)attribute.Value))]);
}
