using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Ehcp.Conformance.Doors;
using Ehcp.Conformance.Examples;

namespace Ehcp.Conformance.Checks;

/// <summary>Every way in which CloudEvents may come is understood, and no other.</summary>
internal static class ModeChecks
{
    private const string Group = "Modes";
    private const string NotJson = "400 not-json: json ";

    public static async Task RunAsync(Installation there, CancellationToken stop)
    {
        await TakenAsync(there, stop);
        await RefusedAsync(there, stop);
    }

    private static async Task TakenAsync(Installation there, CancellationToken stop)
    {
        foreach (var mediaType in new[] { "application/cloudevents+json; charset=utf-8", "Application/CloudEvents+JSON" })
        {
            var one = there.AnEvent();
            var answer = await there.Door.PostAsync(one.ToJsonString(), mediaType, stop);
            there.Note(one, answer);
            there.Expect(Group, "An event in structured mode is taken", mediaType, Documented.Accepted, answer.Said);
        }

        var binary = there.AnEvent();
        foreach (var (what, expected, encode) in new (string, string, Func<string, string>)[]
        {
            ("application/json, attributes in ce- headers", Documented.Accepted, text => text),
            ("the same, percent-encoded", Documented.Duplicate, text => string.Concat(text.Select(sign => $"%{(int)sign:X2}"))),
        })
        {
            var answer = await BinaryAsync(there, binary, encode, stop);
            there.Note(binary, answer);
            there.Expect(Group, "An event in binary mode is taken", what, expected, answer.Said);
        }

        there.Expect(
            Group, "The same event in another mode is a duplicate", "structured, after binary", Documented.Duplicate, (await there.SendAsync(binary, stop)).Said);
        var list = await there.SendAsync([binary], stop);
        there.Expect(
            Group, "The same event in another mode is a duplicate", "a batch of 1, after binary", "200, a list of 1: duplicate",
            $"{list.Said}: {list.Each.FirstOrDefault()}");
        there.Expect(Group, "An empty batch is answered by an empty list", "a batch of 0", "200, a list of 0", (await there.SendAsync(Array.Empty<JsonObject>(), stop)).Said);
    }

    private static async Task RefusedAsync(Installation there, CancellationToken stop)
    {
        var one = there.AnEvent();
        var body = Encoding.UTF8.GetBytes(one.ToJsonString());
        foreach (var (what, expected, mediaType, text) in new[]
        {
            ("text that is no JSON", NotJson, HttpDoor.Structured, "no JSON"),
            ("an event that is cut off", NotJson, HttpDoor.Structured, one.ToJsonString()[..^2]),
            ("a batch that is cut off", NotJson, HttpDoor.Batch, $"[{one.ToJsonString()}"),
            ("an event nested 17 deep", NotJson, HttpDoor.Structured, new string('[', 17) + new string(']', 17)),
            ("nothing", NotJson, HttpDoor.Structured, ""),
            ("a list as one event", "400 not-a-cloudevent: kind ", HttpDoor.Structured, "[]"),
            ("one event as a batch", "400 not-a-cloudevent: kind ", HttpDoor.Batch, one.ToJsonString()),
            ("text/plain", "415 media-type", "text/plain", one.ToJsonString()),
            ("application/json without ce- headers", "415 media-type", "application/json", one.ToJsonString()),
            ("another charset", "415 media-type", "application/cloudevents+json; charset=utf-16", one.ToJsonString()),
        })
        {
            there.Expect(Group, $"This is refused: {what}", mediaType, expected, (await there.Door.PostAsync(text, mediaType, stop)).Said);
        }

        there.Expect(
            Group, "This is refused: bytes that are not UTF-8", HttpDoor.Structured, NotJson,
            (await there.Door.PostAsync([.. body[..^1], 0xFF, .. body[^1..]], HttpDoor.Structured, stop)).Said);
        there.Expect(
            Group, "This is refused: no media type", "none", "415 media-type", (await there.Door.PostAsync(body, null, stop)).Said);
        there.Expect(
            Group, "This is refused: a compressed body", "Content-Encoding: gzip", "415 media-type",
            (await there.Door.PostAsync(Compressed(body), HttpDoor.Structured, stop, headers: ("Content-Encoding", "gzip"))).Said);
    }

    private static Task<Answer> BinaryAsync(Installation there, JsonObject one, Func<string, string> encode, CancellationToken stop) => there.Door.PostAsync(
        Encoding.UTF8.GetBytes(one["data"]!.ToJsonString()), "application/json", stop,
        headers: [.. one.Where(member => member.Key != "data").Select(member => ($"ce-{member.Key}", encode((string)member.Value!)))]);

    private static byte[] Compressed(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var zip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(body);
        }

        return compressed.ToArray();
    }
}
