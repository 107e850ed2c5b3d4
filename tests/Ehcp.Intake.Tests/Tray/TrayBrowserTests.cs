using Deque.AxeCore.Playwright;
using Ehcp.Intake.Counting;
using Ehcp.Intake.Tests.Importing;
using Ehcp.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Ehcp.Intake.Tests.Tray;

/// <summary>The tray in a browser: somebody corrects an event, wide and narrow, and nothing on the way is hard to read or sticks out. With
/// EHCP_WRITE_IMAGES=docs/images the pictures of docs/pages.md are made anew.</summary>
public sealed class TrayBrowserTests(RunningIntake intake) : ImportTest(intake)
{
    private static readonly string[] Quietly =
        ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task A_refused_event_is_corrected_and_sent(int width)
    {
        var source = $"synergy-{width}";
        await Intake.SendAsync(Given.ARequest("31/02/2026").With("source", source).With("id", $"req-{width}").WithData("requestedBy", "grandmother"));
        await Intake.SendBatchAsync(Given.ARequest().With("source", source), Given.ARequest("2026-05-01").With("source", source));
        await SendAsync(Wide.File(Wide.Row("A-1"), Wide.Row("A-2", "32/01/2026")));
        await Intake.Services.GetRequiredService<AddUpCounts>().RunAsync(Stop);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("EHCP_TEST_CHROMIUM") is { Length: > 0 } given ? given : "/usr/bin/chromium",
            ChromiumSandbox = false,
            Args = Quietly,
        });
        var page = await browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            BaseURL = Intake.Client.BaseAddress!.ToString(),
            HttpCredentials = new() { Username = "anybody", Password = RunningIntake.AnyKey },
        });

        await page.GotoAsync("/tray");
        await LookAsync(page, width, "tray");
        await page.GotoAsync($"/tray?state=open&source={source}&rule=date");
        await LookAsync(page, width, "tray-rule");
        await page.GetByRole(AriaRole.Link, new() { Name = $"req-{width}" }).ClickAsync();
        await LookAsync(page, width, "tray-event");
        await page.GetByLabel("Case reference").FillAsync("EHC-2026-0007");
        await page.GetByLabel("Local authority").FillAsync("330");
        await page.GetByLabel("Received on").FillAsync("2026-09-01");
        await page.GetByLabel("Requested by (optional)").SelectOptionAsync("parent-or-young-person");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the event" }).ClickAsync();
        await LookAsync(page, width, "tray-refused");
        Assert.Equal("EHC-2026-0007", await page.GetByLabel("Case reference").InputValueAsync());
        await page.GetByLabel("Received on").FillAsync("2026-03-02");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the event" }).ClickAsync();
        Assert.Contains("by event", await page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);
        await LookAsync(page, width, "tray-settled");

        await page.GotoAsync($"/tray?state=open&source={Source}&rule=date");
        await page.GetByRole(AriaRole.Link, new() { Name = "Line 3 of a file" }).ClickAsync();
        await LookAsync(page, width, "tray-row");
        await page.GetByLabel("Why").SelectOptionAsync("a-test");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set it aside" }).ClickAsync();
        Assert.Contains("It was a test", await page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await Intake.Database.CountAsync($"ledger where source = '{source}' and id = 'req-{width}'"));
    }

    private static async Task LookAsync(IPage page, int width, string name)
    {
        var found = (await page.RunAxe()).Violations;
        Assert.True(found.Length == 0, $"{name}: " + string.Join('\n', found.Select(
            violation => $"{violation.Id}: {violation.Help} {string.Join(' ', violation.Nodes.Select(node => node.Html))}")));
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        if (Environment.GetEnvironmentVariable("EHCP_WRITE_IMAGES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(
                new() { Path = Path.Combine(Checkout.Folder, folder, $"{name}{(width == 1280 ? "" : $"-{width}")}.png"), FullPage = true });
        }
    }
}
