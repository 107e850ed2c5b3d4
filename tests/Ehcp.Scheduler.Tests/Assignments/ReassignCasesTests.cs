using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Assignments;

/// <summary>What is asked of Intake; that Intake takes it is told by the tests over all services.</summary>
public sealed class ReassignCasesTests : IAsyncLifetime
{
    private const string AdminKey = "reassign-admin-key";
    private const string Sam = "sam@council.example";

    private readonly List<(string? Key, JsonArray Events)> _asked = [];
    private readonly WebApplication _intake;
    private Func<JsonNode, string>? _answer = _ => "accepted";

    public ReassignCasesTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _intake = builder.Build();
        _intake.MapPost("/v1/events", async (HttpContext context) =>
        {
            var events = (await JsonNode.ParseAsync(context.Request.Body))!.AsArray();
            _asked.Add((context.Request.Headers["X-Api-Key"], events));
            return _answer is null || context.Request.ContentType != "application/cloudevents-batch+json"
                ? Results.StatusCode(503)
                : Results.Json(events.Select(each => new { id = (string?)each!["id"], status = _answer(each) }));
        });
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _intake.StartAsync(Stop);

    public async ValueTask DisposeAsync() => await _intake.DisposeAsync();

    [Fact]
    public async Task Every_open_case_is_sent_as_an_assignment_to_the_other_and_a_dry_run_sends_nothing()
    {
        await using var scheduler = await StartAsync();
        await scheduler.TakeInAsync(
        [
            .. ACase("2026-07-25", "mine"), .. ACase("2026-07-25", "other", "else@council.example"), .. ACase("2026-07-25", "closed"),
                .. ACase("2026-07-25", "there", authority: AlertScheduler.Leeds),
            A(new RequestClosed(Day("2026-05-01"), ClosingReason.Withdrawn), "closed", recorded: "2026-05-01 09:00"),
            A(new CaseAssigned("North", "else@council.example", AlertScheduler.Officer), "deputy", recorded: "2026-05-02 09:00"),
                A(new RequestReceived(Day("2026-05-01")), "deputy", recorded: "2026-05-02 09:00"),
            A(new CaseAssigned("South", AlertScheduler.Officer.ToUpperInvariant(), Sam), "both", recorded: "2026-05-03 09:00"),
                A(new RequestReceived(Day("2026-05-01")), "both", recorded: "2026-05-03 09:00"),
        ]);
        using var admin = scheduler.Caller(AdminKey);

        var dry = await ReassignAsync(admin, "?dryRun=true", AlertScheduler.Officer, Sam);
        Assert.Equal(
            ["both case-officer", "deputy deputy", "mine case-officer", "there case-officer"],
            dry["cases"]!.AsArray().Select(each => $"{each!["caseReference"]} {each["as"]}").Order(StringComparer.Ordinal));
        Assert.Empty(_asked);

        var done = await ReassignAsync(admin, "?dryRun=false", AlertScheduler.Officer.ToUpperInvariant(), Sam);
        Assert.Equal((4, 0, 0), ((int)done["sent"]!, (int)done["sentBefore"]!, (int)done["refused"]!));
        var (key, events) = Assert.Single(_asked);
        Assert.Equal("intake-key", key);
        Assert.Equal(
            [
                """both ehcp.case-assigned.v1 {"authority":"E08000025","team":"South","caseOfficer":"sam@council.example"}""",
                """deputy ehcp.case-assigned.v1 {"authority":"E08000025","team":"North","caseOfficer":"else@council.example","deputy":"sam@council.example"}""",
                """mine ehcp.case-assigned.v1 {"authority":"E08000025","team":"North","caseOfficer":"sam@council.example"}""",
                """there ehcp.case-assigned.v1 {"authority":"E08000035","team":"North","caseOfficer":"sam@council.example"}""",
            ],
            events.Select(each => $"{each!["subject"]} {each["type"]} {each["data"]!.ToJsonString()}").Order(StringComparer.Ordinal));
        Assert.All(events, each => Assert.Equal(("ehcp-scheduler", "2026-05-18T08:00:00.000000Z"), ((string?)each!["source"], (string?)each["time"])));
        Assert.All(events, each => Assert.Matches(Patterns.Id, (string?)each!["id"]));
    }

