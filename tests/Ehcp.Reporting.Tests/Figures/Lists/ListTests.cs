using System.Net;
using System.Text.Json;
using Ehcp.Contracts;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Lists;

/// <summary>Every number opens the list behind it.</summary>
public sealed class ListTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_has_as_many_requests_as_the_number_it_is_behind()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync([.. MadeUpCaseload.Of(3000, Day("2026-05-25"))]);
        var compared = 0;

        foreach (var authority in new[] { "", "&authority=330" })
        {
            var caseload = await reporting.GetAsync($"/v1/caseload?{authority.TrimStart('&')}");
            await CompareAsync(caseload, "open", $"list=open{authority}");
            await CompareAsync(caseload, "overdue", $"list=overdue{authority}");
            await CompareAsync(caseload, "overdueWithExemption", $"list=overdue&exemption=true{authority}");
            await CompareAsync(caseload, "cannotCompute", $"list=cannot-compute{authority}");
            foreach (var week in caseload.GetProperty("weeks").EnumerateArray())
            {
                await CompareAsync(week, "open", $"week={week.GetProperty("week").GetString()}{authority}");
                await CompareAsync(week, "withExemption", $"week={week.GetProperty("week").GetString()}&exemption=true{authority}");
            }

            foreach (var waited in caseload.GetProperty("waitingOn").EnumerateArray())
            {
                var whom = waited.TryGetProperty("adviceType", out var type) ? $"advice:{type.GetString()}" : waited.GetProperty("whom").GetString();
                await CompareAsync(waited, "open", $"waitingOn={whom}{authority}");
            }

            foreach (var year in (await reporting.GetAsync($"/v1/rates?groupBy=year{authority}")).GetProperty("rows").EnumerateArray())
            {
                var period = $"from={year.GetProperty("group").GetString()}-01-01&to={year.GetProperty("group").GetString()}-12-31{authority}";
                await CompareAsync(year, "plansIssued", $"list=plans&{period}");
                await CompareAsync(year, "withinTwentyWeeks", $"list=plans-in-time&{period}");
                await CompareAsync(year, "withinTwentyWeeksExcludingExemptions", $"list=plans-in-time&exemption=false&{period}");
                await CompareAsync(year, "plansIssuedExcludingExemptions", $"list=plans&exemption=false&{period}");
                await CompareAsync(year, "unusableDates", $"list=plans-unusable-dates&{period}");
            }
        }

        Assert.True(compared > 100, $"{compared} numbers were compared");

        async Task CompareAsync(JsonElement figure, string name, string list)
        {
            var answer = await reporting.GetAsync($"/v1/requests?limit=1&{list}");
            Assert.True(figure.GetProperty(name).GetInt32() == answer.GetProperty("total")
                .GetInt32(), $"{name} is {figure.GetProperty(name)}, its list {list} has {answer.GetProperty("total")}");
            compared++;
        }
    }

    [Fact]
    public async Task Page_after_page_every_request_comes_once_the_oldest_first()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync([.. MadeUpCaseload.Of(500, Day("2026-05-25"))]);
        var seen = new List<(string? ReceivedOn, string Case)>();
        var total = 0;

        for (var after = ""; after is not null;)
        {
            var page = await reporting.GetAsync($"/v1/requests?limit=40&after={after}");
            seen.AddRange(page.GetProperty("requests").EnumerateArray().Select(request =>
                (request.GetProperty("receivedOn").GetString(),
                    $"{request.GetProperty("authority")} {request.GetProperty("caseReference")} {request.GetProperty("requestId")}")));
            total = page.GetProperty("total").GetInt32();
            after = page.GetProperty("next").GetString();
            Assert.Equal(after, page.GetProperty("after").GetString());
        }

        Assert.Equal(total, seen.Count);
        Assert.Equal(total, seen.Select(request => request.Case).Distinct().Count());
        Assert.Equal(seen.Select(request => request.ReceivedOn).Order(StringComparer.Ordinal), seen.Select(request => request.ReceivedOn));
    }

    [Theory]
    [InlineData("oldest")]
    [InlineData("newest")]
    public async Task What_ends_between_two_pages_neither_hides_nor_repeats_a_request(string sort)
    {
        await using var reporting = await RunningReporting.StartAsync();
        CaseSnapshot[] open =
        [
            .. Enumerable.Range(1, 7).Select(number => Case($"A-{number}", Birmingham, Request("2026-02-02"))),
            .. Enumerable.Range(1, 7).Select(number => Case($"B-{number}", Birmingham, Request("2026-03-02"))),
            Case("C-1", Birmingham, Request("2026-03-02") with { ReceivedOn = null, ReceivedOnUsable = false }),
        ];
        await reporting.KnowsAsync(open);
        var seen = new List<string?>();

        for (var after = ""; after is not null;)
        {
            var page = await reporting.GetAsync($"/v1/requests?sort={sort}&limit=2&after={after}");
            seen.AddRange(page.GetProperty("requests").EnumerateArray().Select(request => request.GetProperty("caseReference").GetString()));
            after = page.GetProperty("next").GetString();
            if (seen.Count == 2)
            {
                reporting.Clock.Advance(TimeSpan.FromMinutes(1));
                await reporting.KnowsAsync(seen.Select(reference => Ended(open.Single(one => one.CaseReference == reference), reporting.Clock.GetUtcNow())));
                Assert.Equal(13, (await reporting.GetAsync("/v1/requests?limit=1")).GetProperty("total").GetInt32());
            }
        }

        Assert.Equal(open.Select(one => one.CaseReference).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
        Assert.Equal(sort == "newest" ? "C-1" : "B-7", seen[^1]);
    }

    [Fact]
    public async Task A_number_of_requests_to_skip_is_still_taken()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Enumerable.Range(1, 5).Select(number => Case($"A-{number}", Birmingham, Request("2026-02-02"))));

        var page = await reporting.GetAsync("/v1/requests?limit=2&after=2");

        Assert.Equal(["A-3", "A-4"], page.GetProperty("requests").EnumerateArray().Select(request => request.GetProperty("caseReference").GetString()));
        Assert.Equal("A-5", (await reporting.GetAsync($"/v1/requests?limit=2&after={page.GetProperty("next").GetString()}"))
            .GetProperty("requests")[0].GetProperty("caseReference").GetString());
    }

    [Fact]
    public async Task A_file_is_whole_and_one_with_a_limit_says_where_it_goes_on()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync([.. MadeUpCaseload.Of(3000, Day("2026-05-25"))]);
        using var client = reporting.Client();
        var total = (await reporting.GetAsync("/v1/requests?list=plans&limit=1")).GetProperty("total").GetInt32();

        var (whole, next) = await LinesAsync("/v1/requests?list=plans&format=csv");
        var parts = new List<string>();
        for (var address = "/v1/requests?list=plans&format=csv&limit=700"; address is not null;)
        {
            (var part, address) = await LinesAsync(address);
            parts.AddRange(part);
        }

        Assert.True(total > 1000, $"{total}");
        Assert.Equal((total, null), (whole.Length, next));
        Assert.Equal(whole, parts);
        Assert.Equal(total, await CountedAsync("select sum(cases)::int from access_record where query = '?list=plans&format=csv'"));

        async Task<(string[] Lines, string? Next)> LinesAsync(string address)
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Stop);
            var link = answer.Headers.TryGetValues("Link", out var links) ? Assert.Single(links) : null;
            Assert.True(link is null || link.EndsWith(">; rel=\"next\"", StringComparison.Ordinal));
            return ((await answer.Content.ReadAsStringAsync(Stop)).TrimEnd('\n').Split('\n')[1..], link?[1..link.IndexOf('>', StringComparison.Ordinal)]);
        }

        async Task<int> CountedAsync(string sql)
        {
            await using var command = reporting.Database.CreateCommand(sql);
            return (int)(await command.ExecuteScalarAsync(Stop))!;
        }
    }

    [Fact]
    public async Task What_is_due_is_counted_by_working_days_and_listed_by_its_last_day()
    {
        await using var reporting = await RunningReporting.StartAsync(); // Monday 25 May 2026, a bank holiday
        await reporting.KnowsAsync(
            new[] { "2026-05-24", "2026-05-25", "2026-06-01", "2026-06-02", "2026-06-09", "2026-06-22", "2026-06-23" }
                .Select(lastDay => Case(
                    $"DUE-{lastDay}", Birmingham, Request(Day(lastDay).AddDays(-140).ToString("O", null)) with { ExemptionClaimed = lastDay == "2026-06-01" }))
                .Append(Case("NO-DATE", Birmingham, Request("2026-01-10") with { ReceivedOnUsable = false }))
                    .Append(Case("SENT", Birmingham, Plan("2026-01-10", 100))));

        var due = (await reporting.GetAsync("/v1/caseload")).GetProperty("due");

        Assert.Equal(
            """[{"workingDays":5,"to":"2026-06-01","open":2,"withExemption":1},{"workingDays":10,"to":"2026-06-08","open":3,"withExemption":1},{"workingDays":20,"to":"2026-06-22","open":5,"withExemption":1}]""",
            due.GetRawText());
        foreach (var within in due.EnumerateArray())
        {
            var list = await reporting.GetAsync($"/v1/requests?list=due&from=2026-05-25&to={within.GetProperty("to").GetString()}");
            Assert.Equal(within.GetProperty("open").GetInt32(), list.GetProperty("total").GetInt32());
        }

        Assert.Equal(
            ["2026-05-25", "2026-06-01"],
            (await reporting.GetAsync("/v1/requests?list=due&from=2026-05-25&to=2026-06-01")).GetProperty("requests").EnumerateArray()
                .Select(request => request.GetProperty("lastDay").GetString()));
    }

    [Fact]
    public async Task A_request_says_its_dates_and_whose_move_it_is()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case("A-1", Birmingham, Request("2026-01-05") with { AssessmentDecision = "assess", AwaitedAdvice = ["health", "school"] }) with
            {
                Team =
            "North"
            });

        var request = Assert.Single((await reporting.GetAsync("/v1/requests")).GetProperty("requests").EnumerateArray());

        Assert.Equal(
            """{"authority":"E08000025","caseReference":"A-1","requestId":"1","receivedOn":"2026-01-05","lastDay":"2026-05-25","lastWorkingDay":"2026-05-22","planSentOn":null,"days":140,"waitingOn":["advice:health","advice:school"],"team":null,"area":null,"primaryNeed":null,"exemptionClaimed":false,"cannotComputeBecause":null}""",
            request.GetRawText());
    }

    [Fact]
    public async Task As_of_an_instant_the_list_is_what_was_known_then()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A-1", Birmingham,
            Request("2026-01-05") with { KnownFrom = Instant("2026-01-06T09:00:00Z"), KnownTo = Instant("2026-03-02T09:00:00Z") },
            Plan("2026-01-05", 50) with { KnownFrom = Instant("2026-03-02T09:00:00Z") }));

        Assert.Equal(0, (await reporting.GetAsync("/v1/requests")).GetProperty("total").GetInt32());
        Assert.Equal(1, (await reporting.GetAsync("/v1/requests?asOf=2026-03-01T00:00:00Z")).GetProperty("total").GetInt32());
        Assert.Equal(1, (await reporting.GetAsync("/v1/requests?list=plans")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_file_is_safe_to_open_in_a_spreadsheet()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A-1", Birmingham, Request("2026-01-05") with { Team = "-1+1", Area = "Chlo\u00e9, (east)" }));
        using var client = reporting.Client();

        using var answer = await client.GetAsync(new Uri("/v1/requests?format=csv", UriKind.Relative), Stop);

        Assert.Equal("open-2026-05-25.csv", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(
            """
            authority,case_reference,request_id,received_on,last_day,plan_sent_on,days,waiting_on,team,area,primary_need,exemption_claimed,cannot_compute_because,last_working_day
            E08000025,A-1,1,2026-01-05,2026-05-25,,140,authority,"'-1+1","Chloé, (east)",,false,,2026-05-22

            """.ReplaceLineEndings("\n"),
            await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal([0xEF, 0xBB, 0xBF], (await answer.Content.ReadAsByteArrayAsync(Stop))[..3]); // or Excel shows "ChloÃ©"
    }

    [Theory]
    [InlineData("Chlo\u00e9 west")]
    [InlineData("Chloe\u0301  west")]
    public async Task A_team_is_found_however_its_name_is_spelt(string team)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case("A-1", Birmingham, Request("2026-01-05") with { Team = "Chlo\u00e9 west" }),
                Case("A-2", Birmingham, Request("2026-01-05") with { Team = "East" }));

        Assert.Equal(1, (await reporting.GetAsync($"/v1/requests?team={Uri.EscapeDataString(team)}")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("list=closed", "list")]
    [InlineData("week=54", "week")]
    [InlineData("waitingOn=nobody", "waitingOn")]
    [InlineData("exemption=maybe", "exemption")]
    [InlineData("sort=random", "sort")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("after=x", "after")]
    [InlineData("after=WyJ4Il0", "after")]
    [InlineData("team=%00", "team")]
    [InlineData("from=2026-01-01", "from")]
    [InlineData("list=plans&week=6", "week")]
    [InlineData("list=plans&from=2026-02-01&to=2026-01-01", "from")]
    [InlineData("authority=Atlantis", "authority")]
    [InlineData("childName=x", "childName")]
    public async Task What_cannot_be_used_is_named(string query, string parameter)
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var client = reporting.Client();

        using var answer = await client.GetAsync(new Uri($"/v1/requests?{query}", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal([parameter], problem.RootElement.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("parameter").GetString()));
    }

    [Fact]
    public async Task A_key_for_figures_alone_opens_no_list_and_a_foreign_authority_is_refused()
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var birmingham = reporting.Client(RunningReporting.BirminghamKey);

        using var answer = await birmingham.GetAsync(new Uri("/v1/requests", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Who_saw_a_list_is_written_down_with_what_was_asked()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A-1", Birmingham, Request("2026-01-05")), Case("A-2", Birmingham, Request("2026-01-06")));

        await reporting.GetAsync("/v1/requests?list=overdue&authority=330");
        await reporting.GetAsync("/v1/requests?list=plans"); // of none nothing was seen
        await reporting.GetAsync("/v1/requests?limit=1");

        await using var rows = reporting.Database.CreateCommand(
            "select concat_ws(' ', caller_id, what, authority, array_to_string(case_references, ','), query, cases) from access_record order by id");
        await using var row = await rows.ExecuteReaderAsync(Stop);
        var records = new List<string>();
        while (await row.ReadAsync(Stop))
        {
            records.Add(row.GetString(0));
        }

        Assert.Equal(["key:tests request-list E08000025 A-1 ?limit=1 1"], records);
    }

    private static CaseSnapshot Ended(CaseSnapshot open, DateTimeOffset at) => (open with
    {
        History =
            [.. open.History.SelectMany(known => (KnownRequest[])[known with { KnownTo = at }, known with { KnownFrom = at, ClosedOn = Day("2026-05-25") }])],
    }).At("2026.1", 2);
}
