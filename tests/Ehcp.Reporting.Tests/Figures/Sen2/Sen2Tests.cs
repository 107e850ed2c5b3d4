using System.Net;
using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Reporting.Figures.Sen2;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Sen2;

public sealed class Sen2Tests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_modules_have_the_items_of_their_collection()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());

        Assert.Equal(
            """
            casereference,requestid,receiveddate,requestsource,rya,requestoutcomedate,requestoutcome,requestmediation,requesttribunal,exported
            A-1,1,2025-01-06,2,0,2025-02-17,Y,,,
            A-1,2,2025-11-03,,,,A,,,
            A-2,1,2025-03-03,5,1,2025-04-14,N,,,
            A-3,1,2024-09-02,,,,H,,,

            """.ReplaceLineEndings("\n"),
            await FileAsync(reporting, "/v1/sen2/requests?year=2026&authority=330", "sen2-2026-requests-E08000025.csv"));
        Assert.Equal(
            """
            casereference,requestid,assessmentoutcome,assessmentoutcomedate,assessmentmediation,assessmenttribunal,othermediation,othertribunal,week20
            A-1,1,Y,2025-05-26,,,,,0
            A-3,1,Y,,,,,,1

            """.ReplaceLineEndings("\n"),
            await FileAsync(reporting, "/v1/sen2/assessments?year=2026&authority=330", "sen2-2026-assessments-E08000025.csv"));
        Assert.StartsWith( // who asked was not asked then
            "casereference,requestid,receiveddate,rya,requestoutcomedate,requestoutcome,requestmediation,requesttribunal,exported\n",
            await FileAsync(reporting, "/v1/sen2/requests?year=2025&authority=330", "sen2-2025-requests-E08000025.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_of_an_instant_the_return_is_what_was_known_then()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var (then, now) = (Instant("2025-03-01T09:00:00Z"), Instant("2025-06-02T09:00:00Z"));
        await reporting.KnowsAsync(Case("A-1", Birmingham,
            Request("2025-01-06") with { KnownFrom = then, KnownTo = now },
            Plan("2025-01-06", 140) with { KnownFrom = now, AssessmentDecidedOn = Day("2025-02-17"), IssueDecidedOn = Day("2025-04-28") }) with
        {
            Facts =
            [
                new("s", "1", then, then, new RequestReceived(Day("2025-01-06"))),
                new("s", "2", now, now, new RequestReceived(Day("2025-01-06"), RequestedBy: Requester.Health)),
            ],
        });

        Assert.Contains("A-1,1,2025-01-06,,0,,A,,,", await FileAsync(reporting, "/v1/sen2/requests?year=2026&authority=330&asOf=2025-04-01T00:00:00Z"),
            StringComparison.Ordinal);
        Assert.Contains("A-1,1,2025-01-06,3,0,2025-02-17,Y,,,", await FileAsync(reporting, "/v1/sen2/requests?year=2026&authority=330"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_retracted_says_nothing_of_who_asked()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var (early, late) = (Instant("2025-03-01T09:00:00Z"), Instant("2025-03-02T09:00:00Z"));
        await reporting.KnowsAsync(Case("A-1", Birmingham, Request("2025-01-06") with { KnownFrom = early }) with
        {
            Facts =
            [
                new("s", "1", early, early, new RequestReceived(Day("2025-01-06"), RequestedBy: Requester.School)),
                new("s", "2", late, late, new RequestReceived(Day("2025-01-06"), RequestedBy: Requester.Health)),
                new("s", "3", late, late, new EventRetracted("2")),
            ],
        });

        Assert.Contains("A-1,1,2025-01-06,2,0,,A,,,", await FileAsync(reporting, "/v1/sen2/requests?year=2026&authority=330"), StringComparison.Ordinal);
    }

    // DfE: the original outcome and date must not be changed by mediation or tribunal.
    [Theory]
    [InlineData("reversed", "2025-02-17", "N,,", "A")]
    [InlineData("ordered", "2025-02-17", "N,0,1", "A")]
    [InlineData("corrected", "2025-06-02", "Y,0,0", "A")] // the refusal was a slip: nothing reversed it
    [InlineData("of another decision", "2025-06-02", "Y,,", "A")]
    [InlineData("retracted", "2025-06-02", "Y,,", "A")]
    public async Task A_refusal_that_was_reversed_keeps_its_date_when_the_source_decides_anew(string how, string outcomeOn, string outcome, string assessment)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case("A-1", Birmingham, Request("2025-01-06") with { AssessmentDecision = "assess", AssessmentDecidedOn = Day("2025-06-02") }) with
            {
                Facts =
            [
                Fact(1, new RequestReceived(Day("2025-01-06"))),
                Fact(2, new AssessmentDecided(AssessmentDecision.Refuse, Day("2025-02-17"))),
                Fact(3, how switch
                {
                    "ordered" => new TribunalOrdered(TribunalOrder.Assess, Day("2025-05-19")),
                    "corrected" => new MediationRequested(Day("2025-05-19")),
                    "of another decision" => new DecisionReversed(DisputedDecision.Contents, Day("2025-05-19")),
                    _ => new DecisionReversed(DisputedDecision.RefusalToAssess, Day("2025-05-19")),
                }),
                Fact(4, new AssessmentDecided(AssessmentDecision.Assess, Day("2025-06-02"))),
                .. how == "retracted" ? new[] { Fact(5, new EventRetracted("3")) } : [],
            ],
            });

        Assert.Contains($"A-1,1,2025-01-06,,0,{outcomeOn},{outcome},", await FileAsync(reporting, "/v1/sen2/requests?year=2026&authority=330"),
            StringComparison.Ordinal);
        Assert.Contains($"A-1,1,{assessment},", await FileAsync(reporting, "/v1/sen2/assessments?year=2026&authority=330"), StringComparison.Ordinal);

        static SnapshotFact Fact(int number, Fact fact) =>
            new("s", $"{number}", Instant($"2025-06-0{number}T09:00:00Z"), Instant($"2025-06-0{number}T09:00:00Z"), fact);
    }

    [Fact]
    public async Task A_refusal_to_issue_that_was_reversed_keeps_its_date_through_the_plan_that_follows()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var (then, now) = (Instant("2025-06-01T09:00:00Z"), Instant("2026-03-02T09:00:00Z"));
        await reporting.KnowsAsync(
            Case("A-1", Birmingham, Plan("2025-01-06", 420) with
            {
                KnownFrom = now,
                AssessmentDecidedOn = Day("2025-02-17"),
                IssueDecidedOn = Day("2026-02-23")
            }) with
            {
                Facts =
            [
                new("s", "1", then, then, new RequestReceived(Day("2025-01-06"))),
                new("s", "2", then, then, new IssueDecided(IssueDecision.NotIssue, Day("2025-04-28"))),
                new("s", "3", now, now, new DecisionReversed(DisputedDecision.RefusalToIssue, Day("2026-02-16"))),
                new("s", "4", now.AddMinutes(1), now, new IssueDecided(IssueDecision.Issue, Day("2026-02-23"))),
            ],
            });

        Assert.Contains("A-1,1,N,2025-04-28,,,,,0", await FileAsync(reporting, "/v1/sen2/assessments?year=2026&authority=330"), StringComparison.Ordinal);
        Assert.Contains("A-1,1,H,,,,,,", await FileAsync(reporting, "/v1/sen2/assessments?year=2027&authority=330"), StringComparison.Ordinal);
    }

    // It counts as claimed, as DfE counts it, and pre-flight names it.
    [Theory]
    [InlineData("2025-07-23", "2025-08-10", Ground.SchoolClosed, 1)] // 18 days
    [InlineData("2025-07-23", "2025-09-03", Ground.SchoolClosed, 0)]
    [InlineData("2025-07-23", "2025-09-03", Ground.AppointmentMissed, 1)] // no ground of the final plan
    [InlineData("2025-07-23", "2025-09-03", Ground.ExceptionalCircumstances, 0)]
    public async Task A_claim_that_its_own_dates_disprove_is_told(string closedFrom, string reopensOn, Ground ground, int count)
    {
        await using var reporting = await RunningReporting.StartAsync();
        var then = Instant("2025-12-01T09:00:00Z");
        await reporting.KnowsAsync(Case("A-1", Birmingham, Plan("2025-01-06", 240) with
        {
            AssessmentDecidedOn = Day("2025-02-17"),
            ExemptionClaimed = true,
        }) with
        {
            Facts =
            [
                new("s", "1", then, then, new RequestReceived(Day("2025-01-06"))),
                new("s", "2", then, then, new FinalPlanSent(Day("2025-01-06").AddDays(240))),
                new("s", "3", then, then, new ExemptionClaimed(
                    "e", ground, [Milestone.FinalPlan], Day("2025-07-20"), Day(closedFrom), Day(reopensOn))),
            ],
        });

        var check = Check(await reporting.GetAsync("/v1/sen2/pre-flight?year=2026&authority=330"), "exemption-contradicted");

        Assert.Equal((count, "query"), (check.GetProperty("count").GetInt32(), Text(check, "severity")));
        Assert.Contains("A-1,1,Y,", await FileAsync(reporting, "/v1/sen2/assessments?year=2026&authority=330"), StringComparison.Ordinal);
        Assert.EndsWith(",1\n", await FileAsync(reporting, "/v1/sen2/assessments?year=2026&authority=330"), StringComparison.Ordinal);
    }

    /// <summary>The plans of the return are the plans of the published measure.</summary>
    [Fact]
    public async Task The_plans_of_a_return_are_those_of_the_rate()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync([.. MadeUpCaseload.Of(2000, Day("2026-05-25"))]);
        var rate = (await reporting.GetAsync("/v1/rates?authority=330&from=2025-01-01&to=2025-12-31")).GetProperty("rows")[0];

        var plans = (await FileAsync(reporting, "/v1/sen2/assessments?year=2026&authority=330")).Split('\n')
            .Select(line => line.Split(',')).Where(cells => cells is [_, _, "Y", not "", ..]).ToList();

        Assert.Equal(rate.GetProperty("plansIssued").GetInt32(), plans.Count);
        Assert.Equal(rate.GetProperty("plansIssuedExcludingExemptions").GetInt32(), plans.Count(cells => cells[^1] == "0"));
    }

    [Fact]
    public async Task The_pre_flight_counts_every_check_and_tells_cases_page_by_page()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            [.. Known(), .. Enumerable.Range(10, 7).Select(number =>
            Case($"A-{number}", Birmingham, Request("2025-06-02") with { AssessmentDecision = "assess", AssessmentDecidedOn = Day("2025-06-01") }))]);

        var answer = await reporting.GetAsync("/v1/sen2/pre-flight?year=2026&authority=330&limit=3");
        var check = Check(answer, "received-after-request-outcome");

        Assert.Equal(("2026-01-15", "2025-01-01", "2025-12-31"), (Text(answer, "referenceDate"), Text(answer, "from"), Text(answer, "to")));
        Assert.Equal((11, 9), (answer.GetProperty("requests").GetInt32(), answer.GetProperty("assessments").GetInt32()));
        Assert.Equal(PreFlightChecks.All.Length, answer.GetProperty("checks").GetArrayLength());
        Assert.Equal((7, "error"), (check.GetProperty("count").GetInt32(), Text(check, "severity")));
        Assert.Equal("""{"caseReference":"A-10","requestId":"1","receivedDate":"2025-06-02","requestOutcome":"Y","requestOutcomeDate":"2025-06-01","assessmentOutcome":"A","assessmentOutcomeDate":null}""", check.GetProperty("cases")[0].GetRawText());
        Assert.Equal(1, Check(answer, "decided-not-issued").GetProperty("count").GetInt32());
        Assert.Contains("No child's identity", answer.GetProperty("notChecked").GetRawText(), StringComparison.Ordinal);

        var seen = new List<string>();
        for (var after = ""; after is not null;)
        {
            var page = Check(await reporting.GetAsync(
                $"/v1/sen2/pre-flight?year=2026&authority=330&check=received-after-request-outcome&limit=3&after={after}"), "received-after-request-outcome");
            seen.AddRange(page.GetProperty("cases").EnumerateArray().Select(broken => Text(broken, "caseReference")));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal(Enumerable.Range(10, 7).Select(number => $"A-{number}"), seen);

        // Earlier releases gave how many to skip.
        var skipped = Check(
            await reporting.GetAsync("/v1/sen2/pre-flight?year=2026&authority=330&check=received-after-request-outcome&limit=3&after=6"),
                "received-after-request-outcome");
        Assert.Equal("A-16", Text(Assert.Single(skipped.GetProperty("cases").EnumerateArray()), "caseReference"));
    }

    [Theory]
    [InlineData("requests?authority=330&year=2022", "year")]
    [InlineData("requests?authority=330&year=2028", "year")] // about a year that has not begun
    [InlineData("requests?year=2026", "authority")]
    [InlineData("assessments?authority=Atlantis", "authority")]
    [InlineData("assessments?authority=330&name=x", "name")]
    [InlineData("pre-flight?authority=330&referenceDate=2025-01-15&year=2026", "referenceDate")]
    [InlineData("pre-flight?authority=330&check=names", "check")]
    [InlineData("pre-flight?authority=330&after=20", "after")]
    [InlineData("pre-flight?authority=330&limit=0", "limit")]
    public async Task What_cannot_be_used_is_named(string path, string parameter)
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var client = reporting.Client();

        using var answer = await client.GetAsync(new Uri($"/v1/sen2/{path}", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal([parameter], problem.RootElement.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("parameter").GetString()));
    }

    [Theory]
    [InlineData("requests")]
    [InlineData("assessments")]
    [InlineData("pre-flight")]
    public async Task A_key_for_figures_alone_sees_no_return(string path)
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var birmingham = reporting.Client(RunningReporting.BirminghamKey);

        using var answer = await birmingham.GetAsync(new Uri($"/v1/sen2/{path}?authority=330", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Who_saw_a_return_is_written_down()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());

        await FileAsync(reporting, "/v1/sen2/requests?year=2026&authority=330");
        await FileAsync(reporting, "/v1/sen2/assessments?year=2026&authority=330");
        await reporting.GetAsync("/v1/sen2/pre-flight?year=2026&authority=330&check=decided-not-issued");

        await using var rows = reporting.Database.CreateCommand("select concat_ws(' ', caller, what, authority, cases) from access_record order by id");
        await using var row = await rows.ExecuteReaderAsync(Stop);
        var records = new List<string>();
        while (await row.ReadAsync(Stop))
        {
            records.Add(row.GetString(0));
        }

        Assert.Equal(["tests sen2-requests E08000025 3", "tests sen2-assessments E08000025 2", "tests sen2-pre-flight E08000025 1"], records);
    }

    private static CaseSnapshot[] Known() =>
    [
        Case("A-1", Birmingham,
            Plan("2025-01-06", 140) with { AssessmentDecidedOn = Day("2025-02-17"), IssueDecidedOn = Day("2025-04-28") },
            Request("2025-11-03", id: "2")) with { Facts = [Received("2025-01-06", Requester.School)] },
        Case("A-2", Birmingham, Request("2025-03-03") with { AssessmentDecision = "refuse", AssessmentDecidedOn = Day("2025-04-14") }) with
        {
            Facts = [Received("2025-03-03", Requester.Other, RequestRoute.Detained)],
        },
        Case("A-3", Birmingham, Request("2024-09-02") with { AssessmentDecision = "assess", AssessmentDecidedOn = Day("2024-10-14"), IssueDecision = "issue",
            IssueDecidedOn = Day("2025-01-20"), ExemptionClaimed = true }) with { Facts = [] },
        Case("A-4", Birmingham, Plan("2024-01-08", 140) with { AssessmentDecidedOn = Day("2024-02-19") }), // ended before the year
        Case("B-1", Dudley, Request("2025-03-03")),
    ];

    private static SnapshotFact Received(string on, Requester by, RequestRoute? route = null) =>
        new("s", $"{on}-{Code.Of(by)}", Instant("2025-01-02T09:00:00Z"), Instant("2025-01-02T09:00:00Z"), new RequestReceived(Day(on), route, by));

    private static JsonElement Check(JsonElement answer, string id) => answer.GetProperty("checks").EnumerateArray().Single(check => Text(check, "id") == id);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static async Task<string> FileAsync(RunningReporting reporting, string path, string? name = null)
    {
        using var client = reporting.Client();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, text);
        if (name is not null)
        {
            Assert.Equal(name, answer.Content.Headers.ContentDisposition?.FileName);
        }

        return text;
    }
}
