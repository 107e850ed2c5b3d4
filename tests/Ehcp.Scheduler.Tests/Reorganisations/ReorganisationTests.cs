using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Reorganisations;

/// <summary>Cumbria ended on 31 March 2023; Cumberland (942) and Westmorland and Furness (943) took over. That all three services do is told by the tests over
/// all services.</summary>
public sealed class ReorganisationTests : IAsyncLifetime
{
    private const string Cumbria = "E10000006";
    private const string Cumberland = "E06000063";
    private const string Westmorland = "E06000064";
    private const string OperatorKey = "reorganisation-operator-key";
    private const string OldKey = "reorganisation-old-council-key";
    private const string NewKey = "reorganisation-new-council-key";

    private readonly List<JsonArray> _sent = [];
    private readonly WebApplication _intake;
    private bool _answers = true;

    public ReorganisationTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _intake = builder.Build();
        _intake.MapPost("/v1/events", async (HttpContext context) =>
        {
            var events = (await JsonNode.ParseAsync(context.Request.Body))!.AsArray();
            if (!_answers && _sent.Count > 0)
            {
                return Results.StatusCode(503);
            }

            _sent.Add(events);
            return Results.Json(events.Select(each => new { id = (string?)each!["id"], status = "accepted" }));
        });
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _intake.StartAsync(Stop);

    public async ValueTask DisposeAsync() => await _intake.DisposeAsync();

    [Fact]
    public async Task Twelve_hundred_open_cases_go_where_the_list_says_with_their_clocks_and_what_was_told_of_them()
    {
        const int Cases = 1_200;
        await using var scheduler = await StartAsync("2023-03-31 09:00");
        var lastDays = Enumerable.Range(0, Cases).Select(number => Day("2023-03-27").AddDays(number % 40)).ToList();
        foreach (var set in Enumerable.Range(0, Cases).Chunk(300))
        {
            await scheduler.TakeInAsync([.. set.SelectMany(number => ACase($"{lastDays[number]:yyyy-MM-dd}", $"C-{number:D4}", authority: Cumbria))]);
        }

        await scheduler.TakeInAsync([.. ACase("2023-04-10", "closed", authority: Cumbria), A(new RequestClosed(Day("2023-01-05"), ClosingReason.Withdrawn),
            "closed", Cumbria, "2023-01-05 09:00")]);
        await scheduler.RunAtAsync("2023-03-31 12:00");
        using var caller = scheduler.Caller(OperatorKey);
        Assert.Equal("urn:ehcp:conflict", await RefusedAsync(caller, new { authority = "909", rest = "942" }, "?dryRun=false", HttpStatusCode.Conflict));
        await scheduler.RunAtAsync("2023-04-01 08:00");
        const string Clocks = """
            select right(case_reference, 4), milestone, clock, state, turns from case_timeline
            cross join unnest(milestones, clocks, states, turns_after) as each (milestone, clock, state, turns)
            where case_reference ~ '^(C|W)-' order by 1, 2, 3
            """;
        const string Alerts = "select id, right(case_reference, 4), milestone, clock, rung, last_day, role, state, mail_id from alert order by id";
        const string Plans = """
            select right(case_reference, 4), milestone, clock, last_day, next_rung, next_rung_at, breach_at, arming from alert_plan order by 1, 2, 3
            """;
        var (clocks, alerts, plans) = (await scheduler.RowsAsync(Clocks), await scheduler.RowsAsync(Alerts), await scheduler.RowsAsync(Plans));
        Assert.NotEmpty(alerts);
        var mails = scheduler.Sink.Messages.Count;

        object body = new
        {
            authority = "909",
            cases = Enumerable.Range(0, Cases).Select(number => number % 2 == 0
                ? new { caseReference = $"C-{number:D4}", successor = "942", successorReference = (string?)null }
                : new { caseReference = $"C-{number:D4}", successor = "943", successorReference = (string?)$"W-{number:D4}" }),
        };
        var tried = await AskAsync(caller, body, "");
        Assert.True((bool)tried["dryRun"]!);
        Assert.Empty(_sent);
        Assert.Equal([600, 600], tried["counts"]!.AsArray().Select(count => (int)count!["cases"]!));
        Assert.Equal([0.55m, 0.45m], tried["counts"]!.AsArray().Select(count => (decimal)count!["share"]!));
        Assert.Equal($"C-0001 {Westmorland} W-0001", Line(tried["cases"]![1]!));
        Assert.Empty(tried["cannot"]!.AsArray());

        var done = await AskAsync(caller, body, "?dryRun=false");
        Assert.Equal((Cases, 0, 0), ((int)done["sent"]!, (int)done["sentBefore"]!, (int)done["refused"]!));
        Assert.Equal([1000, 200], _sent.Select(events => events.Count));
        await TakeInSentAsync(scheduler);

        Assert.Equal(clocks, await scheduler.RowsAsync(Clocks));
        Assert.Equal(alerts, await scheduler.RowsAsync(Alerts));
        Assert.Equal(plans, await scheduler.RowsAsync(Plans));
        Assert.Equal(
            [$"{Cumberland} 600", $"{Westmorland} 600", $"{Cumbria} 1"],
            await scheduler.RowsAsync("select authority, count(*) from case_timeline where not elsewhere group by 1 order by 2 desc, 1"));
        await scheduler.SweepAsync();
        await scheduler.SendAsync();
        Assert.Equal(alerts, await scheduler.RowsAsync(Alerts));
        Assert.Equal(mails, scheduler.Sink.Messages.Count);

        // Again: nothing is left to do, and the closed case was nobody's to pass on.
        var again = await AskAsync(caller, body, "?dryRun=false");
        Assert.Equal((0, 0, Cases), (again["cases"]!.AsArray().Count, again["cannot"]!.AsArray().Count, (int)again["passedBefore"]!));
    }

