using System.Text.Json.Nodes;
using Ehcp.Conformance.Doors;
using Ehcp.Conformance.Examples;
using Ehcp.Contracts;

namespace Ehcp.Conformance.Checks;

/// <summary>An event counts once, however often it is sent and however it is written; other content under its name is not taken.</summary>
internal static class RepeatChecks
{
    private const string Group = "Repetition";
    private const int AtOnce = 8;

    public static async Task RunAsync(Installation there, CancellationToken stop)
    {
        var one = there.AnEvent();
        var first = await there.SendAsync(one, stop);
        there.Expect(Group, "An event is taken", "one event", Documented.Accepted, first.Said);
        var again = await there.SendAsync(one, stop);
        there.Expect(Group, "The same event is a duplicate", "the same bytes", $"{Documented.Duplicate}, one entry", Entry(again, first));

        foreach (var (what, text) in Spellings(there, one))
        {
            var spelled = await there.Door.PostAsync(text, HttpDoor.Structured, stop);
            there.Note(one, spelled);
            there.Expect(Group, $"The same event is a duplicate: {what}", "one event", $"{Documented.Duplicate}, one entry", Entry(spelled, first));
        }

        var fate = await there.FateAsync((string)one["id"]!, stop);
        there.Expect(Group, "The entry is found again", "its id", "200 accepted, one entry", Entry(fate, first));
        await OtherContentAsync(there, one, stop);
        await AtOnceAsync(there, stop);
        await InABatchAsync(there, stop);
    }

    private static async Task OtherContentAsync(Installation there, JsonObject one, CancellationToken stop)
    {
        foreach (var (what, change) in new (string, Action<JsonObject>)[]
        {
            ("another date", other => other["data"]!["receivedOn"] = there.Examples.DaysFrom(-1)),
            ("another case", other => other["subject"] = there.NewCase()),
            ("another time", other => other["time"] = $"{there.Now.AddHours(-1):yyyy-MM-ddTHH:mm:ss}Z"),
            ("a field more", other => other["data"]!["requestedBy"] = "school"),
        })
        {
            var other = (JsonObject)one.DeepClone();
            change(other);
            there.Expect(
                Group, $"The same id with other content is a conflict: {what}", "one event", Documented.Conflict, (await there.SendAsync(other, stop)).Said);
        }

        there.Expect(
            Group, "The first content stands", "the first event again", Documented.Duplicate, (await there.SendAsync(one, stop)).Said);
    }

    private static async Task AtOnceAsync(Installation there, CancellationToken stop)
    {
        var one = there.AnEvent();
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => there.Door.PostAsync(one.ToJsonString(), HttpDoor.Structured, stop)));
        foreach (var answer in answers)
        {
            there.Note(one, answer);
        }

        there.Expect(
            Group, "Sent by several connections at the same time it is one entry", $"the same event {AtOnce} times",
            $"1 accepted, {AtOnce - 1} duplicate, 1 entry",
            $"{answers.Count(answer => answer.Said == Documented.Accepted)} accepted, {answers.Count(answer => answer.Said == Documented.Duplicate)} duplicate, "
                + $"{answers.Select(answer => answer.Sequence).Distinct().Count()} entry");
    }

    private static async Task InABatchAsync(Installation there, CancellationToken stop)
    {
        var (twice, after) = (there.AnEvent(), there.AnEvent());
        var other = (JsonObject)twice.DeepClone();
        other["data"]!["receivedOn"] = there.Examples.DaysFrom(-1);
        var answer = await there.SendAsync([twice, twice, other, after], stop);
        there.Expect(
            Group, "Twice in one batch it is one entry, and other content a conflict", "a batch of 4: an event, the same, the same id with other content, another",
            "accepted, duplicate, conflict: conflict /id, accepted", string.Join(", ", answer.Each));
    }

    // What the documentation names: order of fields, white space, offset of the time, an authority's DfE code for its ONS code.
    private static IEnumerable<(string What, string Text)> Spellings(Installation there, JsonObject one)
    {
        yield return ("its fields in another order", new JsonObject(one.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))
            .ToJsonString());
        yield return ("with white space", one.ToJsonString(new() { WriteIndented = true }));
        var offset = (JsonObject)one.DeepClone();
        offset["time"] = DateTimeOffset.Parse((string)one["time"]!, null).ToOffset(TimeSpan.FromHours(1)).ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", null);
        yield return ("its time with another offset", offset.ToJsonString());
        var code = (JsonObject)one.DeepClone();
        code["data"]!["authority"] = Authorities.Find(there.Options.Authority)!.DfeCode;
        yield return ("the authority by its DfE code", code.ToJsonString());
        yield return ("with attributes that are null", one.ToJsonString().Replace("\"data\":", "\"dataschema\":null,\"data\":", StringComparison.Ordinal));
    }

    private static string Entry(Answer answer, Answer first) =>
        $"{answer.Said}, {(answer.Sequence is { } sequence && sequence == first.Sequence ? "one entry" : "another entry")}";
}
