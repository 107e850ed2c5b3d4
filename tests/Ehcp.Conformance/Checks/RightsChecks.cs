using System.Text.Json.Nodes;
using Ehcp.Conformance.Doors;
using Ehcp.Conformance.Examples;
using Ehcp.Contracts;

namespace Ehcp.Conformance.Checks;

/// <summary>A key opens the door for its own source and authority, and for nothing else.</summary>
internal static class RightsChecks
{
    private const string Group = "Rights";
    private const string NoKey = "401 key-missing-or-unknown";
    private const string NotThis = "403 sender-not-allowed";

    public static async Task RunAsync(Installation there, CancellationToken stop)
    {
        var body = there.AnEvent().ToJsonString();
        foreach (var (what, key) in new[] { ("no key", ""), ("a key that nobody has", "conformance-no-such-key-000000000000") })
        {
            there.Expect(Group, "Without a known key nothing is taken", what, NoKey, (await there.Door.PostAsync(body, HttpDoor.Structured, stop, key)).Said);
        }

        // Asked first whether the key is held to its source: a key that is not could write under another's name.
        var foreign = $"{there.Options.Source}-of-another";
        var fate = await there.FateAsync($"{there.Prefix}.never", stop, foreign);
        there.Expect(Group, "What became of another source's events is not told", "GET /v1/events", NotThis, fate.Said);
        if (fate.Status != 403)
        {
            there.Expect(Group, "The key is held to one source", "the key", "a key for the source of this check and no other", "a key for other sources too");
            return;
        }

        there.Expect(
            Group, "What was refused of another source is not told", "GET /v1/rejections", NotThis,
            (await there.Door.GetAsync($"v1/rejections?source={Uri.EscapeDataString(foreign)}", stop)).Said);
        await ForeignAsync(there, "An event of another source is refused", one => one["source"] = foreign, "source-not-allowed /source", stop);
        await ForeignAsync(
            there, "An event of another authority is refused", one => one["data"]!["authority"] = Other(there), "authority-not-allowed /data/authority", stop);
        await ForeignAsync(
            there, "An event of another source is not taken back",
            one =>
            {
                one["type"] = FactCatalogue.Of<EventRetracted>().WireType;
                one["data"] = new JsonObject
                {
                    ["authority"] = there.Options.Authority,
                    ["retractedId"] = "conformance-1",
                    ["retractedSource"] = foreign,
                };
            },
            "source-not-allowed /data/retractedSource", stop);
    }

    private static async Task ForeignAsync(Installation there, string name, Action<JsonObject> change, string broken, CancellationToken stop)
    {
        var one = there.AnEvent();
        change(one);
        there.Expect(Group, name, "one event", Documented.Refused([broken]), (await there.SendAsync(one, stop)).Said);

        var good = there.AnEvent();
        one["id"] = there.AnEvent()["id"]!.DeepClone();
        there.Expect(
            Group, $"{name}, and what is beside it is taken", "a batch of 2", $"{Documented.Rejected([broken])}; accepted",
            string.Join("; ", (await there.SendAsync([one, good], stop)).Each));
    }

    /// <summary>An authority that the key is not for.</summary>
    public static string Other(Installation there) =>
        Authorities.All.First(other => other.OnsCode != there.Options.Authority && other is { From: null, FormerTo: null }).OnsCode;
}
