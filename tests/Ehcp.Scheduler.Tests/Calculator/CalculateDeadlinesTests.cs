using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Ehcp.Scheduler.Tests.Calculator;

public sealed class CalculateDeadlinesTests(SchedulerAtRest scheduler) : IClassFixture<SchedulerAtRest>
{
    [Fact]
    public async Task Anybody_may_ask_without_a_key()
    {
        var answer = await AskAsync("trigger=request-received&on=2026-01-05");

        Assert.Equal(("request-received", "2026-01-05"), ((string?)answer["trigger"], (string?)answer["on"]));
        Assert.Empty(answer["cannotCompute"]!.AsArray());
        var plan = Assert.Single(answer["deadlines"]!.AsArray(), deadline => (string?)deadline!["milestone"] == "final-plan")!;
        Assert.Equal("1", (string?)plan["clock"]);
        Assert.Equal(("2026-05-25", "2026-05-22"), ((string?)plan["lastDay"], (string?)plan["lastWorkingDay"])); // a bank holiday Monday
        Assert.Equal("""{"id":"final-plan-2014","shape":"within-weeks-of","length":20,"unit":"weeks"}""", plan["rule"]!.ToJsonString());
        Assert.Equal("SEND Regulations 2014 (SI 2014/1530), reg. 13(2)", (string?)plan["citation"]);
        Assert.Contains("20 × 7 = 140 days", (string?)plan["explanation"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trigger=request-received&on=2014-09-01", "final-plan", "2015-01-19")]
    [InlineData("trigger=request-received&on=2026-01-05&route=detained", "decision-to-assess", "2026-02-16")]
    [InlineData("trigger=request-received&receivedOn=2026-01-05&requestId=7", "final-plan", "2026-05-25")]
    [InlineData("trigger=advice-requested&on=2026-02-16&adviceType=health", "advice", "2026-03-30")]
    [InlineData("trigger=draft-plan-served&on=2026-03-02&service=email&authority=330", "representations", "2026-03-16")]
    [InlineData("trigger=consultation-sent&on=2026-03-02", "consultation", "2026-03-17")]
    [InlineData("trigger=assessment-decided&on=2026-01-15&decision=refuse", "appeal", "2026-03-16")]
    [InlineData("trigger=issue-decided&on=2026-06-15&decision=not-issue", "appeal", "2026-09-01")]
    [InlineData("trigger=final-plan-sent&on=2026-01-05", "annual-review", "2027-01-04")]
    [InlineData("trigger=review-meeting-held&on=2026-03-02", "amended-plan-after-review", "2026-05-25")]
    [InlineData("trigger=review-decided&on=2026-03-02&decision=cease", "keep-plan", "2026-05-05")]
    [InlineData("trigger=amendment-notice-sent&on=2026-03-30", "amended-plan", "2026-05-25")]
    [InlineData("trigger=amended-plan-sent&on=2026-03-30", "mediation-contact", "2026-05-30")]
    [InlineData("trigger=reassessment-requested&on=2026-01-05", "reassessment-decision", "2026-01-20")]
    [InlineData("trigger=reassessment-decided&on=2026-01-20&decision=assess", "reassessed-plan", "2026-04-28")]
    [InlineData("trigger=move-notified&on=2026-03-02&movesOn=2026-06-08", "plan-transfer", "2026-06-08")]
    [InlineData("trigger=plan-transferred-in&on=2026-03-02&lastReviewedOn=2025-10-01", "review-after-transfer", "2026-09-30")]
    [InlineData("trigger=plan-transferred-in&on=2026-03-02", "transfer-notice", "2026-04-13")]
    [InlineData("trigger=phase-transfer-due&transferOn=2026-09-01&year=2026&phase=other", "phase-transfer", "2026-02-14")]
    [InlineData("trigger=phase-transfer-due&on=2026-09-01&phase=secondary-to-post-16", "phase-transfer", "2026-03-30")]
    [InlineData("trigger=phase-transfer-due&on=2026-09-01&phase=post-16", "phase-transfer", "2026-04-01")]
    [InlineData("trigger=tribunal-ordered&on=2026-01-05&order=assess", "final-plan-after-reversal", "2026-04-13")]
    [InlineData("trigger=mediation-requested&on=2026-01-15", "mediation", "2026-02-14")]
    [InlineData("trigger=mediation-agreed&on=2026-01-05&about=contents", "amended-plan-after-reversal", "2026-02-09")]
    [InlineData("trigger=mediation-agreed&on=2026-01-05&about=contents&periodAgreedTo=2026-07-31", "agreement", "2026-07-31")]
    [InlineData("trigger=mediation-certificate-issued&on=2025-11-29&notifiedOn=2025-10-01", "appeal", "2026-01-02")]
    [InlineData("trigger=mediation-declined&on=2026-05-21", "mediation-certificate", "2026-05-27")]
    [InlineData("trigger=mediation-ended&on=2026-05-21", "mediation-certificate", "2026-05-27")]
    [InlineData("trigger=appeal-received&on=2026-01-05", "appeal-response", "2026-02-16")]
    [InlineData("trigger=appeal-unopposed&on=2026-01-05&against=refusal-to-issue", "draft-plan-after-reversal", "2026-02-09")]
    [InlineData("trigger=decision-reversed&on=2026-01-05&reversed=refusal-to-issue&by=conceded&receivedOn=2025-10-01", "final-plan", "2026-02-18")]
    [InlineData("trigger=commissioning-body-changed&on=2026-05-18", "commissioning-body", "2026-06-08")]
    [InlineData("trigger=term-starts&on=2026-09-02", "reviews-of-term", "2026-08-19")]
    public async Task Values_of_the_event_are_heeded(string query, string milestone, string lastDay)
    {
        var answer = await AskAsync(query);

        Assert.Contains(answer["deadlines"]!.AsArray(), deadline => (string?)deadline!["milestone"] == milestone && (string?)deadline["lastDay"] == lastDay);
    }

    [Theory]
    [InlineData("trigger=tribunal-ordered&on=2026-01-05")]
    [InlineData("trigger=plan-ceased&on=2026-09-01")]
    [InlineData("trigger=decision-reversed&on=2026-01-05&reversed=refusal-to-assess&by=conceded")]
    public async Task What_cannot_be_computed_is_said(string query)
    {
        var answer = await AskAsync(query);

        Assert.Empty(answer["deadlines"]!.AsArray());
        Assert.Equal(["subject", "reason"], Assert.Single(answer["cannotCompute"]!.AsArray())!.AsObject().Select(field => field.Key));
    }

    [Theory]
    [InlineData("", "trigger")]
    [InlineData("on=2026-01-05", "trigger")]
    [InlineData("trigger=case-assigned&on=2026-01-05", "trigger")] // has no date of its own
    [InlineData("trigger=no-such&on=2026-01-05", "trigger")]
    [InlineData("trigger=request-received", "on")]
    [InlineData("trigger=request-received&on=", "on")]
    [InlineData("trigger=request-received&on=2026-02-30", "on")]
    [InlineData("trigger=request-received&on=05/01/2026", "on")]
    [InlineData("trigger=request-received&on=2014-08-31", "on")]
    [InlineData("trigger=request-received&on=9999-12-31", "on")]
    [InlineData("trigger=request-received&on=2026-01-05&on=2026-01-06", "on")]
    [InlineData("trigger=request-received&on=2026-01-05&receivedOn=2026-01-06", "receivedOn")]
    [InlineData("trigger=request-received&on=2026-01-05&childName=x", "childName")]
    [InlineData("trigger=request-received&on=2026-01-05&route=by-post", "route")]
    [InlineData("trigger=request-received&on=2026-01-05&requestId=a%20b", "requestId")]
    [InlineData("trigger=phase-transfer-due&on=2026-09-01&year=soon", "year")]
    [InlineData("trigger=final-plan-sent&on=2026-01-05&authority=999", "authority")]
    [InlineData("trigger=term-starts&on=2026-01-05&year=2026", "year")] // no event of a case: it has a date and nothing else
    public async Task A_parameter_that_is_not_as_expected_is_named(string query, string parameter)
    {
        using var caller = scheduler.Caller(key: null);
        using var response = await caller.GetAsync(new Uri("/v1/calculator?" + query, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        Assert.Equal("urn:ehcp:parameter-invalid", (string?)problem!["type"]);
        Assert.Equal([parameter], problem["errors"]!.AsArray().Select(error => (string?)error!["parameter"]));
    }

    [Fact]
    public async Task Every_parameter_that_is_not_as_expected_is_named_at_once()
    {
        using var caller = scheduler.Caller(key: null);
        using var response = await caller.GetAsync(
            new Uri("/v1/calculator?trigger=request-received&on=x&route=y&z=1", UriKind.Relative), TestContext.Current.CancellationToken);

        var problem = await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        Assert.Equal(["on", "route", "z"], problem!["errors"]!.AsArray().Select(error => (string?)error!["parameter"]));
    }

    private async Task<JsonObject> AskAsync(string query)
    {
        using var caller = scheduler.Caller(key: null);
        return (await caller.GetFromJsonAsync<JsonObject>(new Uri("/v1/calculator?" + query, UriKind.Relative), TestContext.Current.CancellationToken))!;
    }
}
