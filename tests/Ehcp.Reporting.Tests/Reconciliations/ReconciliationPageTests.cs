using System.Net;
using System.Text.RegularExpressions;
using Ehcp.Reporting.Tests.Browser;
using Ehcp.TestKit.Servers;
using Ehcp.TestKit.Walks;
using Microsoft.Playwright;
using static Ehcp.Reporting.Tests.Given;
using static Ehcp.Reporting.Tests.Reconciliations.Incumbent;

namespace Ehcp.Reporting.Tests.Reconciliations;

/// <summary>The pages in a browser with scripts switched off.</summary>
public sealed class ReconciliationPageTests
{
    private const string Csv = """
        Case reference;Received on;Target date;Officer
        EHC-1;05/01/2026;26/05/2026;Z
        EHC-2;05/01/2026;25/05/2026;Z
        EHC-3;soon;25/05/2026;Z
        EHC-8;05/01/2026;25/05/2026;Z

        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task A_file_is_tried_kept_and_its_differences_marked_without_script(int width)
    {
        await using var issuer = await OpenIdIssuer.StartAsync([new("maya.manager", ["manager"], ["330"], [])]);
        await using var reporting = await StartAsync(issuer);
        await reporting.KnowsAsync(KnownCase("EHC-1", "2026-01-05"), KnownCase("EHC-2", "2026-01-05"), KnownCase("EHC-3", "2026-01-05"),
            KnownCase("EHC-4", "2026-02-02"));
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.csv");
        await File.WriteAllTextAsync(file, Csv, Stop);
        var page = await Chromium.NewPageAsync(width);
        await page.GotoAsync(new Uri(reporting.ClientOptions.BaseAddress, "/reconciliations").AbsoluteUri);
        await page.GotoAsync(page.Url + "&person=maya.manager");

        await SeenAsync(page, width, "reconcile-form");
        await page.SetInputFilesAsync("#file", file);
        await page.ClickAsync("button:text('Compare')");
        Assert.Contains("What would be kept", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Contains("Columns that were left out: Target date, Officer", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await page.GoBackAsync();
        await page.FillAsync("#columns", "plan due=Aim");
        await page.SetInputFilesAsync("#file", file);
        await page.ClickAsync("button:text('Compare')");
        Assert.Contains("The file has no column of the name that you gave for plan due.", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await SeenAsync(page, width, "reconcile-error");

        await page.FillAsync("#columns", "plan due=Target date");
        await page.UncheckAsync("#trial");
        await page.SetInputFilesAsync("#file", file);
        await page.ClickAsync("button:text('Compare')");
        Assert.EndsWith("/reconciliations/2", page.Url, StringComparison.Ordinal); // the trial has used a number up
        var text = await page.InnerTextAsync("main");
        Assert.Contains("Of 5 cases that either system has, 1 is the same: 20.0%.", text, StringComparison.Ordinal);
        Assert.Contains("Last day for the final plan", text, StringComparison.Ordinal);

        await page.CheckAsync("#difference-1");
        await page.ClickAsync("text=The other system is wrong");
        Assert.Matches(@"The other system is wrong, maya\.manager", await page.InnerTextAsync("table"));
        await page.ClickAsync("text=only what nobody looked at yet");
        Assert.DoesNotContain("EHC-1\n", await page.InnerTextAsync("table"), StringComparison.Ordinal);
        await page.ClickAsync("text=all of them");
        await SeenAsync(page, width, "reconciliation");
        await page.ClickAsync("a:text('EHC-1')");
        Assert.EndsWith("/cases/E08000025/EHC-1", page.Url, StringComparison.Ordinal);
        await reporting.StopAsync();
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task The_trend_shows_the_last_run_of_each_week(int width)
    {
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Development");
        await reporting.KnowsAsync(Enumerable.Range(0, 40).Select(number => KnownCase($"EHC-{number:D2}", "2026-01-05")));
        for (var week = 0; week < 9; week++)
        {
            reporting.Clock.AdjustTime(Instant("2026-03-24T06:00:00Z").AddDays(7 * week));
            foreach (var wrong in new[] { 40, 36 - (4 * week) })
            {
                await reporting.ComparedAsync("Case reference,Plan due\n" + string.Concat(
                    Enumerable.Range(0, 40).Select(number => $"EHC-{number:D2},{(number < wrong ? 26 : 25)}/05/2026\n")));
            }
        }

        var page = await Chromium.NewPageAsync(width);
        await page.GotoAsync(new Uri(reporting.ClientOptions.BaseAddress, "/reconciliations?authority=330").AbsoluteUri);

        await SeenAsync(page, width, "reconciliations");
        var rows = await page.InnerTextAsync("tbody");
        Assert.Matches(@"^18 May 2026\s+Number 18\s+90\.0%\s+40\s+0\s+0\s+0\s+4\s+0", rows);
        Assert.Equal(9, rows.Trim().Split('\n').Length);
        Assert.Contains("week of 23 March 2026 10.0%", await page.GetAttributeAsync("svg", "aria-label"), StringComparison.Ordinal);
        await reporting.StopAsync();
    }

    [Fact]
    public async Task An_officer_of_one_team_compares_nothing_and_sees_no_comparison()
    {
        await using var issuer = await OpenIdIssuer.StartAsync(
            [new("olivia.officer", ["officer"], [Birmingham], ["North"]), new("maya.manager", ["manager"], ["330"], [])]);
        await using var reporting = await StartAsync(issuer);
        await reporting.KnowsAsync(KnownCase("EHC-1", "2026-01-05") with { Team = "North" });
        await reporting.ComparedAsync("Case reference,Plan due\nEHC-1,26/05/2026\n");
        using var olivia = await SignedIn.AsAsync("olivia.officer", reporting.ClientOptions.BaseAddress);
        using var maya = await SignedIn.AsAsync("maya.manager", reporting.ClientOptions.BaseAddress);

        Assert.Contains(
            "A comparison is of a whole authority.", await olivia.GetStringAsync(new Uri("/reconciliations", UriKind.Relative), Stop),
            StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), await BothAsync("/reconciliations?authority=330"));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), await BothAsync("/reconciliations/1"));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), await BothAsync("/v1/reconciliations/1?format=csv"));

        // The same form, sent by both: the token is each one's own.
        foreach (var (person, expected) in new[] { (olivia, HttpStatusCode.Forbidden), (maya, HttpStatusCode.Redirect) })
        {
            var token = Regex.Match(await person.GetStringAsync(new Uri("/", UriKind.Relative), Stop), "form-token\" value=\"([^\"]+)\"").Groups[1].Value;
            using var form = new MultipartFormDataContent
            {
                { new StringContent(token), "form-token" }, { new StringContent("330"), "authority" },
                { new StringContent("Case reference,Plan due\nEHC-1,26/05/2026\n"), "file", "file.csv" },
            };
            using var answer = await person.PostAsync(new Uri("/reconciliations", UriKind.Relative), form, Stop);
            Assert.True(expected == answer.StatusCode, token + await answer.Content.ReadAsStringAsync(Stop));
        }

        using var without = new MultipartFormDataContent { { new StringContent("330"), "authority" } };
        using var refused = await maya.PostAsync(new Uri("/reconciliations", UriKind.Relative), without, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        await reporting.StopAsync();

        async Task<(HttpStatusCode, HttpStatusCode)> BothAsync(string path)
        {
            using var hers = await olivia.GetAsync(new Uri(path, UriKind.Relative), Stop);
            using var theirs = await maya.GetAsync(new Uri(path, UriKind.Relative), Stop);
            return (hers.StatusCode, theirs.StatusCode);
        }
    }

    private static async Task SeenAsync(IPage page, int width, string name)
    {
        await Accessible.AssertAsync(page);
        await Chromium.SaveAsync(page, width, name);
        await Accessible.WalkAsync(page);
    }

    private static async Task<RunningReporting> StartAsync(OpenIdIssuer issuer)
    {
        var reporting = await RunningReporting.StartAsync(broker: null, "Production", host =>
        {
            host.UseSetting("Ehcp:SignIn:Issuer", issuer.Address.AbsoluteUri);
            host.UseSetting("Ehcp:SignIn:ClientId", OpenIdIssuer.ClientId);
            host.UseSetting("Ehcp:SignIn:ClientSecret", OpenIdIssuer.ClientSecret);
        });
        reporting.Clock.AdjustTime(TimeProvider.System.GetUtcNow()); // the issuer's clock is real
        return reporting;
    }
}
