using System.Net;
using System.Text.RegularExpressions;
using Ehcp.Contracts;
using Microsoft.Playwright;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Browser;

/// <summary>The pages in a real browser with scripts switched off, as narrow as a phone held at 400 % and as wide as a desk.</summary>
public sealed class PageTests
{
    private const int MostBytes = 150_000;

    [Theory]
    [InlineData(320, "/", "dashboard")]
    [InlineData(1280, "/", "dashboard")]
    [InlineData(320, "/?authority=330&oldest=20", "authority")]
    [InlineData(1280, "/?authority=330&oldest=20", "authority")]
    [InlineData(320, "/cases?list=overdue&authority=330&limit=20", "list")]
    [InlineData(1280, "/cases?list=overdue&authority=330&limit=20", "list")]
    [InlineData(320, "/cases/E08000025/BCC-1", "case")]
    [InlineData(1280, "/cases/330/BCC-1", "case")]
    public async Task A_full_page_can_be_read_by_everyone(int width, string path, string name)
    {
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Development");
        await reporting.KnowsAsync([.. MadeUpCaseload.Of(3000, Day("2026-05-25")), LateCase()]);
        await reporting.IntakeTellsAsync(Instant("2026-05-25T06:41:00Z"));

        var text = await ReadAsync(reporting, width, path, name);

        if (path.StartsWith("/?", StringComparison.Ordinal))
        {
            Assert.Matches(@"Birmingham was [0-9.]+ points (above|below) England in 2024", text);
            Assert.Matches(@"2023 \(new series\)\s+[0-9.]+%\s+60.5%\s+49.5%\s+50.3%", text);
            Assert.Matches(@"Finishing the 20 oldest lowers the rate to [0-9.]+%, and 20 families fewer wait past 20 weeks", text);
            Assert.Matches(@"2024\s+[0-9.]+%\s+26.7%\s+–\s+46.4%", text);
        }
        else if (path == "/")
        {
            Assert.Contains("Events up to 07:41 today", text, StringComparison.Ordinal);
            Assert.Contains("Plans sent within 20 weeks, 2026", text, StringComparison.Ordinal);
            Assert.Contains("Without exemptions:", text, StringComparison.Ordinal);
            Assert.Contains("Open requests past 20 weeks, today", text, StringComparison.Ordinal);
            Assert.Contains("2026 is heading for ", text, StringComparison.Ordinal);
            Assert.Matches("Half of the families have their plan after [1-9][0-9] weeks", text);
        }
        else if (path.Contains('?', StringComparison.Ordinal))
        {
            Assert.Contains("Open requests past 20 weeks: ", text, StringComparison.Ordinal);
            Assert.Contains("25 March 2024", text, StringComparison.Ordinal);
            Assert.Contains("Next page", text, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("Last day Monday 12 August 2024", text, StringComparison.Ordinal);
            Assert.Contains("overdue", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task An_empty_page_says_what_to_do(int width)
    {
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Development");

        Assert.Contains("Send case events to Intake", await ReadAsync(reporting, width, "/", "empty"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_lead_to_the_requests_behind_them()
    {
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Development");
        await reporting.KnowsAsync([.. MadeUpCaseload.Of(300, Day("2026-05-25"))]);
        using var client = reporting.Client(key: null);
        var dashboard = await client.GetStringAsync(new Uri("/?authority=330", UriKind.Relative), TestContext.Current.CancellationToken);

        var followed = Regex.Matches(dashboard, "href=\"(?<path>/cases\\?[^\"]*)\">(?<number>[0-9,]+)</a>")
            .Select(link => (Path: WebUtility.HtmlDecode(link.Groups["path"].Value), Number: link.Groups["number"].Value)).Distinct().ToArray();

        Assert.True(followed.Length > 30, $"{followed.Length} numbers are links");
        foreach (var (path, number) in followed)
        {
            var list = await client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Contains($": {number}</h1>", list, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Figures_can_be_taken_along_with_what_they_mean()
    {
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Development");
        await reporting.KnowsAsync([.. MadeUpCaseload.Of(300, Day("2026-05-25"))]);
        using var client = reporting.Client(key: null);
        var dashboard = await client.GetStringAsync(new Uri("/?authority=330", UriKind.Relative), TestContext.Current.CancellationToken);

        var files = Regex.Matches(dashboard, "href=\"(?<path>/v1/[^\"]*)\" download").Select(link => WebUtility.HtmlDecode(link.Groups["path"].Value))
            .ToArray();

        Assert.Equal(["/v1/rates?format=zip&groupBy=year&authority=E08000025", "/v1/caseload?format=zip&authority=E08000025"], files);
        foreach (var file in files)
        {
            using var answer = await client.GetAsync(new Uri(file, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task The_page_is_of_one_authority_when_its_address_says_so()
    {
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Development");
        await reporting.KnowsAsync(Case("A", Birmingham, PlanSent("2026-03-31")), Case("B", Dudley, PlanSent("2026-03-31")),
            Case("C", Dudley, PlanSent("2026-03-31")));
        using var client = reporting.Client(key: null);

        var page = await client.GetStringAsync(new Uri("/?authority=332", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("<h1 class=\"govuk-heading-xl\">Dudley</h1>", page, StringComparison.Ordinal);
        Assert.Contains("2 of 2 plans", Regex.Replace(Regex.Replace(page, "<[^>]*>", ""), @"\s+", " "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/?authority=Atlantis", HttpStatusCode.BadRequest)]
    [InlineData("/cases/E08000025/nobody", HttpStatusCode.NotFound)]
    [InlineData("/cases/Atlantis/BCC-1", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_shown_is_said_on_a_page(string path, HttpStatusCode status)
    {
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Development");
        using var client = reporting.Client(key: null);

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>For a complaint or a tribunal: on paper there is nothing to press, and everything that was recorded.</summary>
    [Theory]
    [InlineData("/?authority=330", "dashboard-print")]
    [InlineData("/cases/330/BCC-1", "case-print")]
    public async Task On_paper_there_is_nothing_to_press(string path, string name)
    {
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Development");
        await reporting.KnowsAsync([.. MadeUpCaseload.Of(1000, Day("2026-05-25")), LateCase()]);
        var page = await Chromium.NewPageAsync(794); // A4
        await page.GotoAsync(new Uri(reporting.ClientOptions.BaseAddress, path).AbsoluteUri);
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.Equal(0, await page.Locator("button:visible, input:visible, select:visible, nav:visible").CountAsync());
        Assert.Empty(
            await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('main *')].filter(one => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1).map(one "
            + "=> one.outerHTML.slice(0, 150))"));
        await Chromium.SaveAsync(page, 1280, name);
    }

    [Theory]
    [InlineData("/cases?list=overdue&authority=330", "empty-list")]
    [InlineData("/?authority=Atlantis", "refused")]
    public async Task What_there_is_nothing_to_show_for_says_so_to_everyone(string path, string name)
    {
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Development");
        var page = await Chromium.NewPageAsync(320);
        await page.GotoAsync(new Uri(reporting.ClientOptions.BaseAddress, path).AbsoluteUri);

        await Accessible.AssertAsync(page);
        await Chromium.SaveAsync(page, 320, name);
        await Accessible.WalkAsync(page);
    }

    [Fact]
    public async Task No_script_and_no_style_of_others_can_run()
    {
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Development");
        using var client = reporting.Client(key: null);

        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; style-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    private static CaseSnapshot LateCase()
    {
        var receivedOn = Day("2024-03-25");
        return Case("BCC-1", Birmingham, Request("2024-03-25") with { AssessmentDecision = "assess" }) with
        {
            Facts =
            [
                new("synergy", "e-0", Instant("2026-05-25T06:40:00Z"), Instant("2026-05-25T06:40:00Z"),
                    new RequestReceived(receivedOn.AddDays(7), RequestRoute.Request)), // corrected
                new("synergy", "e-1", Instant("2026-05-25T06:41:00Z"), Instant("2026-05-25T06:41:00Z"), new RequestReceived(receivedOn, RequestRoute.Request)),
            ],
            Deadlines =
            [
                new("decision-to-assess", "1", "decision-to-assess-2014", "request-received", receivedOn, receivedOn.AddDays(42), receivedOn.AddDays(40)),
                new("advice", "1/ep", "advice-2014", "advice-requested", receivedOn.AddDays(45), receivedOn.AddDays(87), receivedOn.AddDays(300)),
                new("final-plan", "1", "final-plan-2014", "request-received", receivedOn, receivedOn.AddDays(140),
                    Exemptions: [new("x-1", "appointment-missed", Disapplies: false, "not-allowed", "Reg. 13(3) has no such ground.")]),
            ],
            CannotCompute = [new("request 2", "No request-received is recorded for this request, so its limits have no start.")],
            Team = "North",
        };
    }

    private static async Task<string> ReadAsync(RunningReporting reporting, int width, string path, string name)
    {
        var page = await Chromium.NewPageAsync(width);
        var responses = new List<IResponse>();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        page.Response += (_, response) => responses.Add(response);
        var answer = await page.GotoAsync(new Uri(reporting.ClientOptions.BaseAddress, path).AbsoluteUri, new() { WaitUntil = WaitUntilState.NetworkIdle });

        var bytes = (await Task.WhenAll(responses.Select(response => response.BodyAsync()))).Sum(body => body.Length);

        Assert.Equal(200, answer!.Status);
        Assert.Empty(complaints);
        Assert.InRange(bytes, 1, MostBytes);
        await Accessible.AssertAsync(page);
        await Chromium.SaveAsync(page, width, name);
        await Accessible.WalkAsync(page);
        TestContext.Current.TestOutputHelper?.WriteLine($"{path} at {width}: {bytes} bytes");
        return await page.InnerTextAsync("body");
    }
}
