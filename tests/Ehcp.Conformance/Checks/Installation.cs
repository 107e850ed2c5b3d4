using System.Text.Json.Nodes;
using Ehcp.Conformance.Doors;
using Ehcp.Conformance.Examples;
using Ehcp.Contracts;

namespace Ehcp.Conformance.Checks;

/// <summary>The installation that is checked, the names that everything of this run bears, and what was found so far.</summary>
internal sealed class Installation : IDisposable
{
    private readonly List<CheckResult> _results = [];
    private readonly Dictionary<string, string> _taken = [];
    private readonly TimeProvider _clock;
    private int _number;

    public Installation(ConformanceOptions options, TimeProvider clock)
    {
        (Options, _clock) = (options, clock);
        Door = new(options.Url, options.Key);

        // Yesterday, so that two clocks of which one is past midnight agree on what has happened.
        var day = clock.LondonToday.AddDays(-1);
        Examples = new(day, options.Authority, options.Source);
        Mistakes = new(Examples);
        Prefix = ConformanceOptions.PrefixOf(clock.GetUtcNow());
    }

    public ConformanceOptions Options { get; }

    public HttpDoor Door { get; }

    public EventExamples Examples { get; }

    public Mistakes Mistakes { get; }

    /// <summary>What every case reference and every id of this run begins with.</summary>
    public string Prefix { get; }

    /// <summary>The version that the installation names.</summary>
    public string Version { get; set; } = "not told";

    /// <summary>Whether anybody answers there at all.</summary>
    public bool IsThere { get; set; } = true;

    public DateTimeOffset Now => _clock.GetUtcNow();

    public IReadOnlyList<CheckResult> Results => _results;

    /// <summary>The events that the installation says it took, by id, each with its case.</summary>
    public IReadOnlyDictionary<string, string> Taken => _taken;

    public void Dispose() => Door.Dispose();

    /// <summary>A case reference that nothing else has.</summary>
    public string NewCase() => $"{Prefix}-{++_number}";

    /// <summary>An event of the type, with an id that nothing else has.</summary>
    public JsonObject Event(FactType type, string? caseReference = null, JsonObject? data = null) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = $"{Prefix}.{++_number}",
        ["source"] = Options.Source,
        ["type"] = type.WireType,
        ["subject"] = caseReference ?? NewCase(),
        ["time"] = $"{Now.AddMinutes(-1):yyyy-MM-ddTHH:mm:ss}Z",
        ["data"] = data ?? Examples.Data(type),
    };

    /// <summary>An event of the commonest type.</summary>
    public JsonObject AnEvent(string? caseReference = null) =>
        Event(FactCatalogue.Of<RequestReceived>(), caseReference, Examples.Data(FactCatalogue.Of<RequestReceived>(), onlyRequired: true));

    /// <summary>Sends one event.</summary>
    public async Task<Answer> SendAsync(JsonObject one, CancellationToken stop)
    {
        var answer = await Door.PostAsync(one.ToJsonString(), HttpDoor.Structured, stop);
        Note(one, answer);
        return answer;
    }

    /// <summary>Sends events at once.</summary>
    public async Task<Answer> SendAsync(IReadOnlyList<JsonObject> batch, CancellationToken stop)
    {
        var answer = await Door.PostAsync($"[{string.Join(',', batch.Select(one => one.ToJsonString()))}]", HttpDoor.Batch, stop);
        foreach (var (one, receipt) in batch.Zip(answer.Receipts))
        {
            Note(one, receipt);
        }

        return answer;
    }

    /// <summary>Notes whether an event was taken, so that it can be taken back at the end.</summary>
    public void Note(JsonObject one, Answer answer)
    {
        if (Answer.TextOf(answer.Json, "status") == "accepted" && Answer.TextOf(one, "id") is { } id && Answer.TextOf(one, "subject") is { } subject)
        {
            _taken[id] = subject;
        }
    }

    /// <summary>Asks what became of an event.</summary>
    public Task<Answer> FateAsync(string id, CancellationToken stop, string? source = null) =>
        Door.GetAsync($"v1/events?source={Uri.EscapeDataString(source ?? Options.Source)}&id={Uri.EscapeDataString(id)}", stop);

    public void Expect(string group, string name, string sent, string expected, string got) => _results.Add(new(group, name, sent, expected, got));
}
