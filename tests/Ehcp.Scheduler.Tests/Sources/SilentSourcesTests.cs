using Ehcp.Contracts;
using Ehcp.Mail;
using Ehcp.Scheduler.Policy;
using Ehcp.Scheduler.Sources;
using Microsoft.Extensions.Options;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Sources;

public sealed class SilentSourcesTests
{
    [Fact]
    public async Task A_source_silent_for_a_day_is_told_once_and_again_when_it_sends()
    {
        await using var scheduler = await StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync(From("case-system", "2026-05-18 09:00"), From("other", "2026-05-19 08:00"));
        await SweepToAsync(scheduler, "2026-05-19 08:59");
        Assert.Empty(scheduler.Sink.Messages);

        var mail = Assert.Single(await scheduler.RunAtAsync("2026-05-19 09:00"));

        Assert.Equal((AlertScheduler.Mailbox, "1 source is silent"), (Assert.Single(mail.To), mail.Subject));
        Assert.Contains("case-system, Birmingham: nothing for 24 hours, since 18 May 2026, 09:00", mail.Text, StringComparison.Ordinal);
        Assert.Empty(await scheduler.RunAtAsync("2026-05-19 09:01"));
        await scheduler.TakeInAsync(From("case-system", "2026-05-19 09:05"));
        var again = Assert.Single(await scheduler.RunAtAsync("2026-05-19 09:06"));
        Assert.Equal("1 source sends again", again.Subject);
        Assert.Contains("case-system, Birmingham: sends again, last 19 May 2026, 09:05", again.Text, StringComparison.Ordinal);
        Assert.Empty(await scheduler.RunAtAsync("2026-05-19 09:07"));
    }

    [Fact]
    public async Task Each_mailbox_is_told_of_its_own_authoritys_sources_in_its_window()
    {
        await using var scheduler = await StartAsync(
            "2026-05-22 09:00", ("Ehcp:Alerts:Default:Window", "working-hours"), ("Ehcp:Alerts:Authorities:E08000035:SendMailbox", "send@leeds.example"));
        await scheduler.TakeInAsync(From("one", "2026-05-22 09:00"), From("two", "2026-05-22 09:00"), From("two", "2026-05-22 09:00", AlertScheduler.Leeds));
        await SweepToAsync(scheduler, "2026-05-26 07:59"); // Monday the 25th is a bank holiday
        Assert.Empty(scheduler.Sink.Messages);

        var mails = await scheduler.RunAtAsync("2026-05-26 08:00");

        Assert.Equal([$"{AlertScheduler.Mailbox} 2 sources are silent", "send@leeds.example 1 source is silent"],
            mails.Select(mail => $"{mail.To[0]} {mail.Subject}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_schedulers_tell_once()
    {
        await using var scheduler = await StartAsync("2026-05-18 09:00");
        await using var second = scheduler.Second();
        await scheduler.TakeInAsync(From("case-system", "2026-05-18 09:00"));
        await SweepToAsync(scheduler, "2026-05-19 08:59");
        scheduler.MoveTo("2026-05-19 09:00");

        await Task.WhenAll(scheduler.SweepAsync(), second.SweepAsync(), scheduler.SweepAsync(), second.SweepAsync());
        await Task.WhenAll(scheduler.SendAsync(), second.SendAsync());

        Assert.Single(scheduler.Sink.Messages);
    }

    [Fact]
    public async Task After_the_sweeps_stood_still_what_was_sent_meanwhile_is_taken_in_first()
    {
        await using var scheduler = await StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync(From("sends", "2026-05-18 09:00"), From("silent", "2026-05-18 09:00"));
        await scheduler.RunAtAsync("2026-05-18 09:01");

        Assert.Empty(await scheduler.RunAtAsync("2026-05-20 09:00"));
        await scheduler.TakeInAsync(From("sends", "2026-05-20 08:00"));
        await SweepToAsync(scheduler, "2026-05-20 09:59");
        Assert.Empty(scheduler.Sink.Messages);

        Assert.Contains("silent, Birmingham", Assert.Single(await scheduler.RunAtAsync("2026-05-20 10:00")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_may_have_habits_of_its_own_and_our_own_events_are_none_to_wait_for()
    {
        await using var scheduler = await StartAsync(
            "2026-05-18 09:00", ("Ehcp:Sources:SilentAfter", "12:00:00"), ("Ehcp:Sources:Own:0:Source", "nightly"),
                ("Ehcp:Sources:Own:0:SilentAfter", "4.00:00:00"),
            ("Ehcp:Sources:Own:1:Source", "once"), ("Ehcp:Sources:Own:1:SilentAfter", "0"));
        await scheduler.TakeInAsync(From("nightly", "2026-05-18 09:00"), From("once", "2026-05-18 09:00"), From("ehcp-scheduler", "2026-05-18 09:00"),
            From("live", "2026-05-18 09:00"));

        await SweepToAsync(scheduler, "2026-05-22 08:59");
        Assert.Contains("live, Birmingham: nothing for 12 hours", Assert.Single(scheduler.Sink.Messages).Text, StringComparison.Ordinal);
        Assert.Contains("nightly, Birmingham: nothing for 96 hours", Assert.Single(await scheduler.RunAtAsync("2026-05-22 09:00"))
            .Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("x\r\nBcc: everyone@council.example\r\n\r\nHello")]
    public void Whatever_a_source_is_called_it_is_text_and_nothing_else(string hostile)
    {
        var content = SilenceContent.Of(
            [new(hostile, hostile, AlertScheduler.London("2026-05-18 09:00"), true)], AlertScheduler.London("2026-05-19 09:00"),
            new(Options.Create(new PublicSettings { PublicUrl = "https://ehcp.council.example" }),
                Options.Create(new MailSettings { From = "ehcp@council.example" })));

        Assert.Equal("1 source is silent", content.Subject);
        Assert.DoesNotContain("<script", content.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("\nBcc:", content.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', content.Text);
    }

    // As time goes by: a sweep each nine minutes.
    private static async Task SweepToAsync(AlertScheduler scheduler, string at)
    {
        while (scheduler.Clock.GetUtcNow().AddMinutes(9) < AlertScheduler.London(at))
        {
            scheduler.Clock.Advance(TimeSpan.FromMinutes(9));
            await scheduler.SweepAsync();
        }

        await scheduler.RunAtAsync(at);
    }

    private static RecordedFact From(string source, string at, string authority = AlertScheduler.Birmingham) =>
        A(new CaseDescribed(), $"C-{source}", authority, at) with { Source = source };

    private static Task<AlertScheduler> StartAsync(string at, params (string Name, string Value)[] settings) =>
        AlertScheduler.StartAsync(at, host => Array.ForEach(settings, setting => host.UseSetting(setting.Name, setting.Value)));
}