    [Fact]
    public async Task Saying_it_again_sends_the_same_ids_and_what_Intake_has_already_counts_as_sent_before()
    {
        await using var scheduler = await StartAsync();
        await scheduler.TakeInAsync([.. ACase("2026-07-25"), .. ACase("2026-07-25", "C-2")]);
        using var admin = scheduler.Caller(AdminKey);
        _answer = null;
        using (var away = await AskAsync(admin, "", AlertScheduler.Officer, Sam))
        {
            Assert.Equal(HttpStatusCode.BadGateway, away.StatusCode);
            Assert.Contains("urn:ehcp:intake-away", await away.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        scheduler.MoveTo("2026-05-18 09:10");
        _answer = each => (string?)each["subject"] == "C-2" ? "conflict" : "accepted";
        var again = await ReassignAsync(admin, "", AlertScheduler.Officer, Sam);

        Assert.Equal((1, 1, 0), ((int)again["sent"]!, (int)again["sentBefore"]!, (int)again["refused"]!));
        Assert.Equal(_asked[0].Events.Select(each => (string?)each!["id"]), _asked[1].Events.Select(each => (string?)each!["id"]));

        // Assigned anew meanwhile: another act, and so another id.
        await scheduler.TakeInAsync(A(new CaseAssigned("North", AlertScheduler.Officer), "C-1", recorded: "2026-05-18 09:09"));
        await ReassignAsync(admin, "", AlertScheduler.Officer, Sam);
        Assert.NotEqual((string?)_asked[1].Events[0]!["id"], (string?)_asked[2].Events[0]!["id"]);
        Assert.Equal((string?)_asked[1].Events[1]!["id"], (string?)_asked[2].Events[1]!["id"]);
    }

    [Fact]
    public async Task Two_thousand_cases_go_in_batches_that_Intake_takes()
    {
        await using var scheduler = await StartAsync();
        foreach (var set in Enumerable.Range(0, 2001).Chunk(400))
        {
            await scheduler.TakeInAsync([.. set.SelectMany(number => ACase("2026-07-25", $"C-{number}"))]);
        }

        using var admin = scheduler.Caller(AdminKey);
        var done = await ReassignAsync(admin, "", AlertScheduler.Officer, Sam);

        Assert.Equal(2001, (int)done["sent"]!);
        Assert.Equal([1000, 1000, 1], _asked.Select(asked => asked.Events.Count));
        Assert.Equal(2001, _asked.SelectMany(asked => asked.Events).Select(each => (string?)each!["id"]).Distinct().Count());
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_by_name()
    {
        await using var scheduler = await StartAsync();
        using var admin = scheduler.Caller(AdminKey);
        using var wrong = await AskAsync(admin, "", "pat", "");
        var text = await wrong.Content.ReadAsStringAsync(Stop);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("""{"pointer":"/from","rule":"email","detail":"Must be an e-mail address."}""", text, StringComparison.Ordinal);
        Assert.Contains("""{"pointer":"/to","rule":"email","detail":"Must be an e-mail address."}""", text, StringComparison.Ordinal);
        using var same = await AskAsync(admin, "", Sam, Sam.ToUpperInvariant());
        Assert.Equal(HttpStatusCode.BadRequest, same.StatusCode);

        using var staff = scheduler.Caller();
        using var forbidden = await AskAsync(staff, "?dryRun=true", AlertScheduler.Officer, Sam);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);

        await using var without = scheduler.Second(host => SchedulerAtRest.UseKey(host, 2, "admin", AdminKey, "admin", "*"));
        using var other = without.Caller(AdminKey);
        using var unset = await AskAsync(other, "", AlertScheduler.Officer, Sam);
        Assert.Equal(HttpStatusCode.Conflict, unset.StatusCode);
    }

    [Theory]
    [InlineData("?dry_run=true", "{}", "dry_run")]
    [InlineData("?dry-run=true", "{}", "dry-run")]
    [InlineData("?dryRun=", "{}", "dryRun")]
    [InlineData("?dryRun=1", "{}", "dryRun")]
    [InlineData("", """{ "dryRun": true }""", "/dryRun")]
    [InlineData("?dryRun=true", """{ "authrity": "330" }""", "/authrity")]
    public async Task A_misspelt_try_is_refused_by_name_and_never_becomes_the_act(string query, string more, string name)
    {
        await using var scheduler = await StartAsync();
        await scheduler.TakeInAsync(ACase("2026-07-25"));
        using var admin = scheduler.Caller(AdminKey);
        var body = JsonNode.Parse(more)!.AsObject();
        (body["from"], body["to"]) = (AlertScheduler.Officer, Sam);

        using var answer = await admin.PostAsJsonAsync(new Uri("/v1/reassignments" + query, UriKind.Relative), body, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!["errors"]!.AsArray())!;
        Assert.Equal(name, (string?)(error["parameter"] ?? error["pointer"]));
        Assert.Empty(_asked);
    }

    private Task<AlertScheduler> StartAsync() => AlertScheduler.StartAsync("2026-05-18 09:00", host =>
    {
        SchedulerAtRest.UseKey(host, 2, "admin", AdminKey, "admin", "*");
        host.UseSetting("Ehcp:Reassignments:IntakeUrl", _intake.Urls.Single() + "/").UseSetting("Ehcp:Reassignments:IntakeKey", "intake-key");
    });

    private static Task<HttpResponseMessage> AskAsync(HttpClient caller, string query, string from, string to) =>
        caller.PostAsJsonAsync(new Uri("/v1/reassignments" + query, UriKind.Relative), new { from, to }, Stop);

    private static async Task<JsonNode> ReassignAsync(HttpClient caller, string query, string from, string to)
    {
        using var answer = await AskAsync(caller, query, from, to);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Stop))!;
    }
}