    [Fact]
    public async Task Other_systems_are_told_that_a_breach_is_now_the_new_councils_and_staff_are_told_nothing()
    {
        const string Announced = """
            select regexp_replace(type, '.*\.', ''), convert_from(body, 'UTF8') from outbox where type ~ 'Breach' order by id
            """;
        await using var scheduler = await StartAsync("2023-03-28 09:00");
        await scheduler.TakeInAsync([.. ACase("2023-03-27", "late", authority: Cumbria), .. ACase("2023-05-01", "in-time", authority: Cumbria)]);
        await scheduler.RunAtAsync("2023-04-03 09:00");
        var alerts = await scheduler.RowsAsync("select count(*) from alert");
        await scheduler.ExecuteAsync("delete from outbox");

        var passing = A(new CasePassedOn(Day("2023-03-31"), Westmorland, "W-1"), "late", Cumbria, "2023-04-03 10:00");
        await scheduler.TakeInAsync(passing, A(new CasePassedOn(Day("2023-03-31"), Westmorland), "in-time", Cumbria, "2023-04-03 10:00"));
        await scheduler.TakeInAsync(passing);
        await scheduler.SweepAsync();
        await scheduler.TakeInAsync(A(new FinalPlanSent(Day("2023-04-03")), "W-1", Westmorland, "2023-04-03 11:00"));

        const string Clock = "\"milestone\":\"final-plan\",\"clock\":\"1\",\"lastDay\":\"2023-03-27\"";
        const string Old = $"\"authority\":\"{Cumbria}\",\"caseReference\":\"late\"";
        const string New = $"\"authority\":\"{Westmorland}\",\"caseReference\":\"W-1\"";
        Assert.Equal(
            [
                $"BreachCleared {{{Old},{Clock},\"passedTo\":{{{New}}}}}",
                $"DeadlineBreached {{{New},{Clock},\"lastWorkingDay\":\"2023-03-27\",\"cameFrom\":{{{Old}}}}}",
                $"BreachCleared {{{New},{Clock}}}",
            ],
            await scheduler.RowsAsync(Announced));
        Assert.Equal(
            [$"deadline-breached {Cumbria} late", $"breach-cleared {Cumbria} late", $"deadline-breached {Westmorland} W-1", $"breach-cleared {Westmorland} W-1"],
            await scheduler.RowsAsync("select kind, authority, case_reference from unplaced_change where kind ~ 'breach' order by id"));
        Assert.Equal(alerts, await scheduler.RowsAsync("select count(*) from alert where rung <> 'cleared'"));
    }

