using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ehcp.Contracts;
using Ehcp.Reporting.Tests.Browser;
using Ehcp.TestKit;
using Npgsql;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Reports;

/// <summary>A report has a number, stays as it was made, and can be counted again.</summary>
public sealed class ReportTests
{
    private static readonly DateTimeOffset Complete = Instant("2026-05-25T06:41:00Z");

    [Fact]
    public async Task After_later_events_and_corrections_it_is_opened_as_it_was_and_counted_again_to_the_digit()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var cases = MadeUpCaseload.Of(400, Day("2026-05-25")).ToList();
        await reporting.KnowsAsync(cases);
        await reporting.IntakeTellsAsync(Complete);
        await reporting.Sums.RunAsync(TestContext.Current.CancellationToken);
        var made = await MakeAsync(reporting, "authority=330");
        var kept = await TextAsync(reporting, "/v1/reports/1");
        Assert.Equal("1", JsonDocument.Parse(kept).RootElement.GetProperty("report").GetProperty("number").ToString());
        Assert.Equal(made, kept);

        // A plan comes in, and a date of receipt is corrected, for each case there is.
        var later = Complete.AddHours(3);
        await reporting.KnowsAsync(cases.Select((one, index) => one.At("2026.1", 2) with
        {
            Facts = [.. one.Facts, Fact(later)],
            History =
            [
                one.History[0] with { KnownTo = later },
                one.History[0] with
                {
                    KnownFrom = later, ReceivedOn = one.History[0].ReceivedOn!.Value.AddDays(-index % 9), PlanSentOn = one.History[0].PlanSentOn ?? Day("2026-04-20"),
                },
            ],
        }));
        await reporting.Sums.RunAsync(TestContext.Current.CancellationToken);
        reporting.Clock.Advance(TimeSpan.FromDays(40));

