using System.Text.Json.Nodes;
using Ehcp.Contracts;

namespace Ehcp.Conformance.Checks;

/// <summary>The order in which a case's events come does not matter.</summary>
internal static class OrderChecks
{
    private const string Group = "Order";

    public static async Task RunAsync(Installation there, CancellationToken stop)
    {
        var entries = new Dictionary<string, long?>();
        var again = Life(there, there.NewCase());
        foreach (var order in Orders(again.Count))
        {
            // A case of its own for each order; and one case again and again, in each order.
            var life = Life(there, there.NewCase());
            var answer = await there.SendAsync([.. order.Select(at => life[at])], stop);
            there.Expect(Group, "A case's events are taken in any order", Words(order), All("accepted", order), string.Join(", ", answer.Each));

            var isFirst = entries.Count == 0;
            var told = await there.SendAsync([.. order.Select(at => again[at])], stop);
            there.Expect(
                Group, "Sent again in another order they are the same entries", Words(order), $"{All(isFirst ? "accepted" : "duplicate", order)}; the same entries",
                $"{string.Join(", ", told.Each)}; {(AreSame(entries, order, again, told.Receipts) ? "the same entries" : "other entries")}");
        }

        foreach (var one in again)
        {
            var fate = await there.FateAsync((string)one["id"]!, stop);
            there.Expect(
                Group, "After all orders each event is one entry", "its id", $"200 accepted, entry {entries.GetValueOrDefault((string)one["id"]!)}", $"{fate.Said}, entry {fate.Sequence}");
        }
    }

    private static List<JsonObject> Life(Installation there, string caseReference) =>
    [
        there.Event(FactCatalogue.Of<RequestReceived>(), caseReference),
        there.Event(FactCatalogue.Of<AssessmentDecided>(), caseReference),
        there.Event(FactCatalogue.Of<DraftPlanServed>(), caseReference),
        there.Event(FactCatalogue.Of<FinalPlanSent>(), caseReference),
    ];

    private static bool AreSame(Dictionary<string, long?> entries, int[] order, List<JsonObject> events, IReadOnlyList<Doors.Answer> receipts)
    {
        var same = receipts.Count == order.Length;
        foreach (var (at, receipt) in order.Zip(receipts))
        {
            var id = (string)events[at]["id"]!;
            same &= entries.TryAdd(id, receipt.Sequence) || entries[id] == receipt.Sequence;
        }

        return same;
    }

    private static IEnumerable<int[]> Orders(int count) => count == 1
        ? [[0]]
        : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(at => (int[])[.. order[..at], count - 1, .. order[at..]]));

    private static string All(string status, int[] order) => string.Join(", ", order.Select(_ => status));

    private static string Words(int[] order) => $"a batch of {order.Length}, in the order {string.Join(" ", order.Select(at => at + 1))}";
}
