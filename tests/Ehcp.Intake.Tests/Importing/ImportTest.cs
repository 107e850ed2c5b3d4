using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.TestKit;

namespace Ehcp.Intake.Tests.Importing;

/// <summary>A council that sends files to an Intake that runs.</summary>
public abstract class ImportTest(RunningIntake intake) : IClassFixture<RunningIntake>
{
    private static int _names;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected RunningIntake Intake { get; } = intake;

    /// <summary>The name of the mapping, of each test its own, so that no test sees another's rows.</summary>
    protected string Name { get; } = $"report-{Interlocked.Increment(ref _names)}";

    protected string Source => $"source-{Name}";

    protected static string Words(Fact fact) => fact switch
    {
        RequestReceived told => $"RequestReceived {{ ReceivedOn = {told.ReceivedOn:MM/dd/yyyy} }}",
        AssessmentDecided told => $"AssessmentDecided {{ NotifiedOn = {told.NotifiedOn:MM/dd/yyyy} }}",
        IssueDecided told => $"IssueDecided {{ NotifiedOn = {told.NotifiedOn:MM/dd/yyyy} }}",
        FinalPlanSent told => $"FinalPlanSent {{ SentOn = {told.SentOn:MM/dd/yyyy} }}",
        _ => fact.GetType().Name,
    };

    protected static long Rows(JsonNode report, string what) => (long)report["rows"]![what]!;

    protected static long Events(JsonNode report, string what) => (long)report["events"]![what]!;

    protected async Task<List<RecordedFact>> FactsAsync() => [.. (await Intake.AnnouncedAsync()).Where(fact => fact.Source == Source)];

    protected async Task<(long, long)> LedgerAsync() =>
        (await Intake.Database.CountAsync($"ledger where source = '{Source}'"), (await FactsAsync()).Count);

    protected async Task<string> ErrorsAsync(JsonNode report, string key = RunningIntake.AnyKey) => string.Join(
        '\n', (await Intake.GetAsync($"/v1/imports/{report["id"]}/errors", key)).Json["errors"]!.AsArray()
            .Select(error => (Line: (long)error!["line"]!, Text: $"{error["line"]} {error["column"]} {error["rule"]}"))
            .OrderBy(error => error.Line).ThenBy(error => error.Text, StringComparer.Ordinal).Select(error => error.Text));

    protected async Task<JsonArray> VanishedAsync(JsonNode report) =>
        (await Intake.GetAsync($"/v1/imports/{report["id"]}/vanished")).Json["cases"]!.AsArray();

    protected async Task<JsonNode> SendAsync(byte[] file, JsonObject? mapping = null, string query = "", string whenEmpty = "report")
    {
        mapping ??= Wide.Mapping(Name, Source, whenEmpty);
        await StoreAsync(mapping);
        var answer = await PostAsync(file, $"?mapping={mapping["name"]}{query}");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    protected async Task StoreAsync(JsonObject mapping)
    {
        using var content = new StringContent(mapping.ToJsonString(), Encoding.UTF8, "application/json");
        var answer = await Answer.OfAsync(await Intake.Client.PutAsync(new Uri($"/v1/mappings/{mapping["name"]}", UriKind.Relative), content, Stop));
        Assert.True(answer.Status == 200, answer.Text);
    }

    private protected async Task<Answer> PostAsync(byte[] file, string query, string key = RunningIntake.AnyKey, string mediaType = "text/csv")
    {
        using var caller = Intake.Caller(key);
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        return await Answer.OfAsync(await caller.PostAsync(new Uri("/v1/imports" + query, UriKind.Relative), content, Stop));
    }

    private protected async Task<Answer> FormAsync(byte[] file, string mapping)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(mapping, Encoding.UTF8, "application/json"), "mapping", "mapping.json" },
            { new ByteArrayContent(file), "file", "report.csv" },
        };
        return await Answer.OfAsync(await Intake.Client.PostAsync(new Uri("/v1/imports", UriKind.Relative), form, Stop));
    }
}
