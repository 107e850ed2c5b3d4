using System.Text.RegularExpressions;
using Ehcp.Deadlines;
using Ehcp.Mail;
using Ehcp.Scheduler.Digests;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;
using Ehcp.TestKit;
using Microsoft.Extensions.Options;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Mails;

public sealed partial class MailContentTests
{
    private static readonly MailDay Today = new(Day("2026-05-26"), WorkingDays.Shipped);

    private static readonly PublicAddress Address = new(
        Options.Create(new PublicSettings { PublicUrl = "https://ehcp.council.example/" }), Options.Create(new MailSettings { From = "ehcp@council.example" }));

    [Fact]
    public void The_mail_reads_as_it_was_read_by_a_person()
    {
        var content = MailContent.Of(
            [
                Line("SEN-2026-0412", "2026-06-02"),
                Line("SEN-2026-0398", "2026-05-25"),
                Line("SEN-2026-0398", "2026-05-25"), // for a second role
                Line("SEN-2026-0377", "2026-05-12", AlertScheduler.Leeds),
                Line("SEN-2026-0420", "2026-06-09"),
                Line("SEN-2026-0401", "2026-05-26"),
                Duty("SEN-2026-0401", "advice", "2026-05-25", "advice-2014") with { WaitsOn = "the educational psychologist" },
                Duty("SEN-2026-0401", "review-decision", "2026-05-30", "review-decision-2014"), // a Saturday
            ],
            Address);

        Assert.Equal("2 plans and 1 other deadline overdue, 4 due within 14 days", content.Subject);
        Golden("breach.txt", content.Text);
        Golden("breach.html", content.Html);
    }

    [Fact]
    public void The_digest_reads_as_it_was_read_by_a_person()
    {
        var content = DigestContent.Of(
            [
                new(DigestGroup.Breached, Line("SEN-2026-0398", "2026-05-25") with { Acknowledged = (Day("2026-06-01"), "awaiting-panel") }, null, false),
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
            Address);

        Assert.Equal("Today: 2 breached, 1 with other duties overdue, 1 due in ten working days, 1 waiting, 1 cannot be computed", content.Subject);
        Golden("digest.txt", content.Text);
        Golden("digest.html", content.Html);
    }

    [Theory]
    [InlineData("1 plan overdue", -1)]
    [InlineData("2 plans overdue", -1, -20)]
    [InlineData("1 plan due within 7 days", 0)]
    [InlineData("2 plans due within 14 days", 7, 8)]
    [InlineData("1 plan overdue, 3 due within 14 days", -3, 2, 7, 14)] // 20 May 2026 is a Wednesday
    [InlineData("1 plan due within 28 days", 28)]
    [InlineData("1 plan due within 40 days", 40)]
    public void The_subject_counts(string subject, params int[] daysLeft) =>
        Assert.Equal(subject, MailContent.Of(
            daysLeft.Select((days, at) => Line($"C-{at}", $"{Day("2026-05-20").AddDays(days):yyyy-MM-dd}", today: new(Day("2026-05-20"), WorkingDays.Shipped))),
            Address).Subject);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("C-1\r\nBcc: everyone@council.example\r\n\r\nHello")]
    [InlineData("../../admin?x=1#y")]
    [InlineData("javascript:alert(1)")]
    [InlineData("&lt;b&gt;'\"")]
    public void Whatever_a_field_holds_it_is_text_and_nothing_else(string hostile)
    {
        var content = MailContent.Of([new(new(hostile, hostile, hostile, hostile), Day("2026-05-25"), hostile, Today)], Address);

        Assert.Equal("1 deadline overdue", content.Subject);
        Assert.Equal(["!DOCTYPE", "a", "body", "br", "caption", "h1", "head", "html", "meta", "p", "small", "strong", "style", "table", "tbody", "td", "th",
            "thead", "title", "tr"],
            Tags().Matches(content.Html).Select(tag => tag.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.All(Links().Matches(content.Html), link =>
            Assert.Matches("^https://ehcp\\.council\\.example/cases/[A-Za-z0-9%._~-]+/[A-Za-z0-9%._~-]+$", link.Groups[1].Value));
        Assert.DoesNotContain("Bcc: everyone@council.example\n", content.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', content.Text);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("C-1\r\nBcc: everyone@council.example\r\n\r\nHello")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    public void A_digest_holds_text_and_nothing_else_either(string hostile)
    {
        var content = DigestContent.Of(
            [new(DigestGroup.Breached, new(new(hostile, hostile, hostile, hostile), Day("2026-05-25"), hostile, Today)
            {
                Acknowledged = (Day("2026-06-01"), hostile),
            }, null, true)],
            Address);

        Assert.Equal("Today: 1 breached", content.Subject);
        Assert.DoesNotContain("<script", content.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", content.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Bcc: everyone@council.example\n", content.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', content.Text);
    }

    [Fact]
    public async Task An_address_that_smuggles_a_header_is_never_a_recipient()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.ExecuteAsync("update case_timeline set case_officer = E'pat@council.example\\r\\nBcc: all@council.example'");

        var mail = Assert.Single(await scheduler.RunAtAsync("2026-05-18 09:00"));

        Assert.Equal(AlertScheduler.Manager, Assert.Single(mail.To));
        Assert.Null(mail.Message.Headers[MimeKit.HeaderId.Bcc]);
    }

    [Fact]
    public async Task No_officer_and_no_team_is_named_in_a_mail()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));

        foreach (var mail in await scheduler.RunAtAsync("2026-05-26 09:00"))
        {
            Assert.DoesNotContain("pat", mail.Text + mail.Html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("North", mail.Text + mail.Html, StringComparison.Ordinal);
            Assert.Equal("auto-generated", mail.Message.Headers[MimeKit.HeaderId.AutoSubmitted]);
        }
    }

    private static MailLine Line(string caseReference, string lastDay, string authority = AlertScheduler.Birmingham, MailDay? today = null) =>
        new(new(authority, caseReference, "final-plan", "1"), Day(lastDay), "final-plan-2014", today ?? Today);

    private static MailLine Duty(string caseReference, string milestone, string lastDay, string rule) =>
        new(new(AlertScheduler.Birmingham, caseReference, milestone, "1"), Day(lastDay), rule, Today);

    // EHCP_GOLDEN=write makes the files anew, to be read and committed.
    private static void Golden(string name, string actual)
    {
        var path = Path.Combine(Checkout.Folder, "tests", "Ehcp.Scheduler.Tests", "Mails", "Golden", name);
        if (Environment.GetEnvironmentVariable("EHCP_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    [GeneratedRegex("<(!?[A-Za-z][A-Za-z0-9]*)")]
    private static partial Regex Tags();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Links();
}
