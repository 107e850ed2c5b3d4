using System.Text.Json.Nodes;
using Ehcp.TestKit;

namespace Ehcp.Intake.Tests.Events;

public sealed class BatchTests(RunningIntake intake) : IClassFixture<RunningIntake>
{
    [Fact]
    public async Task Each_event_is_answered_for_itself_in_order_and_good_ones_are_taken()
    {
        var (known, good) = (Given.ARequest(), Given.ARequest());
        var first = await intake.SendAsync(known);

        var answer = await intake.SendBatchAsync(
            good, known, known.WithData("receivedOn", "2026-07-02"), good, Given.ARequest().With("subject", "A12345678901B")
                .WithData("receivedOn", null), null);

        Assert.Equal((200, "application/json"), (answer.Status, answer.MediaType));
        var receipts = (JsonArray)answer.Json;
        Assert.Equal(["accepted", "duplicate", "conflict", "duplicate", "rejected", "rejected"], receipts.Select(receipt => (string)receipt!["status"]!));
        Assert.Equal([good["id"]!.ToString(), known["id"]!.ToString(), known["id"]!.ToString(), good["id"]!.ToString()], receipts.Take(4)
            .Select(receipt => (string)receipt!["id"]!));
        Assert.Equal(first.Sequence, (long)receipts[1]!["sequence"]!);
        Assert.Equal((long)receipts[0]!["sequence"]!, (long)receipts[3]!["sequence"]!);
        Assert.Null(receipts[2]!["sequence"]);
        Assert.Equal(["conflict /id"], Answer.ErrorsOf(receipts[2]!));
        Assert.Equal(["required /data/receivedOn", "upn /subject"], Answer.ErrorsOf(receipts[4]!));
        Assert.Equal(["kind "], Answer.ErrorsOf(receipts[5]!));
    }

    [Fact]
    public async Task Of_one_id_with_two_contents_in_one_batch_one_is_taken_and_the_other_is_a_conflict()
    {
        var one = Given.ARequest();

        var answer = await intake.SendBatchAsync(one, one.WithData("receivedOn", "2026-07-02"));

        Assert.Equal(["accepted", "conflict"], ((JsonArray)answer.Json).Select(receipt => (string)receipt!["status"]!));
    }

    [Fact]
    public async Task A_batch_holds_a_thousand_events_and_not_one_more()
    {
        JsonObject[] events = [.. Enumerable.Range(0, 1_001).Select(_ => Given.ARequest().With("source", "thousand"))];

        var tooMany = await intake.SendBatchAsync(events);
        Assert.Equal((413, "urn:ehcp:too-many-events"), (tooMany.Status, tooMany.Type));
        Assert.Equal(0, await intake.Database.CountAsync("ledger where source = 'thousand'"));

        var answer = await intake.SendBatchAsync(events.Take(1_000));
        Assert.All((JsonArray)answer.Json, receipt => Assert.Equal("accepted", (string?)receipt!["status"]));
        Assert.Equal(1_000, await intake.Database.CountAsync("ledger where source = 'thousand'"));
    }

    [Fact]
    public async Task A_large_batch_is_announced_in_messages_of_at_most_500_facts()
    {
        await intake.SendBatchAsync(Enumerable.Range(0, 700).Select(_ => Given.ARequest().With("source", "large")));

        var sizes = (await intake.MessagesAsync())
            .Select(message => JsonNode.Parse(message.Body)!["facts"]!.AsArray())
            .Where(facts => (string?)facts[0]!["source"] == "large")
            .Select(facts => facts.Count);
        Assert.Equal([500, 200], sizes);
    }

    [Theory]
    [InlineData("[", 400, "urn:ehcp:not-json")]
    [InlineData("[{},]", 400, "urn:ehcp:not-json")]
    [InlineData("[] []", 400, "urn:ehcp:not-json")]
    [InlineData("{}", 400, "urn:ehcp:not-a-cloudevent")]
    [InlineData("[]", 200, null)]
    public async Task A_batch_is_a_JSON_array(string body, int status, string? type)
    {
        var answer = await intake.SendAsync(body, "application/cloudevents-batch+json");

        Assert.Equal(status, answer.Status);
        Assert.Equal(type, status == 200 ? null : answer.Type);
    }

    [Fact]
    public async Task A_batch_that_breaks_off_is_refused_whole()
    {
        var one = Given.ARequest();

        Assert.Equal(400, (await intake.SendAsync($"[{one.ToJsonString()},{{", "application/cloudevents-batch+json")).Status);
        Assert.Equal(0, await intake.Database.CountAsync($"ledger where id = '{one["id"]}'"));
    }
}
