using Ehcp.Contracts;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Mails;

public sealed class MailTests
{
    [Fact]
    public async Task One_person_gets_one_mail_a_run_with_a_line_for_each_case()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync([.. ACase("2026-05-25", "late"), .. ACase("2026-06-01", "soon"), .. ACase("2026-06-03", "other", "sam@council.example")]);

        var mails = await scheduler.RunAtAsync("2026-05-26 09:00");

        Assert.Equal(
            [AlertScheduler.Manager, AlertScheduler.Officer, "sam@council.example", AlertScheduler.Mailbox],
            mails.Select(mail => Assert.Single(mail.To)).Order());
        var officers = Assert.Single(mails, mail => mail.To[0] == AlertScheduler.Officer);
        Assert.Equal("1 plan overdue, 1 due within 7 days", officers.Subject);
        Assert.Contains("https://ehcp.council.example/cases/E08000025/late", officers.Text, StringComparison.Ordinal);
        Assert.Contains("https://ehcp.council.example/cases/E08000025/soon", officers.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_person_with_several_roles_gets_one_line_for_a_case()
    {
        await using var scheduler = await AlertScheduler.StartAsync(
            "2026-05-26 09:00", host => host.UseSetting("Ehcp:Alerts:Default:Teams:North", "PAT@council.example"));
        await scheduler.TakeInAsync(ACase("2026-05-25"));

        var mails = await scheduler.RunAtAsync("2026-05-26 09:00");

        Assert.Equal(2, mails.Count);
        var both = Assert.Single(mails, mail => mail.To[0] == AlertScheduler.Officer);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(both.Text!, "/cases/E08000025/C-1"));
    }

    [Theory]
    [InlineData("north", "north-team@council.example")]
    [InlineData("South", AlertScheduler.Mailbox)] // has neither a mailbox nor a manager
    public async Task A_rung_may_tell_the_mailbox_of_the_team(string team, string told)
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-18 09:00", host => host
            .UseSetting("Ehcp:Alerts:Default:TeamMailboxes:North", "North-Team@council.example")
            .UseSetting("Ehcp:Alerts:Default:Ladder:final-plan:0:Name", "week")
            .UseSetting("Ehcp:Alerts:Default:Ladder:final-plan:0:Days", "-7")
            .UseSetting("Ehcp:Alerts:Default:Ladder:final-plan:0:Audience:0", "team-mailbox"));
        await scheduler.TakeInAsync(ACase("2026-05-25", team: team));

        Assert.Equal(told, Assert.Single(await scheduler.RunAtAsync("2026-05-18 09:00")).To[0]);
    }

    [Fact]
    public async Task A_team_without_a_mailbox_has_its_manager_told()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-18 09:00", host => host
            .UseSetting("Ehcp:Alerts:Default:Ladder:final-plan:0:Name", "week")
            .UseSetting("Ehcp:Alerts:Default:Ladder:final-plan:0:Days", "-7")
            .UseSetting("Ehcp:Alerts:Default:Ladder:final-plan:0:Audience:0", "team-mailbox"));
        await scheduler.TakeInAsync(ACase("2026-05-25"));

        Assert.Equal(AlertScheduler.Manager, Assert.Single(await scheduler.RunAtAsync("2026-05-18 09:00")).To[0]);
    }

    [Theory]
    [InlineData(null, "North", AlertScheduler.Manager)]
    [InlineData(null, "Nowhere", AlertScheduler.Mailbox)]
    [InlineData("not an address", "north", AlertScheduler.Manager)]
    [InlineData("pat@council.example", "North", AlertScheduler.Officer)]
    public async Task Without_an_officer_the_manager_is_told_and_without_a_manager_the_mailbox(string? officer, string team, string told)
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25", officer: officer, team: team));

        Assert.Equal(told, Assert.Single((await scheduler.RunAtAsync("2026-05-18 09:00"))).To[0]);
    }

    [Fact]
    public async Task Without_a_head_of_SEND_the_mailbox_is_told()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-06-01 09:00", host => host.UseSetting("Ehcp:Alerts:Default:HeadOfSend", null));
        await scheduler.TakeInAsync(ACase("2026-05-25"));

        Assert.Equal(AlertScheduler.Mailbox, Assert.Single((await scheduler.RunAtAsync("2026-06-01 09:00"))).To[0]);
    }

    [Fact]
    public async Task Outside_working_hours_mails_wait_and_then_go_as_one()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-22 17:00", host => host.UseSetting("Ehcp:Alerts:Default:Window", "working-hours"));
        await scheduler.TakeInAsync([.. ACase("2026-05-22", "friday"), .. ACase("2026-05-23", "saturday"), .. ACase("2026-05-24", "sunday")]);
        Assert.Equal(2, (await scheduler.RunAtAsync("2026-05-22 17:59")).Count);

        foreach (var closed in new[] { "2026-05-22 18:00", "2026-05-23 10:00", "2026-05-24 00:00", "2026-05-25 10:00", "2026-05-26 00:00", "2026-05-26 07:59" })
        {
            Assert.Empty(await scheduler.RunAtAsync(closed)); // the 25th is a bank holiday
        }

        var mails = await scheduler.RunAtAsync("2026-05-26 08:00");
        Assert.Equal([AlertScheduler.Manager, AlertScheduler.Officer, AlertScheduler.Mailbox], mails.Select(mail => mail.To[0]).Order());
        Assert.All(mails, mail => Assert.Equal("3 plans overdue", mail.Subject));
    }

    [Fact]
    public async Task An_authority_may_have_a_window_a_mailbox_and_a_ladder_of_its_own()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 05:00", host => host
            .UseSetting("Ehcp:Alerts:Default:Window", "working-hours")
            .UseSetting("Ehcp:Alerts:Authorities:E08000035:Window", "always")
            .UseSetting("Ehcp:Alerts:Authorities:E08000035:SendMailbox", "send@leeds.example")
            .UseSetting("Ehcp:Alerts:Authorities:E08000035:Ladder:final-plan:0:Name", "told")
            .UseSetting("Ehcp:Alerts:Authorities:E08000035:Ladder:final-plan:0:WorkingDays", "1")
            .UseSetting("Ehcp:Alerts:Authorities:E08000035:Ladder:final-plan:0:Audience:0", "send-mailbox"));
        await scheduler.TakeInAsync([.. ACase("2026-05-25", "here"), .. ACase("2026-05-25", "there", authority: AlertScheduler.Leeds)]);

        var mail = Assert.Single(await scheduler.RunAtAsync("2026-05-26 05:00"));

        Assert.Equal("send@leeds.example", mail.To[0]);
        Assert.Equal(["there told"], await scheduler.RowsAsync("select case_reference, rung from alert where state = 'mailed'"));
        Assert.Equal(3, (await scheduler.RunAtAsync("2026-05-26 08:00")).Count);
    }

    [Fact]
    public async Task A_mail_of_very_many_lines_is_cut_and_says_how_many_more_there_are()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync([.. Enumerable.Range(0, 120).SelectMany(number => ACase("2026-05-25", $"C-{number:000}"))]);

        var mail = Assert.Single(await scheduler.RunAtAsync("2026-05-18 09:00"));

        Assert.Equal("120 plans due within 7 days", mail.Subject);
        Assert.Contains("C-049,", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("C-050,", mail.Text, StringComparison.Ordinal);
        Assert.Contains("70 more cases are not listed here. See all: https://ehcp.council.example/", mail.Text, StringComparison.Ordinal);
        Assert.Equal(["mailed 120"], await scheduler.RowsAsync("select state, count(*) from alert group by 1"));
    }
}