    [Fact]
    public async Task The_old_reference_finds_the_case_and_late_events_of_either_code_are_of_it()
    {
        await using var scheduler = await StartAsync("2023-04-03 09:00");
        await scheduler.TakeInAsync(ACase("2023-05-01", "C-1", authority: Cumbria));
        await scheduler.TakeInAsync(A(new CasePassedOn(Day("2023-03-31"), Westmorland, "W-1"), "C-1", Cumbria, "2023-04-01 08:00"));
        await scheduler.TakeInAsync(
            A(new AssessmentDecided(AssessmentDecision.Assess, Day("2023-01-20")), "C-1", Cumbria, "2023-04-02 09:00"),
            A(new IssueDecided(IssueDecision.Issue, Day("2023-04-03")), "W-1", Westmorland, "2023-04-03 09:00"));

        using var caller = scheduler.Caller();
        var old = await CaseAsync(caller, "909", "C-1");
        Assert.Equal((Westmorland, "W-1"), ((string?)old["passedTo"]!["authority"], (string?)old["passedTo"]!["caseReference"]));
        Assert.Empty(old["deadlines"]!.AsArray());
        var now = await CaseAsync(caller, "943", "W-1");
        Assert.Equal((Cumbria, "C-1", "2023-03-31"), ((string?)now["cameFrom"]![0]!["authority"], (string?)now["cameFrom"]![0]!["caseReference"],
            (string?)now["cameFrom"]![0]!["heldTo"]));
        Assert.Equal(
            ["assessment-decided", "case-assigned", "issue-decided", "request-received"],
            now["facts"]!.AsArray().Select(fact => ((string)fact!["fact"]!["type"]!).Split('.')[1]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("2023-05-01", (string?)now["deadlines"]!.AsArray().Single(one => (string?)one!["milestone"] == "final-plan")!["lastDay"]);

        // As it was known before the day, it was the old council's and whole.
        var then = await CaseAsync(caller, "909", "C-1", "?asOf=2023-03-31T12:00:00Z");
        Assert.Null(then["passedTo"]);
        Assert.NotEmpty(then["deadlines"]!.AsArray());
        using var notYet = await caller.GetAsync(new Uri("/v1/cases/943/W-1?asOf=2023-03-31T12:00:00Z", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.NotFound, notYet.StatusCode);

        // Whose key is for the old council sees the new ones too: there is nobody else's case in them. The new council sees its own.
        using (var ofOld = scheduler.Caller(OldKey))
        {
            Assert.NotNull((await CaseAsync(ofOld, "943", "W-1"))["cameFrom"]);
        }

        using var ofNew = scheduler.Caller(NewKey);
        Assert.NotNull((await CaseAsync(ofNew, "943", "W-1"))["cameFrom"]);
        using var hidden = await ofNew.GetAsync(new Uri("/v1/cases/909/C-1", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, hidden.StatusCode);
    }

    [Fact]
    public async Task What_cannot_go_is_told_with_the_reason_and_the_rest_goes()
    {
        await using var scheduler = await StartAsync("2023-04-03 09:00");
        foreach (var reference in new[] { "fits", "not-named", "taken", "one", "two", "passed" })
        {
            await scheduler.TakeInAsync(ACase("2023-05-01", reference, authority: Cumbria));
        }

        await scheduler.TakeInAsync(
            A(new CaseDescribed(), "taken", Cumberland, "2023-04-02 09:00"), A(new CasePassedOn(Day("2023-03-31"), Cumberland), "passed", Cumbria,
                "2023-04-02 09:00"));
        using var caller = scheduler.Caller(OperatorKey);
        object[] cases =
        [
            Named("fits"), Named("taken"), Named("one", "942", "same"), Named("two", "942", "same"), Named("passed", "943"), Named("nobody"),
        ];

        var tried = await AskAsync(caller, new { authority = "909", cases }, "");

        Assert.Equal(["fits"], tried["cases"]!.AsArray().Select(each => (string?)each!["caseReference"]));
        Assert.Equal(
            ["nobody unknown-case", "not-named not-named", "one reference-twice", "passed passed-elsewhere", "taken reference-taken", "two reference-twice"],
            tried["cannot"]!.AsArray().Select(each => $"{each!["caseReference"]} {each["because"]}"));
        Assert.Equal("fits not-named", string.Join(' ', (await AskAsync(caller, new { authority = "909", rest = "943", cases }, ""))["cases"]!.AsArray()
            .Select(each => (string?)each!["caseReference"])));
    }

    [Fact]
    public async Task Stopped_half_way_it_goes_on_with_the_same_events()
    {
        await using var scheduler = await StartAsync("2023-04-03 09:00");
        foreach (var set in Enumerable.Range(0, 1_500).Chunk(500))
        {
            await scheduler.TakeInAsync([.. set.SelectMany(number => ACase("2023-05-01", $"C-{number:D4}", authority: Cumbria))]);
        }

        using var caller = scheduler.Caller(OperatorKey);
        _answers = false;
        Assert.Equal("urn:ehcp:intake-away", await RefusedAsync(caller, new { authority = "909", rest = "942" }, "?dryRun=false", HttpStatusCode.BadGateway));
        var first = Assert.Single(_sent).ToList();
        _answers = true;

        // Before the events are back it sends all again, as they were; after that only what is left.
        var again = await AskAsync(caller, new { authority = "909", rest = "942" }, "?dryRun=false");
        Assert.Equal(1_500, (int)again["sent"]!);
        Assert.Equal(first.Select(each => each!.ToJsonString()), _sent[1].Select(each => each!.ToJsonString()));
        await scheduler.TakeInAsync([.. first.Select(Recorded)]);
        Assert.Equal(500, (await AskAsync(caller, new { authority = "909", rest = "942" }, ""))["cases"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_case_that_went_to_the_wrong_place_is_taken_back_and_sent_elsewhere_and_nobody_is_told_again()
    {
        await using var scheduler = await StartAsync("2023-04-03 09:00");
        await scheduler.TakeInAsync(ACase("2023-04-10", "C-1", authority: Cumbria));
        Assert.NotEmpty(await scheduler.RunAtAsync("2023-04-03 09:30"));
        var alerts = await scheduler.RowsAsync("select id, rung, role, state from alert order by id");
        using var caller = scheduler.Caller(OperatorKey);
        await AskAsync(caller, new { authority = "909", rest = "942" }, "?dryRun=false");
        var wrong = Recorded(Assert.Single(Assert.Single(_sent)));
        await TakeInSentAsync(scheduler);
        Assert.Equal([Cumberland], await scheduler.RowsAsync("select distinct authority from alert"));

        await scheduler.TakeInAsync(A(new EventRetracted(wrong.Id, wrong.Source), "C-1", Cumbria, "2023-04-03 10:00"));
        Assert.Equal([Cumbria], await scheduler.RowsAsync("select distinct authority from alert"));
        Assert.Equal([$"{Cumbria} C-1"], await scheduler.RowsAsync("select authority, case_reference from alert_plan"));

        await AskAsync(caller, new { authority = "909", rest = "943" }, "?dryRun=false");
        await AskAsync(caller, new { authority = "909", rest = "942" }, "?dryRun=false");
        Assert.NotEqual(wrong.Id, (string?)_sent[2][0]!["id"]); // what was taken back once never comes to be again
        _sent.RemoveAt(2);
        await TakeInSentAsync(scheduler);
        Assert.Equal([$"{Westmorland} C-1"], await scheduler.RowsAsync("select authority, case_reference from alert_plan"));
        Assert.Empty(await scheduler.RunAtAsync("2023-04-03 10:30"));
        Assert.Equal(alerts, await scheduler.RowsAsync("select id, rung, role, state from alert order by id"));
        using var staff = scheduler.Caller();
        Assert.Equal(Westmorland, (string?)(await CaseAsync(staff, "942", "C-1"))["passedTo"]!["authority"]);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused_by_name()
    {
        await using var scheduler = await StartAsync("2023-04-03 09:00");
        using var caller = scheduler.Caller(OperatorKey);

        Assert.Equal("urn:ehcp:unknown-authority", await RefusedAsync(caller, new { authority = "999" }, "", HttpStatusCode.NotFound));
        Assert.Equal("urn:ehcp:no-successor", await RefusedAsync(caller, new { authority = "330" }, "", HttpStatusCode.Conflict));
        Assert.Equal("urn:ehcp:body-invalid", await RefusedAsync(caller, new { authority = "909", rest = "330" }, "", HttpStatusCode.BadRequest));
        Assert.Equal("urn:ehcp:body-invalid", await RefusedAsync(
            caller, new { authority = "909", cases = new[] { Named("C-1"), Named("C-1") } }, "", HttpStatusCode.BadRequest));
        Assert.Equal("urn:ehcp:body-invalid", await RefusedAsync(
            caller, new { authority = "909", cases = new[] { Named("C-1", "942", "a b") } }, "", HttpStatusCode.BadRequest));
        Assert.Equal("urn:ehcp:parameter-invalid", await RefusedAsync(
            caller, new { authority = "909", dryRun = false }, "?dryRun=true", HttpStatusCode.BadRequest));
        using var staff = scheduler.Caller();
        Assert.Equal("urn:ehcp:key-not-allowed", await RefusedAsync(staff, new { authority = "909" }, "", HttpStatusCode.Forbidden));
        Assert.Empty(_sent);
    }

    private static object Named(string caseReference, string successor = "942", string? successorReference = null) =>
        new { caseReference, successor, successorReference };

    private Task<AlertScheduler> StartAsync(string at) => AlertScheduler.StartAsync(at, host =>
    {
        SchedulerAtRest.UseKey(host, 2, "operator", OperatorKey, "operate", "*");
        SchedulerAtRest.UseKey(host, 3, "old council", OldKey, "cases:read", "909");
        SchedulerAtRest.UseKey(host, 4, "new council", NewKey, "cases:read", "943");
        host.UseSetting("Ehcp:Reassignments:IntakeUrl", _intake.Urls.Single() + "/").UseSetting("Ehcp:Reassignments:IntakeKey", "intake-key");
    });

    private static string Line(JsonNode one) => $"{one["caseReference"]} {one["successor"]} {one["successorReference"]}";

    private static async Task<JsonNode> AskAsync(HttpClient caller, object body, string query)
    {
        using var answer = await caller.PostAsJsonAsync(new Uri("/v1/reorganisations" + query, UriKind.Relative), body, Stop);
        Assert.Equal((HttpStatusCode.OK, ""), (answer.StatusCode, answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(Stop)));
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Stop))!;
    }

    private static async Task<string?> RefusedAsync(HttpClient caller, object body, string query, HttpStatusCode status)
    {
        using var answer = await caller.PostAsJsonAsync(new Uri("/v1/reorganisations" + query, UriKind.Relative), body, Stop);
        Assert.Equal(status, answer.StatusCode);
        return (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(Stop))!["type"];
    }

    private static async Task<JsonNode> CaseAsync(HttpClient caller, string authority, string reference, string query = "")
    {
        using var answer = await caller.GetAsync(new Uri($"/v1/cases/{authority}/{reference}{query}", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Stop))!;
    }

    private Task TakeInSentAsync(AlertScheduler scheduler) => scheduler.TakeInAsync([.. _sent.SelectMany(events => events).Select(Recorded)]);

    // What Intake makes of an event.
    private static RecordedFact Recorded(JsonNode? one) => new(
        1, (string)one!["source"]!, (string)one["id"]!, (string)one["data"]!["authority"]!, (string)one["subject"]!, (DateTimeOffset)one["time"]!,
        AlertScheduler.London("2023-04-03 09:45"),
        new CasePassedOn(
            Day((string)one["data"]!["heldTo"]!), (string)one["data"]!["successor"]!, (string?)one["data"]!["successorReference"]));
}
