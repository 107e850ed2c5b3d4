using System.Text;
using Ehcp.Conformance.Doors;
using Ehcp.Conformance.Examples;

namespace Ehcp.Conformance.Checks;

/// <summary>What is too much is refused as a whole, and what just fits is taken.</summary>
internal static class LimitChecks
{
    private const string Group = "Limits";
    private const int MostEvents = 1_000;

    public static async Task RunAsync(Installation there, CancellationToken stop)
    {
        var most = Enumerable.Range(0, MostEvents).Select(_ => there.AnEvent()).ToList();
        var answer = await there.SendAsync(most, stop);
        there.Expect(
            Group, $"A batch of {MostEvents} is taken", $"a batch of {MostEvents}", $"200, a list of {MostEvents}, all accepted",
            $"{answer.Said}, {(answer.Each.All(each => each == "accepted") ? "all accepted" : "not all accepted")}");
        var ids = answer.Receipts.Select(receipt => Answer.TextOf(receipt.Json, "id"));
        there.Expect(
            Group, "The answers stand in the order of the batch", $"a batch of {MostEvents}", "in order",
            ids.SequenceEqual(most.Select(one => (string?)one["id"])) ? "in order" : "in another order, or not all");

        // Spread over the batch: what an installation says it took must be there.
        foreach (var at in new[] { 0, MostEvents / 2, MostEvents - 1 })
        {
            var fate = await there.FateAsync((string)most[at]["id"]!, stop);
            there.Expect(
                Group, "An event of a large batch is found again, as the entry that was told", $"event {at + 1} of {MostEvents}",
                $"200 accepted, entry {answer.Receipts.ElementAtOrDefault(at)?.Sequence}", $"{fate.Said}, entry {fate.Sequence}");
        }

        var over = Enumerable.Range(0, MostEvents + 1).Select(_ => there.AnEvent()).ToList();
        there.Expect(Group, "A larger batch is refused", $"a batch of {MostEvents + 1}", "413 too-many-events", (await there.SendAsync(over, stop)).Said);
        there.Expect(
            Group, "None of a batch that is too large is taken", "the id of its first", "404 event-not-found", (await there.FateAsync((string)over[0]["id"]!, stop)).Said);

        // White space around an event is no part of it, so only the size is wrong.
        var one = there.AnEvent();
        var body = Encoding.UTF8.GetBytes(one.ToJsonString().PadRight(there.Options.MostBytes + 1));
        there.Expect(
            Group, "A body that is too large is refused", $"{body.Length} bytes", "413 too-large", (await there.Door.PostAsync(body, HttpDoor.Structured, stop)).Said);
        var fits = await there.Door.PostAsync(body[..^1], HttpDoor.Structured, stop);
        there.Note(one, fits);
        there.Expect(Group, "A body that just fits is taken", $"{body.Length - 1} bytes", Documented.Accepted, fits.Said);

        there.Expect(
            Group, "A parameter that there is not is refused by its name", "GET /v1/events with one more parameter", "400 parameter-invalid: unknown colour",
            (await there.Door.GetAsync($"v1/events?source={there.Options.Source}&id=a&colour=red", stop)).Said);
        there.Expect(
            Group, "A method that the door does not take is refused", "DELETE /v1/events", "405 method-not-allowed",
            (await there.Door.AskAsync(HttpMethod.Delete, "v1/events", stop)).Said);
    }
}
