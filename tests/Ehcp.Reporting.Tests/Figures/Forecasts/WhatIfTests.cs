using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Forecasts;

/// <summary>Whoever clears a backlog lowers the published rate: today is 25 May 2026.</summary>
public sealed class WhatIfTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finishing_the_oldest_lowers_the_rate_and_shortens_the_queue()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());

        var answer = await AskAsync(reporting, """{"authority":"330","oldest":2}""");

        Assert.Equal(("2026-05-25", 2026), (answer.GetProperty("finishOn").GetString(), answer.GetProperty("year").GetInt32()));
        Assert.Equal(
            """
            {"requests":2,"inTime":0,"late":2,
            "all":{"before":{"plansIssued":3,"withinTwentyWeeks":2,"rate":0.6666666666666666},"after":{"plansIssued":5,"withinTwentyWeeks":2,"rate":0.4}},
            "excludingExemptions":{"before":{"plansIssued":2,"withinTwentyWeeks":1,"rate":0.5},"after":{"plansIssued":3,"withinTwentyWeeks":1,"rate":0.3333333333333333}},
            "queue":{"before":{"open":5,"overdue":2,"oldestDays":413},"after":{"open":3,"overdue":0,"oldestDays":140}}}
            """.ReplaceLineEndings(""),
            answer.GetProperty("finished").GetRawText());
    }

    [Fact]
    public async Task Cases_are_finished_by_name_all_their_open_requests_or_one()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());

        var both = (await AskAsync(reporting, """{"authority":"330","cases":["TWO"]}""")).GetProperty("finished");
        var one = (await AskAsync(reporting, """{"authority":"330","cases":["TWO/2"]}""")).GetProperty("finished");

        Assert.Equal((2, 1, 1), (Number(both, "requests"), Number(both, "inTime"), Number(both, "late")));
        Assert.Equal((1, 1, 0), (Number(one, "requests"), Number(one, "inTime"), Number(one, "late")));
        Assert.Equal(3 / 4.0, one.GetProperty("all").GetProperty("after").GetProperty("rate").GetDouble());
    }

    [Fact]
    public async Task The_last_day_is_in_time_and_the_next_is_not()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known()); // LAST was received 140 days ago

        var today = (await AskAsync(reporting, """{"authority":"330","cases":["LAST"]}""")).GetProperty("finished");
        var tomorrow = (await AskAsync(reporting, """{"authority":"330","cases":["LAST"],"finishOn":"2026-05-26"}""")).GetProperty("finished");
        var nextYear = await AskAsync(reporting, """{"authority":"330","cases":["LAST"],"finishOn":"2027-01-04"}""");

        Assert.Equal((1, 0), (Number(today, "inTime"), Number(today, "late")));
        Assert.Equal((0, 1), (Number(tomorrow, "inTime"), Number(tomorrow, "late")));
        Assert.Equal((3, 2), (Number(tomorrow.GetProperty("queue").GetProperty("before"), "overdue"),
            Number(tomorrow.GetProperty("queue").GetProperty("after"), "overdue")));
        Assert.Equal(2027, nextYear.GetProperty("year").GetInt32());
        Assert.Equal("""{"before":{"plansIssued":0,"withinTwentyWeeks":0,"rate":null},"after":{"plansIssued":1,"withinTwentyWeeks":0,"rate":0}}""", nextYear.GetProperty("finished").GetProperty("all").GetRawText());
    }

    /// <summary>What is before is what the other figures say, and finishing everything leaves nothing that can be finished.</summary>
    [Fact]
    public async Task Before_is_what_rate_and_caseload_say()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync([.. MadeUpCaseload.Of(1500, Day("2026-05-25"))]);
        var rate = (await reporting.GetAsync("/v1/rates?authority=330&from=2026-01-01&to=2026-12-31")).GetProperty("rows")[0];
        var caseload = await reporting.GetAsync("/v1/caseload?authority=330");
        var computable = Number(caseload, "open") - Number(caseload, "cannotCompute");

        var finished = (await AskAsync(reporting, $$"""{"authority":"E08000025","oldest":{{computable}}}""")).GetProperty("finished");
        var (queue, all) = (finished.GetProperty("queue"), finished.GetProperty("all"));

        Assert.Equal((Number(rate, "plansIssued"), Number(rate, "withinTwentyWeeks")),
            (Number(all.GetProperty("before"), "plansIssued"), Number(all.GetProperty("before"), "withinTwentyWeeks")));
        Assert.Equal((Number(rate, "plansIssuedExcludingExemptions"), Number(rate, "withinTwentyWeeksExcludingExemptions")),
            (Number(finished.GetProperty("excludingExemptions").GetProperty("before"), "plansIssued"),
                Number(finished.GetProperty("excludingExemptions").GetProperty("before"), "withinTwentyWeeks")));
        Assert.Equal((Number(caseload, "open"), Number(caseload, "overdue"), Number(caseload.GetProperty("oldest"), "days")),
            (Number(queue.GetProperty("before"), "open"), Number(queue.GetProperty("before"), "overdue"), Number(queue.GetProperty("before"), "oldestDays")));
        Assert.Equal((Number(caseload, "cannotCompute"), 0), (Number(queue.GetProperty("after"), "open"), Number(queue.GetProperty("after"), "overdue")));
        Assert.Equal(JsonValueKind.Null, queue.GetProperty("after").GetProperty("oldestDays").ValueKind);
        Assert.Equal(Number(caseload, "overdue"), Number(finished, "late"));

        var tooMany = await RefusedAsync(reporting, $$"""{"authority":"330","oldest":{{computable + 1}}}""");
        Assert.Equal($"There are {computable} open requests with a usable date of receipt.", tooMany["/oldest"]);
    }

    /// <summary>Where plans after mediation or a tribunal are left out of the rate, they are in neither side of a what-if, nor in the forecast.</summary>
    [Theory]
    [InlineData("count", 3, 4)]
    [InlineData("leave-out", 2, 2)]
    public async Task Plans_after_mediation_or_a_tribunal_are_counted_as_in_the_rate(string setting, int before, int after)
    {
        await using var reporting = await RunningReporting.StartAsync(
            broker: null, "Production", builder => builder.UseSetting("Ehcp:Figures:MediationAndTribunal", setting));
        await reporting.KnowsAsync(
            Case("A", Birmingham, Plan("2025-11-03", 100)),
            Case("B", Birmingham, Plan("2025-11-03", 150)),
            Case("C", Birmingham, Plan("2025-11-03", 150) with { AfterMediationOrTribunal = true }),
            Case("OPEN", Birmingham, Request("2025-09-01") with { AfterMediationOrTribunal = true }));

        var finished = (await AskAsync(reporting, """{"authority":"330","oldest":1}""")).GetProperty("finished");
        var forecast = (await reporting.GetAsync("/v1/forecast?authority=330")).GetProperty("all");

        Assert.Equal((before, after), (Number(finished.GetProperty("all").GetProperty("before"), "plansIssued"),
            Number(finished.GetProperty("all").GetProperty("after"), "plansIssued")));
        Assert.Equal(
            (1, 0), (Number(finished.GetProperty("queue").GetProperty("before"), "open"), Number(finished.GetProperty("queue").GetProperty("after"), "open")));
        Assert.Equal(before, Number(forecast, "issued"));
    }

    [Fact]
    public async Task Each_case_that_cannot_be_finished_is_named_with_its_reason()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());

        var refused = await RefusedAsync(reporting, """{"authority":"330","cases":["LAST","NOBODY","DONE","UNCLEAR","TWO/9","ELSEWHERE"]}""");

        Assert.Equal(
            [
                ("/cases/1", "NOBODY: no such case."),
                ("/cases/2", "DONE is not open: it has its outcome."),
                ("/cases/3", "UNCLEAR cannot be computed: Two sources give different dates."),
                ("/cases/4", "TWO/9 is not open: it has its outcome, or there is no such request."),
                ("/cases/5", "ELSEWHERE: no such case."), // in Dudley
            ],
            refused.Select(error => (error.Key, error.Value)));
    }

    [Theory]
    [InlineData("""{"authority":"330"}""", "/cases")]
    [InlineData("""{"authority":"330","cases":["LAST"],"oldest":1}""", "/cases")]
    [InlineData("""{"authority":"330","cases":[]}""", "/cases")]
    [InlineData("""{"authority":"330","cases":["A/B/C"]}""", "/cases/0")]
    [InlineData("""{"authority":"330","cases":["LAST",""]}""", "/cases/1")]
    [InlineData("""{"authority":"330","cases":["LAST",null]}""", "/cases/1")]
    [InlineData("""{"authority":"330","cases":["LAST","LAST"]}""", "/cases/1")]
    [InlineData("""{"authority":"330","cases":"LAST"}""", "/cases")]
    [InlineData("""{"authority":"330","oldest":0}""", "/oldest")]
    [InlineData("""{"authority":"330","oldest":"two"}""", "/oldest")]
    [InlineData("""{"authority":"330","oldest":1,"finishOn":"2026-05-24"}""", "/finishOn")]
    [InlineData("""{"authority":"330","oldest":1,"finishOn":"2027-05-26"}""", "/finishOn")]
    [InlineData("""{"authority":"330","oldest":1,"finishOn":"tomorrow"}""", "/finishOn")]
    [InlineData("""{"authority":"Atlantis","oldest":1}""", "/authority")]
    [InlineData("""{"oldest":1}""", "/authority")]
    [InlineData("""{"authority":"330","oldest":1,"team":"North"}""", "/team")]
    [InlineData("""[]""", "")]
    public async Task What_cannot_be_used_is_named(string body, string field)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());

        Assert.Equal([field], (await RefusedAsync(reporting, body)).Keys);
    }

    [Theory]
    [InlineData("""{"authority":""", "urn:ehcp:not-json")]
    [InlineData("null", "urn:ehcp:body-missing")]
    [InlineData("", "urn:ehcp:body-missing")]
    public async Task What_is_no_question_is_told_apart(string body, string type)
    {
        await using var reporting = await RunningReporting.StartAsync();

        var (status, json) = await PostAsync(reporting, body, RunningReporting.Key);

        Assert.Equal((HttpStatusCode.BadRequest, type), (status, json.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task A_key_for_figures_asks_for_the_oldest_of_its_authority_and_for_no_case()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());

        Assert.Equal(1, Number((await AskAsync(reporting, """{"oldest":1}""", RunningReporting.BirminghamKey)).GetProperty("finished"), "requests"));
        Assert.Equal(["/cases"], (await RefusedAsync(reporting, """{"cases":["LAST"]}""", RunningReporting.BirminghamKey)).Keys);
        using var client = reporting.Client(RunningReporting.BirminghamKey);
        using var foreign = await client.PostAsJsonAsync(new Uri("/v1/what-if", UriKind.Relative), new { authority = "332", oldest = 1 }, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }

    [Fact]
    public async Task Asking_about_cases_by_name_is_written_down()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());

        await AskAsync(reporting, """{"authority":"330","oldest":2}""");
        await AskAsync(reporting, """{"authority":"330","cases":["LAST","TWO/2"]}""");
        await RefusedAsync(reporting, """{"authority":"330","cases":["DONE","NOBODY"]}""");

        await using var rows = reporting.Database.CreateCommand(
            "select string_agg(concat_ws(' ', caller, what, outcome, authority, array_to_string(case_references, ',')), '; ' order by id) from access_record");
        Assert.Equal("tests what-if shown E08000025 LAST,TWO; tests what-if shown E08000025 DONE; tests what-if refused E08000025 NOBODY",
            await rows.ExecuteScalarAsync(Stop));
    }

    [Fact]
    public async Task The_form_asks_without_script_and_keeps_what_was_typed()
    {
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Development");
        await reporting.KnowsAsync(Known());
        using var client = reporting.Client(key: null);

        var asked = await PageAsync("/?authority=330&oldest=2");
        var tooMany = await PageAsync("/?authority=330&oldest=5");
        var nonsense = await PageAsync("/?authority=330&oldest=%3Cscript%3E");

        Assert.Contains("Finishing the 2 oldest lowers the rate to 33.3%, and 2 families fewer wait past 20 weeks", asked, StringComparison.Ordinal);
        Assert.Contains("33.3% (1 of 3)", asked, StringComparison.Ordinal);
        Assert.Contains("value=\"2\"", asked, StringComparison.Ordinal);
        Assert.Contains("There are 4 open requests with a usable date of receipt.", tooMany, StringComparison.Ordinal);
        Assert.Contains("Must be a whole number from 1 to 1000000.", nonsense, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", nonsense, StringComparison.Ordinal);

        Task<string> PageAsync(string path) => client.GetStringAsync(new Uri(path, UriKind.Relative), Stop);
    }

    private static Contracts.CaseSnapshot[] Known() =>
    [
        Case("DONE", Birmingham, Plan("2025-11-03", 100)),
        Case("LATE", Birmingham, Plan("2025-11-03", 150)),
        Case("EXEMPT", Birmingham, Plan("2025-12-01", 100) with { ExemptionClaimed = true }),
        Case("FORMER", Birmingham, Plan("2025-01-06", 100)), // of 2025
        Case("OLD", Birmingham, Request("2025-04-07")),
        Case("TWO", Birmingham, Request("2025-09-01") with { ExemptionClaimed = true }, Request("2026-03-02", id: "2")),
        Case("LAST", Birmingham, Request("2026-01-05")),
        Case("UNCLEAR", Birmingham, Request("2026-01-05") with { ReceivedOnUsable = false, CannotComputeBecause = "Two sources give different dates." }),
        Case("ELSEWHERE", Dudley, Request("2025-01-06")),
    ];

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static async Task<JsonElement> AskAsync(RunningReporting reporting, string body, string key = RunningReporting.Key)
    {
        var (status, json) = await PostAsync(reporting, body, key);
        Assert.True(status == HttpStatusCode.OK, json.GetRawText());
        return json;
    }

    private static async Task<Dictionary<string, string>> RefusedAsync(RunningReporting reporting, string body, string key = RunningReporting.Key)
    {
        var (status, json) = await PostAsync(reporting, body, key);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        return json.GetProperty("errors").EnumerateArray().ToDictionary(
            error => error.GetProperty("pointer").GetString()!, error => error.GetProperty("detail").GetString()!);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(RunningReporting reporting, string body, string key)
    {
        using var client = reporting.Client(key);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/v1/what-if", UriKind.Relative), content, Stop);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        return (answer.StatusCode, json.RootElement.Clone());
    }
}
