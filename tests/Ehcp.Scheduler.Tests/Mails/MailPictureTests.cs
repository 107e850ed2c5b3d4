using System.Net;
using Deque.AxeCore.Playwright;
using Ehcp.Deadlines;
using Ehcp.Mail;
using Ehcp.Scheduler.Digests;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;
using Ehcp.Scheduler.Sources;
using Ehcp.TestKit;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Mails;

/// <summary>Each kind of mail in a browser, light and dark: nothing sticks out, nothing is hard to read. With EHCP_WRITE_IMAGES=docs/images the pictures of
/// docs/mails.md are made anew.</summary>
public sealed class MailPictureTests
{
    private const int Wide = 800;
    private const int Narrow = 320;

    private static readonly string[] Quietly =
        ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private static readonly MailDay Today = new(Day("2026-05-26"), WorkingDays.Shipped);

    private static readonly PublicAddress Address = new(
        Options.Create(new PublicSettings { PublicUrl = "https://ehcp.council.example/" }), Options.Create(new MailSettings { From = "ehcp@council.example" }));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => ["alerts", "cleared", "digest", "sources", "refusals"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_mail_can_be_read_in_light_and_dark_wide_and_narrow(string kind)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("EHCP_TEST_CHROMIUM") is { Length: > 0 } given ? given : "/usr/bin/chromium",
            ChromiumSandbox = false,
            Args = Quietly,
        });
        var content = Content(kind);
        foreach (var (scheme, name) in new[] { (ColorScheme.Light, "light"), (ColorScheme.Dark, "dark") })
        {
            var page = await browser.NewPageAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = Wide, Height = 200 } });
            await page.SetContentAsync(content.Html);
            var violations = (await page.RunAxe()).Violations.Where(violation => violation.Tags.Any(tag => tag.StartsWith("wcag", StringComparison.Ordinal)))
                .ToList(); // landmarks are the mail program's
            Assert.True(
                violations.Count == 0, string.Join('\n', violations.Select(
                violation => $"{kind} {name} {violation.Id}: {violation.Help} {string.Join(' ', violation.Nodes.Select(node => node.Html))}")));
            await SaveAsync(page, $"mail-{kind}-{name}");
            await page.SetViewportSizeAsync(Narrow, 200);
            Assert.Equal(Narrow, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            await page.CloseAsync();
        }

        var text = await browser.NewPageAsync(new() { ViewportSize = new() { Width = Wide, Height = 200 } });
        await text.SetContentAsync(
            $"<!DOCTYPE html><html lang=\"en-GB\"><title>Text</title><pre style=\"margin:16px;font:14px/1.4 "
            + $"monospace;white-space:pre-wrap\">{WebUtility.HtmlEncode(content.Text)}</pre>");
        await SaveAsync(text, $"mail-{kind}-text");
        Assert.False(Stop.IsCancellationRequested);
    }

    [Fact]
    public void The_page_of_the_mails_shows_every_kind()
    {
        var page = File.ReadAllText(Path.Combine(Checkout.Folder, "docs", "mails.md"));

        foreach (var name in Kinds.SelectMany(kind => new[] { "light", "dark", "text" }, (kind, form) => $"images/mail-{kind.Data}-{form}.png"))
        {
            Assert.Contains(name, page, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(Checkout.Folder, "docs", name)), name);
        }
    }

    private static MailContent Content(string kind) => kind switch
    {
        "alerts" => MailContent.Of(
            [
                Line("SEN-2026-0398", "2026-05-25") with { AcknowledgeLink = "https://scheduler.council.example/acknowledge/398.740000.signed" },
                Line("SEN-2026-0377", "2026-05-12") with { Acknowledged = (Day("2026-06-01"), "awaiting-panel") },
                Duty("SEN-2026-0398", "advice", "2026-05-29", "advice-2014") with { WaitsOn = "the educational psychologist" },
                Line("SEN-2026-0412", "2026-06-02") with { AcknowledgeLink = "https://scheduler.council.example/acknowledge/412.740000.signed" },
            ],
            Address),
        "cleared" => MailContent.Of([Line("SEN-2026-0398", "2026-05-25") with { Cleared = true }], Address),
        "digest" => DigestContent.Of(
            [
                new(DigestGroup.Breached, Line("SEN-2026-0398", "2026-05-25"), null, false),
                new(DigestGroup.Breached, Line("SEN-2026-0377", "2026-05-12"), null, true),
                new(DigestGroup.DueSoon, Line("SEN-2026-0420", "2026-06-09"), null, false),
                new(DigestGroup.OthersOverdue, Duty("SEN-2026-0399", "review-decision", "2026-05-23", "review-decision-2014"), null, false),
                new(DigestGroup.FamilyToTell, new(new(AlertScheduler.Birmingham, "SEN-2026-0420", DigestLine.FamilyToTell, "ex-1"), Day("2026-05-11"), "", Today),
                    Day("2026-05-11"), false),
                new(DigestGroup.WaitingOnOthers, Duty("SEN-2026-0388", "advice", "2026-05-22", "advice-2014") with { WaitsOn = "the health body" },
                    Day("2026-04-10"), false),
                new(DigestGroup.WaitingOnOthers, new(new(AlertScheduler.Birmingham, "SEN-2026-0420", "advice", "1/ep"), Day("2026-06-02"), "advice-2014", Today) { WaitsOn = "the educational psychologist" },
                    Day("2026-04-21"), false),
                new(DigestGroup.CannotCompute, Line("SEN-2026-0431", "2026-05-26"), null, false),
            ],
            Address),
        "refusals" => RefusalContent.Of(
            Day("2026-05-25"),
            [
                new("synergy", 1_204, 17, 2, 28,
                    [
                        new("date", "Must be a date of the calendar, written YYYY-MM-DD.", 14),
                        new("code-not-mapped", "The mapping does not say what this value means.", 3),
                    ], 21, Day("2026-05-12")),
                new("tribunal-list", 3, 1, 0, 28, [new("required", "Is required.", 1)], 1, Day("2026-05-25")),
            ],
            new("https://intake.council.example/tray")),
        _ => SilenceContent.Of(
            [new("synergy", AlertScheduler.Birmingham, AlertScheduler.London("2026-05-25 06:30"), true),
                new("tribunal-list", AlertScheduler.Birmingham, AlertScheduler.London("2026-05-26 07:55"), false)],
            AlertScheduler.London("2026-05-26 08:00"),
            Address),
    };

    private static MailLine Line(string caseReference, string lastDay) =>
        new(new(AlertScheduler.Birmingham, caseReference, "final-plan", "1"), Day(lastDay), "final-plan-2014", Today);

    private static MailLine Duty(string caseReference, string milestone, string lastDay, string rule) =>
        new(new(AlertScheduler.Birmingham, caseReference, milestone, "1"), Day(lastDay), rule, Today);

    private static async Task SaveAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("EHCP_WRITE_IMAGES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Folder, folder, name + ".png"), FullPage = true });
        }
    }
}
