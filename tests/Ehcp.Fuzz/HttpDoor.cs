using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Ehcp.Fuzz;

/// <summary>Events over HTTP: in batches, one by one, and in binary mode.</summary>
internal sealed class HttpDoor(FuzzTarget target, Tally tally, int seed)
{
    private const int OfARequest = 25;
    private const string Structured = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";

    private static readonly Uri Events = new("v1/events", UriKind.Relative);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private const int MostRetries = 300;

    // Longer headers are refused by the server before the service sees them.
    private const int LongestHeader = 1_000;

    private static readonly string[] OtherTypes =
    [
        "text/plain", "application/json", "application/cloudevents+xml", "application/cloudevents+json; charset=utf-16", "application/cloudevents-batch+json; charset=x",
        "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/cloudevents", "a/b; c", "text/csv",
    ];

    private long _accepted;

    /// <summary>How many were answered as accepted.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Sends the events of these places.</summary>
    public async Task SendAsync(int first, int count, string?[] kinds, int connections, CancellationToken stop) =>
        await Parallel.ForEachAsync(
            Enumerable.Range(0, (count + OfARequest - 1) / OfARequest),
            new ParallelOptions { MaxDegreeOfParallelism = connections, CancellationToken = stop },
            async (block, cancelled) => await SendBlockAsync(
                first + (block * OfARequest), Math.Min(OfARequest, count - (block * OfARequest)), kinds, cancelled));

    private async Task SendBlockAsync(int first, int count, string?[] kinds, CancellationToken stop)
    {
        var dice = new Dice(seed, -1 - first);
        var events = Mutations.Of(seed, first, count, "fuzz-http", target.Now.GetUtcNow());
        for (var at = 0; at < events.Count; at++)
        {
            kinds[first + at] = events[at].Kind;
            tally.Send(FuzzOptions.Http, events[at].Kind);
        }

        switch (dice.Below(10))
        {
            case 0:
                foreach (var one in events)
                {
                    await PostAsync(first, () => new(one.Body), dice.OneIn(10) ? dice.Of(OtherTypes) : Structured, [], stop);
                }

                break;
            case 1:
                foreach (var one in events.Where(one => !one.IsTree))
                {
                    await PostAsync(first, () => new(one.Body), Structured, [], stop);
                }

                foreach (var one in events.Where(one => one.IsTree))
                {
                    var headers = Headers(one.Tree, dice);
                    var data = Encoding.UTF8.GetBytes(one.Tree["data"]?.ToJsonString() ?? "");
                    var sent = one.Kind == Mutations.None || data.Length == 0 ? data : Spoilt(data, dice);
                    await PostAsync(first, () => new(sent), "application/json", headers, stop);
                }

                break;
            case 2:
                var spoilt = Mutations.Batch(events);
                await PostAsync(first, () => new(spoilt), dice.OneIn(3) ? dice.Of(OtherTypes) : Batch, [], stop);
                break;
            default:
                // A batch that is no JSON is refused whole: where one would make it so, it goes by itself.
                var body = Mutations.Batch(events);
                await PostAsync(first, () => new(body), Batch, [], stop);
                foreach (var one in events.Where(one => !one.FitsIntoABatch))
                {
                    await PostAsync(first, () => new(one.Body), Structured, [], stop);
                }

                break;
        }
    }

    private async Task PostAsync(
        int place, Func<ByteArrayContent> body, string mediaType, IEnumerable<(string Name, string Value)> headers, CancellationToken stop)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Events) { Content = body() };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var answer = await target.Client.SendAsync(request, stop);
            var said = await answer.Content.ReadAsStringAsync(stop);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null && attempt < MostRetries)
            {
                await Task.Delay(Pause, TimeProvider.System, stop);
                continue;
            }

            if ((int)answer.StatusCode >= 500)
            {
                tally.Fault($"{(int)answer.StatusCode} by HTTP, place {place}, {mediaType}: {said}");
            }
            else if (answer.IsSuccessStatusCode)
            {
                var receipts = JsonNode.Parse(said) is JsonArray many ? [.. many] : new[] { JsonNode.Parse(said) };
                Interlocked.Add(ref _accepted, receipts.Count(receipt => (string?)receipt!["status"] == "accepted"));
            }

            return;
        }
    }

    private static List<(string, string)> Headers(JsonObject one, Dice dice)
    {
        var headers = new List<(string, string)>();
        foreach (var (name, value) in one.Where(member => member.Key != "data"))
        {
            var text = value is JsonValue ? value.ToString() : value?.ToJsonString() ?? "";
            if (name.Length > LongestHeader || text.Length > LongestHeader)
            {
                continue;
            }

            headers.Add(($"ce-{name}", dice.OneIn(20) ? dice.Of(["%", "%zz", "%ff", "\"", "\"x", "a,b", ""]) : Encode(text)));
        }

        return headers;
    }

    private static byte[] Spoilt(byte[] data, Dice dice)
    {
        if (dice.OneIn(3))
        {
            data[dice.Below(data.Length)] = (byte)dice.Below(256);
        }

        return data;
    }

    // CloudEvents HTTP binding, section 3.1.3.2.
    private static string Encode(string text)
    {
        var encoded = new StringBuilder();
        foreach (var one in Encoding.UTF8.GetBytes(text))
        {
            encoded.Append(one is > 0x20 and < 0x7F and not (byte)'"' and not (byte)'%' ? $"{(char)one}" : $"%{one:X2}");
        }

        return encoded.ToString();
    }
}
