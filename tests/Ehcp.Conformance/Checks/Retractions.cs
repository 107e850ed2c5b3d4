using System.Text.Json.Nodes;
using Ehcp.Contracts;

namespace Ehcp.Conformance.Checks;

/// <summary>Takes back what was taken, so that no case of a check stays in anybody's figures.</summary>
internal static class Retractions
{
    private const string Group = "Taking back";
    private const int MostEvents = 1_000;

    public static async Task RunAsync(Installation there, CancellationToken stop)
    {
        var type = FactCatalogue.Of<EventRetracted>();
        foreach (var some in there.Taken.ToList().Chunk(MostEvents))
        {
            var batch = some.Select(taken => there.Event(type, taken.Value, new JsonObject
            {
                ["authority"] = there.Options.Authority,
                ["retractedId"] = taken.Key,
                ["reason"] = "test",
            })).ToList();
            var answer = await there.SendAsync(batch, stop);
            there.Expect(
                Group, "Every event that was taken is taken back", $"a batch of {batch.Count}", $"200, a list of {batch.Count}, all accepted",
                $"{answer.Said}, {(answer.Each.All(each => each == "accepted") ? "all accepted" : "not all accepted")}");
        }
    }
}
