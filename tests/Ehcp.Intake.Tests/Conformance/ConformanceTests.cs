using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Ehcp.Conformance;
using Ehcp.Conformance.Checks;
using Ehcp.Conformance.Reports;
using Ehcp.TestKit;
using Ehcp.TestKit.Servers;

namespace Ehcp.Intake.Tests.Conformance;

/// <summary>The kit finds nothing at a door that is right, and what is wrong at one that is not.</summary>
public sealed class ConformanceTests(RunningIntake intake) : IClassFixture<RunningIntake>
{
    private static readonly string[] AllGroups =
    [
        "What is served", "Rights", "Examples", "Mistakes in an event's attributes", "Mistakes in an event's data", "A batch with mistakes",
        "What was refused", "Repetition", "Order", "Modes", "Limits", "Taking back",
    ];

    private const string Accepted = """{"status":"accepted","sequence":1}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private const string Several = "takes other content, lets in who has no key, names another place, loses a type and shows a field less";

    // The parts of a run that have to do with it, and some that have not. A whole run takes three seconds.
    private static readonly Dictionary<string, Func<Installation, CancellationToken, Task>[]> Checks = new()
    {
        ["takes a duplicate for a new event"] = [RightsChecks.RunAsync, RepeatChecks.RunAsync, OrderChecks.RunAsync, ModeChecks.RunAsync],
        ["takes bad events"] = [ServedChecks.RunAsync, ExampleChecks.RunAsync, MistakeChecks.RunAsync, RepeatChecks.RunAsync],
        ["drops the last of a batch"] = [RightsChecks.RunAsync, MistakeChecks.RunAsync, OrderChecks.RunAsync, LimitChecks.RunAsync],
        [Several] = [ServedChecks.RunAsync, RightsChecks.RunAsync, ExampleChecks.RunAsync, MistakeChecks.RunAsync, RepeatChecks.RunAsync, ModeChecks.RunAsync],
        ["lets a key in as another's"] = [ServedChecks.RunAsync, RightsChecks.RunAsync, RepeatChecks.RunAsync],
    };

    /// <summary>What a door does wrong, and what of the report fails then: nothing else may.</summary>
    public static TheoryData<string, string[]> Faults => new()
    {
        { "takes a duplicate for a new event", ["Repetition", "Modes", "Order"] },
        { "takes bad events", ["Mistakes in an event's attributes", "Mistakes in an event's data", "Examples"] },
        { "drops the last of a batch", ["A batch with mistakes", "Order", "Limits"] },
        { Several, ["Repetition", "Rights", "Mistakes in an event's data", "What was refused", "Examples", "What is served"] },
        { "lets a key in as another's", ["Rights"] },
    };

    [Fact]
    public async Task At_this_door_everything_passes_and_nothing_stays()
    {
        var report = await ConformanceRun.RunAsync(Options(intake.Client.BaseAddress!), intake.Clock, Stop);

        Assert.Equal("", Failures(report));
        Assert.InRange(report.Passed, 1_700, 3_000);
        Assert.Equal(AllGroups.Order(), report.Results.Select(result => result.Group).Distinct().Order());
        var prefix = report.Head.Single(line => line.Name == "Cases and ids begin with").Value;
        var told = await intake.Database.CountAsync($"ledger where source = '{RunningIntake.ConformanceSource}' and subject like '{prefix}-%' and id like '{prefix}.%'");
        var takenBack = await intake.Database.CountAsync(
            $"ledger where id like '{prefix}.%' and type = 'ehcp.event-retracted.v1' and convert_from(body, 'UTF8') like '%\"reason\":\"test\"%'");
        Assert.InRange(takenBack, 1_000, 2_000);
        Assert.Equal(2 * takenBack, told);
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task At_a_door_that_is_wrong_it_finds_where(string fault, string[] groups)
    {
        await using var door = await DoorBetween.StartAsync(intake.Client.BaseAddress!, Wrong(fault));

        var report = await ConformanceRun.RunAsync(Options(door.Address), intake.Clock, Checks[fault], Stop);

        Assert.NotEqual(0, report.Failed);
        Assert.Equal("", string.Join('\n', report.Results.Where(result => !result.Passed && !groups.Contains(result.Group)).Take(50)));
        Assert.All(groups, group => Assert.Contains(report.Results, result => !result.Passed && result.Group == group));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("<html>")]
    [InlineData("[null, 7]")]
    [InlineData("{\"paths\":7,\"types\":{},\"status\":[],\"errors\":7}")]
    public async Task Whatever_else_is_there_the_kit_says_that_it_is_no_such_door(string said)
    {
        await using var door = await DoorBetween.StartAsync(
            intake.Client.BaseAddress!, (_, _) => Task.FromResult(said == "nothing" ? null : new PassedAnswer(200, said, new Dictionary<string, string>())));

        var report = await ConformanceRun.RunAsync(Options(door.Address), intake.Clock, Stop);

        Assert.False(report.AllPassed);
        Assert.Equal(said == "nothing", report.Results.Select(result => result.Group).Distinct().Count() == 1);
    }

    [Fact]
    public async Task A_report_is_a_page_a_file_for_programs_and_one_for_build_servers()
    {
        await using var door = await DoorBetween.StartAsync(
            intake.Client.BaseAddress!, async (request, service) => Replace(await service(request), "event-conflict", "event-invalid"));
        var report = await ConformanceRun.RunAsync(Options(door.Address), intake.Clock, [RepeatChecks.RunAsync], Stop);
        var folder = Directory.CreateTempSubdirectory("ehcp-conformance-");
        try
        {
            report.WriteTo(folder.FullName);

            var json = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "report.json"), Stop))!;
            Assert.Equal((report.Passed, report.Failed), ((int)json["passed"]!, (int)json["failed"]!));
            Assert.Equal(report.Results.Count, ((JsonArray)json["results"]!).Count);
            var junit = XDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "report.junit.xml"), Stop));
            Assert.Equal(report.Failed, junit.Descendants("failure").Count());
            var html = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "report.html"), Stop);
            Assert.Contains("<h1>Conformance of the installation at http://127.0.0.1:", html, StringComparison.Ordinal);
            Assert.Contains("<td>409 event-conflict: conflict /id</td><td>409 event-invalid: conflict /id</td><td class=\"failed\">failed</td>", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private ConformanceOptions Options(Uri door) => new(door, intake.Upstream, RunningIntake.ConformanceSource, "E08000025");

    private static string Failures(Report report) => string.Join('\n', report.Results.Where(result => !result.Passed).Take(20));

    private DoorBetween.Change Wrong(string fault) => async (request, service) =>
    {
        var isSent = request.Method == "POST" && request.Path == "/v1/events";
        var body = Encoding.UTF8.GetString(request.Body);
        switch (fault)
        {
            case "takes a duplicate for a new event" when isSent:
                return Replace(await service(request), "\"status\":\"duplicate\"", "\"status\":\"accepted\"");
            case "takes bad events" when isSent:
                return await service(request) is var said && said.Status == 422 ? said with { Status = 202, Body = Accepted } : said;
            case "drops the last of a batch" when isSent && body is ['[', _, ..] && Parse(body) is JsonArray { Count: > 1 } events:
                var answer = await service(request with { Body = Encoding.UTF8.GetBytes(Without(body, events[^1]!)) });
                return answer.Status != 200 ? answer : answer with { Body = $"{answer.Body[..^1]},{Receipt(events[^1]!)}]" };
            case "lets a key in as another's" when request.Headers.GetValueOrDefault("X-Api-Key") == intake.Upstream:
                return await service(WithKey(request, RunningIntake.AnyKey));
            case Several:
                return await SeveralAsync(isSent ? body : "", request, service);
            default:
                return await service(request);
        }
    };

    private async Task<PassedAnswer> SeveralAsync(string sent, PassedRequest request, Func<PassedRequest, Task<PassedAnswer>> service)
    {
        if (sent.Length > 0 && !request.Headers.ContainsKey("X-Api-Key"))
        {
            return await service(WithKey(request, intake.Upstream));
        }

        if (sent is ['{', ..] && sent.Contains("ehcp.move-notified.v1\"", StringComparison.Ordinal))
        {
            return await service(request with { Body = Encoding.UTF8.GetBytes(sent.Replace("\"id\":\"", "\"id\":\"lost-", StringComparison.Ordinal)) });
        }

        var answer = await service(request);
        return answer.Status == 409 ? answer with { Status = 202, Body = Accepted.Replace("accepted", "duplicate", StringComparison.Ordinal) }
            : request.Path == "/v1/schemas/ehcp.plan-held.v1" ? Replace(answer, "\"madeOn\"", "\"madeAt\"")
            : Replace(answer, "\"/data/receivedOn\"", "\"/data\"");
    }

    private static PassedRequest WithKey(PassedRequest request, string key) =>
        request with { Headers = request.Headers.Where(header => header.Key != "X-Api-Key").Append(new("X-Api-Key", key)).ToDictionary() };

    private static PassedAnswer Replace(PassedAnswer answer, string before, string after) =>
        answer with { Body = answer.Body.Replace(before, after, StringComparison.Ordinal) };

    private static string Receipt(JsonNode one) =>
        $$"""{"id":{{one["id"]?.ToJsonString() ?? "null"}},"source":{{one["source"]?.ToJsonString() ?? "null"}},"status":"accepted","sequence":1}""";

    private static string Without(string batch, JsonNode last) => batch[..(batch.LastIndexOf(last.ToJsonString(), StringComparison.Ordinal) - 1)] + "]";

    // What stands there twice is no object to this reader, though it can be cut off.
    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
