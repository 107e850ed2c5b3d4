using System.Text.Json.Nodes;
using Ehcp.Conformance.Doors;
using Ehcp.Conformance.Examples;
using Ehcp.Contracts;

namespace Ehcp.Conformance.Checks;

/// <summary>The door at the broker leads to the same rules, ledger and tray. What came of an event is asked over HTTP.</summary>
internal static class AmqpChecks
{
    private const string Group = "AMQP";
    private const string Confirmed = "confirmed";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(Installation there, CancellationToken stop)
    {
        if (there.Options.Broker is not { } broker)
        {
            return;
        }

        await using var door = new AmqpDoor(broker);
        var (sent, said) = (there.AnEvent(), "");
        there.Expect(Group, "The broker takes an event", "structured", Confirmed, said = await door.PublishAsync(sent.ToJsonString(), HttpDoor.Structured, stop));
        if (said != Confirmed)
        {
            return; // the rest would only be waited for
        }

        await FateAsync(there, sent, "accepted", stop);
        await ModesAsync(there, door, stop);
        await ExamplesAndMistakesAsync(there, door, stop);
        await AcrossAsync(there, door, stop);
        there.Expect(Group, "The user may not publish elsewhere", "to amq.topic", "refused: 403", await door.PublishElsewhereAsync("amq.topic", stop));
        there.Expect(Group, "The user may not send as another", "with another user-id", "refused: 406", await door.PublishAsAnotherAsync(stop));
        there.Expect(Group, "The user may not read what others sent", "from ehcp.inbound.events", "refused: 403", await door.ReadAsync("ehcp.inbound.events", stop));
        there.Expect(Group, "The user may not read what was refused", "from ehcp.inbound.rejected", "refused: 403", await door.ReadAsync("ehcp.inbound.rejected", stop));
    }

    private static async Task ModesAsync(Installation there, AmqpDoor door, CancellationToken stop)
    {
        foreach (var (mode, publish) in new (string, Func<JsonObject, Task<string>>)[]
        {
            ("structured", one => door.PublishAsync(one.ToJsonString(), HttpDoor.Structured, stop)),
            ("a batch of 1", one => door.PublishAsync($"[{one.ToJsonString()}]", HttpDoor.Batch, stop)),
            ("binary, headers cloudEvents:", one => door.PublishAsync(one, "cloudEvents:", stop)),
            ("binary, headers cloudEvents_", one => door.PublishAsync(one, "cloudEvents_", stop)),
        })
        {
            var one = there.AnEvent();
            there.Expect(Group, "An event is confirmed by the broker", mode, Confirmed, await publish(one));
            there.Expect(Group, "An event is taken", mode, "200 accepted", (await FateAsync(there, one, "accepted", stop)).Said);
        }
    }

    private static async Task ExamplesAndMistakesAsync(Installation there, AmqpDoor door, CancellationToken stop)
    {
        var examples = FactCatalogue.All.Where(type => !EventExamples.IsOfEndedAuthority(type)).Select(type => there.Event(type)).ToList();
        var mistakes = FactCatalogue.All.SelectMany(type => there.Mistakes.Of(type).Select(mistake => (Type: type, Mistake: mistake, Event: there.Event(type))))
            .DistinctBy(one => one.Mistake.Rule).ToList();
        string[] batch =
        [
            .. mistakes.Select(one => one.Mistake.Write((JsonObject)one.Event.DeepClone())), .. examples.Select(one => one.ToJsonString()),
        ];
        var what = $"a batch of {batch.Length}, {mistakes.Count} of them bad";
        there.Expect(Group, "A batch is confirmed by the broker", what, Confirmed, await door.PublishAsync($"[{string.Join(',', batch)}]", HttpDoor.Batch, stop));
        foreach (var one in examples)
        {
            there.Expect(Group, $"{one["type"]} is taken", what, "200 accepted", (await FateAsync(there, one, "accepted", stop)).Said);
        }

        foreach (var (type, mistake, one) in mistakes)
        {
            var fate = await FateAsync(there, one, "rejected", stop);
            there.Expect(
                Group, $"{type.WireType}: {mistake.What} is refused", what, $"200 rejected: {string.Join(", ", Documented.Broken(mistake, type))}",
                $"{fate.Said}{Answer.Broken(Answer.Items(fate.Json, "rejections").FirstOrDefault())}");
        }
    }

    private static async Task AcrossAsync(Installation there, AmqpDoor door, CancellationToken stop)
    {
        var one = there.AnEvent();
        await door.PublishAsync(one.ToJsonString(), HttpDoor.Structured, stop);
        await FateAsync(there, one, "accepted", stop);
        there.Expect(Group, "What came by the broker is a duplicate over HTTP", "one event", Documented.Duplicate, (await there.SendAsync(one, stop)).Said);

        var other = (JsonObject)one.DeepClone();
        other["data"]!["receivedOn"] = there.Examples.DaysFrom(-1);
        await door.PublishAsync(other.ToJsonString(), HttpDoor.Structured, stop);
        var fate = await UntilAsync(there, one, fate => Answer.Items(fate.Json, "rejections").Any(), stop);
        there.Expect(
            Group, "Other content under its id is a conflict", "one event", "200 accepted: conflict /id",
            $"{fate.Said}{Answer.Broken(Answer.Items(fate.Json, "rejections").FirstOrDefault())}");

        var foreign = there.AnEvent();
        foreign["data"]!["authority"] = RightsChecks.Other(there);
        await door.PublishAsync(foreign.ToJsonString(), HttpDoor.Structured, stop);
        fate = await FateAsync(there, foreign, "rejected", stop);
        there.Expect(
            Group, "An event of another authority is refused", "one event", "200 rejected: authority-not-allowed /data/authority",
            $"{fate.Said}{Answer.Broken(Answer.Items(fate.Json, "rejections").FirstOrDefault())}");
    }

    private static async Task<Answer> FateAsync(Installation there, JsonObject one, string status, CancellationToken stop)
    {
        var fate = await UntilAsync(there, one, fate => Answer.TextOf(fate.Json, "status") == status, stop);
        there.Note(one, fate);
        return fate;
    }

    // A broker hands on when it can, so the installation is asked again and again.
    private static async Task<Answer> UntilAsync(Installation there, JsonObject one, Predicate<Answer> isSo, CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var fate = await there.FateAsync((string)one["id"]!, stop);
            if (isSo(fate) || TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                return fate;
            }

            await Task.Delay(Pause, TimeProvider.System, stop);
        }
    }
}
