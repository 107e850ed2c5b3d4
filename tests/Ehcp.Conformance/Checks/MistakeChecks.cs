using System.Text.Json.Nodes;
using Ehcp.Conformance.Doors;
using Ehcp.Conformance.Examples;
using Ehcp.Contracts;

namespace Ehcp.Conformance.Checks;

/// <summary>Every mistake is refused by the rule that is documented, at its place; and what is good beside it is taken all the same.</summary>
internal static class MistakeChecks
{
    private const string Attributes = "Mistakes in an event's attributes";
    private const string Fields = "Mistakes in an event's data";
    private const string Batches = "A batch with mistakes";
    private const string Trays = "What was refused";

    public static async Task RunAsync(Installation there, CancellationToken stop)
    {
        var common = FactCatalogue.Of<RequestReceived>();
        foreach (var mistake in Mistakes.OfAttributes(there.Now))
        {
            await OneAsync(there, Attributes, common, mistake, stop);
        }

        var alone = new HashSet<string>();
        foreach (var type in FactCatalogue.All)
        {
            var mistakes = there.Mistakes.Of(type);

            // Each kind of mistake once by itself, for its status. All of them in batches.
            foreach (var mistake in mistakes.Where(mistake => alone.Add($"{mistake.Rule} {mistake.What.Split(": ", 2)[1]}")))
            {
                await OneAsync(there, Fields, type, mistake, stop);
            }

            await BatchAsync(there, type, mistakes, stop);
        }

        await TrayAsync(there, stop);
    }

    private static async Task OneAsync(Installation there, string group, FactType type, Mistake mistake, CancellationToken stop)
    {
        var one = there.Event(type);
        var answer = await there.Door.PostAsync(mistake.Write((JsonObject)one.DeepClone()), HttpDoor.Structured, stop);
        there.Note(one, answer);
        there.Expect(group, $"{type.WireType}: {mistake.What} is refused", "one event", Documented.Refused(Documented.Broken(mistake, type)), answer.Said);
    }

    // First and last stand good events: neither the refused nor their number may cost one of them.
    private static async Task BatchAsync(Installation there, FactType type, IReadOnlyList<Mistake> mistakes, CancellationToken stop)
    {
        var (first, last) = (there.AnEvent(), there.AnEvent());
        var bad = mistakes.Select(mistake => (Mistake: mistake, Event: there.Event(type))).ToList();
        string[] texts =
        [
            first.ToJsonString(), .. bad.Select(one => one.Mistake.Write((JsonObject)one.Event.DeepClone())), last.ToJsonString(),
        ];
        var answer = await there.Door.PostAsync($"[{string.Join(',', texts)}]", HttpDoor.Batch, stop);
        var each = answer.Each.ToList();
        foreach (var (one, receipt) in bad.Select(one => one.Event).Prepend(first).Append(last).Zip(answer.Receipts))
        {
            there.Note(one, receipt);
        }

        there.Expect(
            Batches, $"The good events beside every mistake of {type.WireType} are taken", $"a batch of {texts.Length}: the first and the last are good",
            $"200, a list of {texts.Length}: accepted, accepted", $"{answer.Said}: {answer.Each.FirstOrDefault()}, {answer.Each.LastOrDefault()}");
        foreach (var good in new[] { first, last })
        {
            var fate = await there.FateAsync((string)good["id"]!, stop);
            there.Expect(Batches, $"A good event beside every mistake of {type.WireType} is found again", "its id", "200 accepted", fate.Said);
        }

        for (var at = 0; at < mistakes.Count; at++)
        {
            there.Expect(
                Fields, $"{type.WireType}: {mistakes[at].What} is refused in a batch", $"event {at + 2} of {texts.Length}",
                Documented.Rejected(Documented.Broken(mistakes[at], type)), each.Count > at + 1 ? each[at + 1] : answer.Said);
        }
    }

    private static async Task TrayAsync(Installation there, CancellationToken stop)
    {
        var type = FactCatalogue.Of<RequestReceived>();
        var one = there.Event(type);
        var mistake = Mistake.OfField("receivedOn", "\"01/07/2026\"", "with the day first", "date");
        await there.Door.PostAsync(mistake.Write((JsonObject)one.DeepClone()), HttpDoor.Structured, stop);

        var fate = await there.FateAsync((string)one["id"]!, stop);
        there.Expect(Trays, "A refused event is told when it is asked for", "its id", "200 rejected", fate.Said);
        there.Expect(
            Trays, "And with the rule that it broke", "its id", ": date /data/receivedOn",
            Answer.Broken(Answer.Items(fate.Json, "rejections").FirstOrDefault()));

        var tray = await there.Door.GetAsync($"v1/rejections?source={Uri.EscapeDataString(there.Options.Source)}&rule=date&limit=1", stop);
        there.Expect(
            Trays, "It is the newest in the tray of its rule", "GET /v1/rejections", (string)one["id"]!,
            Answer.TextOf(Answer.Items(tray.Json, "rejections").FirstOrDefault(), "id") ?? tray.Said);
        there.Expect(
            Trays, "Nothing is known of an event that was never sent", "an id that nothing has", "404 event-not-found",
            (await there.FateAsync($"{there.Prefix}.never", stop)).Said);
    }
}