        Assert.Equal(kept, await TextAsync(reporting, "/v1/reports/1"));
        var asOf = JsonDocument.Parse(kept).RootElement.GetProperty("report").GetProperty("asOf").GetString();
        Assert.Equal(Content(kept), Content(await MakeAsync(reporting, $"authority=330&month=2026-04-01&dryRun=true&asOf={asOf}")));
        await reporting.IntakeTellsAsync(later.AddHours(1));
        Assert.NotEqual(Content(kept), Content(await MakeAsync(reporting, "authority=330&month=2026-04-01&dryRun=true")));
    }

    [Fact]
    public async Task Its_numbers_are_those_of_the_figures_themselves()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(MadeUpCaseload.Of(400, Day("2026-05-25")));
        await reporting.IntakeTellsAsync(Complete);

        var content = JsonDocument.Parse(await MakeAsync(reporting, "authority=330")).RootElement.GetProperty("content");

        var asOf = content.GetProperty("asOf").GetString();
        Assert.Equal("2026-04", content.GetProperty("month").GetString());
        var measures = await reporting.GetAsync($"/v1/measures?authority=330&month=2026-04-01&asOf={asOf}");
        Assert.Equal(measures.GetProperty("figures").GetRawText(), content.GetProperty("figures").GetRawText());
        var caseload = await reporting.GetAsync($"/v1/caseload?authority=330&asOf={asOf}");
        var queue = content.GetProperty("queue");
        Assert.All(["open", "overdue", "overdueWithExemption", "cannotCompute", "medianDays"], name =>
            Assert.Equal(caseload.GetProperty(name).ToString(), queue.GetProperty(name).ToString()));
        var week = queue.GetProperty("weeks").EnumerateArray().Last();
        Assert.Equal((queue.GetProperty("open").GetInt32(), queue.GetProperty("overdue").GetInt32()),
            (week.GetProperty("open").GetInt32(), week.GetProperty("overdue").GetInt32()));
        var year = await reporting.GetAsync($"/v1/rates?authority=330&from=2026-01-01&to=2026-04-30&asOf={asOf}");
        Assert.Equal(
            year.GetProperty("rows")[0].GetProperty("rate").GetDouble(),
            content.GetProperty("yearSoFar").EnumerateArray().Single(one => one.GetProperty("figure").GetString() == "plans-in-time").GetProperty("now")
                .GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task It_says_each_thing_in_a_sentence()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case(PlanSent("2026-04-10")), Case(Plan("2025-11-01", 160)), Case(PlanSent("2026-03-10")),
            Case(Request("2026-01-02") with { AssessmentDecision = "assess", AwaitedAdvice = ["health"] }), Case(Request("2026-05-20")));
        await reporting.IntakeTellsAsync(Complete);

        var sentences = JsonDocument.Parse(await MakeAsync(reporting, "authority=330")).RootElement.GetProperty("content").GetProperty("sentences")
            .EnumerateArray().ToDictionary(one => one.GetProperty("about").GetString()!, one => one.GetProperty("text").GetString());

        Assert.Equal(
            "In April 2026, 1 of 2 plans without an exemption was sent within 20 weeks, 50.0%, 50.0 points fewer than in March 2026.", sentences["plans"]);
        Assert.Equal("From request to plan it took 17.4 weeks on average, exemptions included, 5.4 weeks more than in March 2026; the law allows 20.", sentences["time"]);
        Assert.Equal(
            "On 25 May 2026 2 requests were open and 1 of them overdue, 50.0%, 0 with an exemption claimed; half had "
                + "waited 5 days or more, the longest 143 days.",
            sentences["queue"]);
        Assert.Equal("Of the open requests 1 waits for advice: health; and 1 waits for the authority.", sentences["reasons"]);
        Assert.StartsWith("In the 13 weeks to 25 May 2026, 0.1 requests a week came in, 0.2 plans were sent and 0.0 ended otherwise; 0.1 plans a week would keep",
            sentences["flow"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_month_that_is_not_over_and_of_dates_that_cannot_be_measured_it_says_so()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(Request("2026-05-20")), Case(Request("2026-05-20") with { ReceivedOnUsable = false, CannotComputeBecause = "Two dates." }));
        await reporting.IntakeTellsAsync(Complete);

        var sentences = JsonDocument.Parse(await MakeAsync(reporting, "authority=330&month=2026-05-01")).RootElement.GetProperty("content")
            .GetProperty("sentences").EnumerateArray().ToDictionary(one => one.GetProperty("about").GetString()!, one => one.GetProperty("text").GetString());

        Assert.Equal("No plan without an exemption was sent in May 2026 so far.", sentences["plans"]);
        Assert.Equal("No plan with usable dates was sent in May 2026 so far.", sentences["time"]);
        Assert.Equal(
            "On 25 May 2026 2 requests were open and 0 of them overdue, 0.0%, 0 with an exemption claimed; half of those whose 20 weeks can be "
                + "measured had waited 5 days or more, the longest 5 days.",
            sentences["queue"]);
    }

    [Fact]
    public async Task One_of_another_authority_looks_like_none()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Dudley, PlanSent("2026-04-10")));
        await reporting.IntakeTellsAsync(Complete);
        await MakeAsync(reporting, "authority=332");

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(reporting, "/v1/reports/1", RunningReporting.BirminghamKey));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(reporting, "/reports/1", RunningReporting.BirminghamKey));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(reporting, "/v1/reports/1", RunningReporting.Key));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(reporting, "/v1/reports/2", RunningReporting.Key));
        Assert.Empty((await reporting.GetAsync("/v1/reports", RunningReporting.BirminghamKey)).EnumerateArray());
        Assert.Single((await reporting.GetAsync("/v1/reports")).EnumerateArray());
    }

    [Fact]
    public async Task What_may_still_change_is_not_reported()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(PlanSent("2026-04-10")));
        using var client = reporting.Client();

        using var early = await client.PostAsync(new Uri("/v1/reports?authority=330", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        await reporting.IntakeTellsAsync(Complete);
        using var after = await client.PostAsync(
            new Uri("/v1/reports?authority=330&asOf=2026-05-25T06:41:01Z", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, after.StatusCode);
        using var all = await client.PostAsync(new Uri("/v1/reports", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, all.StatusCode);
    }

    [Theory]
    [InlineData("update report set made_by = 'x'")]
    [InlineData("delete from report")]
    public async Task Nobody_changes_a_report(string sql)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(PlanSent("2026-04-10")));
        await reporting.IntakeTellsAsync(Complete);
        await MakeAsync(reporting, "authority=330");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => reporting.Database.ExecuteAsync(sql));

        Assert.Equal("A report that was made stays.", refused.MessageText);
    }

    [Fact]
    public async Task As_a_file_it_has_a_line_for_each_number()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(PlanSent("2026-04-10")), Case(Request("2026-05-20")));
        await reporting.IntakeTellsAsync(Complete);
        await MakeAsync(reporting, "authority=330");

        var lines = (await TextAsync(reporting, "/v1/reports/1?format=csv")).Split('\n');

        Assert.Contains("1,E08000025,2026-04,2026-05-25T06:41:00.000000Z,queue,Open requests,number,1,0,0", lines);
        Assert.Contains("1,E08000025,2026-04,2026-05-25T06:41:00.000000Z,month,\"Plans sent within 20 weeks, with exemptions\",per cent,100.0,z,z", lines);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task It_can_be_read_by_everyone(int width)
    {
        await using var reporting = await PagesAsync();
        foreach (var (path, name) in new[] { ("/reports/1", "report"), ("/reports?authority=330", "report-draft"), ("/reports", "reports") })
        {
            var page = await Chromium.NewPageAsync(width);
            var answer = await page.GotoAsync(new Uri(reporting.ClientOptions.BaseAddress, path).AbsoluteUri);

            Assert.Equal(200, answer!.Status);
            await Accessible.AssertAsync(page);
            await Chromium.SaveAsync(page, width, name);
            await Accessible.WalkAsync(page);
            var text = await page.InnerTextAsync("main");
            Assert.Contains(name switch { "report" => "Report 1, made on 25 May 2026", "report-draft" => "it has no number", _ => "Choose an authority" }, text,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_is_one_sheet_of_A4()
    {
        await using var reporting = await PagesAsync();
        var page = await Chromium.NewPageAsync(1280);
        await page.GotoAsync(new Uri(reporting.ClientOptions.BaseAddress, "/reports/1").AbsoluteUri);

        var pdf = await page.PdfAsync(new() { Format = "A4", Margin = new() { Top = "12mm", Bottom = "12mm", Left = "12mm", Right = "12mm" } });

        Assert.Equal(1, Regex.Count(System.Text.Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b(?!s)"));
        await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        await page.SetViewportSizeAsync(703, 1030); // 186 × 273 mm, at 96 to the inch
        await Chromium.SaveAsync(page, 703, "report-print");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollHeight <= 1040 && document.documentElement.scrollWidth <= 703"));
    }

    private static async Task<RunningReporting> PagesAsync()
    {
        var reporting = await RunningReporting.StartAsync(broker: null, "Development");
        await reporting.KnowsAsync(MadeUpCaseload.Of(3000, Day("2026-05-25")));
        await reporting.IntakeTellsAsync(Complete);
        await MakeAsync(reporting, "authority=330");
        return reporting;
    }

    private static string Content(string answer) => JsonDocument.Parse(answer).RootElement.GetProperty("content").GetRawText();

    private static async Task<string> MakeAsync(RunningReporting reporting, string query)
    {
        using var client = reporting.Client();
        using var answer = await client.PostAsync(new Uri($"/v1/reports?{query}", UriKind.Relative), null, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }

    private static async Task<string> TextAsync(RunningReporting reporting, string path)
    {
        using var client = reporting.Client();
        return await client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningReporting reporting, string path, string key)
    {
        using var client = reporting.Client(key);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
