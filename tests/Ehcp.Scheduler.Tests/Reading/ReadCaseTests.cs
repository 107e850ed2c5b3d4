using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using static Ehcp.Scheduler.Tests.Given;

namespace Ehcp.Scheduler.Tests.Reading;

public sealed class ReadCaseTests(SchedulerAtRest scheduler) : IClassFixture<SchedulerAtRest>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_case_shows_every_deadline_with_the_reason_for_its_date()
    {
        await scheduler.TakeIn.RunAsync(
            [
                ARequest("2026-05-04").Of("shown"),
                A(new AssessmentDecided(AssessmentDecision.Assess, Day("2026-06-15"))).Of("shown"),
                A(new ExemptionClaimed("e1", Ground.ExceptionalCircumstances, [Milestone.FinalPlan])).Of("shown"),
                A(new CaseAssigned("North", "officer@example.org")).Of("shown"),
            ],
            Stop);

        var answer = await AskAsync("/v1/cases/330/shown");

        Assert.Equal(
            ["authority", "caseReference", "version", "deadlines", "facts", "alerts", "digests", "next", "cannotCompute", "moved", "passedTo", "cameFrom", "familyToTell"],
            answer.Select(field => field.Key));
        Assert.Equal("E08000025", (string?)answer["authority"]);
        Assert.Equal(4, (int?)answer["version"]!["facts"]);
        Assert.Equal([("decision-to-assess", "met"), ("refusal-to-issue", "open"), ("final-plan", "exempt")], States(answer));
        var plan = answer["deadlines"]!.AsArray().Last()!.AsObject();
        Assert.Equal(
            ["milestone", "clock", "trigger", "startedOn", "lastDay", "lastWorkingDay", "endedOn", "closedOn", "closedBy", "state", "exemptions", "rule",
                "citation", "explanation", "note"],
            plan.Select(field => field.Key));
        Assert.Equal("exceptional-circumstances", (string?)plan["exemptions"]![0]!["ground"]);
        Assert.Contains("Monday 21 September 2026", (string?)plan["explanation"], StringComparison.Ordinal);
        Assert.Equal("refusal-to-issue", (string?)Assert.Single(answer["next"]!.AsArray())!["milestone"]);
        Assert.DoesNotContain("officer@example.org", answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_is_of_the_day_in_London()
    {
        await scheduler.TakeIn.RunAsync([ARequest("2026-02-25").Of("midnight")], Stop); // last day Wednesday 15 July 2026

        Assert.Equal(("final-plan", "overdue"), States(await AskAsync("/v1/cases/330/midnight"))[^1]); // 23:30 UTC that day
        Assert.Equal(("final-plan", "open"), States(await AskAsync("/v1/cases/330/midnight?asOf=2026-07-15T22:59:59Z"))[^1]);
        Assert.Equal(("final-plan", "overdue"), States(await AskAsync("/v1/cases/330/midnight?asOf=2026-07-16T00:00:00%2B01:00"))[^1]);
    }

    [Fact]
    public async Task As_of_an_instant_only_what_was_recorded_by_then_is_known()
    {
        await scheduler.TakeIn.RunAsync([ARequest("2026-01-05").Of("as-of").RecordedAt(1), APlan("2026-05-20").Of("as-of").RecordedAt(5)], Stop);

        Assert.Equal("overdue", States(await AskAsync($"/v1/cases/E08000025/as-of?asOf={Minute(4):yyyy-MM-ddTHH:mm:ssZ}"))[2].State);
        Assert.Equal("met", States(await AskAsync($"/v1/cases/E08000025/as-of?asOf={Minute(5):yyyy-MM-ddTHH:mm:ssZ}"))[2].State);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/v1/cases/E08000025/as-of?asOf={Minute(0):yyyy-MM-ddTHH:mm:ssZ}"));
    }

    [Fact]
    public async Task What_cannot_be_computed_is_told()
    {
        await scheduler.TakeIn.RunAsync([APlan("2026-05-20").Of("no-request")], Stop);

        var answer = await AskAsync("/v1/cases/330/no-request");

        Assert.DoesNotContain(answer["deadlines"]!.AsArray(), deadline => (string?)deadline!["milestone"] == "final-plan");
        Assert.Equal("request 1", (string?)Assert.Single(answer["cannotCompute"]!.AsArray())!["subject"]);
    }

    [Fact]
    public async Task Who_saw_a_case_is_written_down_and_an_auditor_can_read_it()
    {
        await scheduler.TakeIn.RunAsync([ARequest("2026-05-04").Of("looked-at")], Stop);

        await AskAsync("/v1/cases/330/looked-at");
        await StatusAsync("/v1/cases/330/not-there");
        using var auditor = scheduler.Caller(SchedulerAtRest.AuditorKey);
        var answer = await auditor.GetFromJsonAsync<JsonObject>(new Uri("/v1/access?authority=330&caseReference=looked-at", UriKind.Relative), Stop);
        var notThere = await auditor.GetFromJsonAsync<JsonObject>(new Uri("/v1/access?caseReference=not-there", UriKind.Relative), Stop);

        var record = Assert.Single(answer!["records"]!.AsArray())!.AsObject();
        Assert.Equal(("staff", "case", "E08000025", 1),
            ((string?)record["caller"], (string?)record["what"], (string?)record["authority"], (int?)record["cases"]));
        Assert.Empty(notThere!["records"]!.AsArray());
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("/v1/access"));
    }

    [Theory]
    [InlineData("/v1/cases/330/nobody", SchedulerAtRest.StaffKey, HttpStatusCode.NotFound)]
    [InlineData("/v1/cases/999/nobody", SchedulerAtRest.StaffKey, HttpStatusCode.NotFound)]
    [InlineData("/v1/cases/330/nobody?asOf=yesterday", SchedulerAtRest.StaffKey, HttpStatusCode.BadRequest)]
    [InlineData("/v1/cases/330/nobody?asOf=2026-07-15T12:00:00", SchedulerAtRest.StaffKey, HttpStatusCode.BadRequest)]
    [InlineData("/v1/cases/330/nobody", SchedulerAtRest.LeedsKey, HttpStatusCode.Forbidden)]
    [InlineData("/v1/cases/330/nobody", SchedulerAtRest.SenderKey, HttpStatusCode.Forbidden)]
    [InlineData("/v1/cases/330/nobody", null, HttpStatusCode.Unauthorized)]
    [InlineData("/v1/overview", null, HttpStatusCode.Unauthorized)]
    [InlineData("/v1/overview", SchedulerAtRest.SenderKey, HttpStatusCode.Forbidden)]
    public async Task A_refusal_is_a_problem_document(string path, string? key, HttpStatusCode status)
    {
        using var caller = scheduler.Caller(key);
        using var response = await caller.GetAsync(new Uri(path, UriKind.Relative), Stop);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private async Task<JsonObject> AskAsync(string path)
    {
        using var caller = scheduler.Caller();
        return (await caller.GetFromJsonAsync<JsonObject>(new Uri(path, UriKind.Relative), Stop))!;
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var caller = scheduler.Caller();
        using var response = await caller.GetAsync(new Uri(path, UriKind.Relative), Stop);
        return response.StatusCode;
    }

    private static (string? Milestone, string? State)[] States(JsonObject answer) =>
        [.. answer["deadlines"]!.AsArray().Select(deadline => ((string?)deadline!["milestone"], (string?)deadline["state"]))];
}
