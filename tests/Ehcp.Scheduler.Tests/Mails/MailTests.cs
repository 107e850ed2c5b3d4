using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.Mail;
using Ehcp.TestKit;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Mails;

public sealed class MailTests
{
    private const string Mails = "select state, attempts from mail order by id";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

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
    public async Task A_deferred_mail_goes_later_with_the_same_id_and_the_same_words()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        scheduler.Sink.AnswerNext(SmtpAnswer.TryLater);
        Assert.Empty(await scheduler.RunAtAsync("2026-05-18 09:00"));
        Assert.Equal(["sending 1"], await scheduler.RowsAsync(Mails));
        var frozen = await scheduler.RowsAsync("select message_id, subject, text, html from mail");

        Assert.Empty(await scheduler.RunAtAsync("2026-05-18 09:00:30"));
        var mail = Assert.Single(await scheduler.RunAtAsync("2026-05-19 09:02"));

        Assert.Equal(frozen, await scheduler.RowsAsync("select message_id, subject, text, html from mail"));
        Assert.StartsWith(mail.MessageId, frozen[0], StringComparison.Ordinal);
        Assert.Equal("1 plan due within 7 days", mail.Subject); // 7 days left, as it was when it was frozen
        Assert.Equal(["accepted 2"], await scheduler.RowsAsync(Mails));
    }

    [Fact]
    public async Task A_refused_mail_is_parked_and_seen_and_the_next_person_is_told_to_the_last()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        scheduler.Sink.AnswerAlways(SmtpAnswer.Refuse);

        foreach (var at in new[] { "2026-05-18 09:00", "2026-05-18 09:01", "2026-05-18 09:02", "2026-05-18 09:03", "2026-05-19 09:00" })
        {
            await scheduler.RunAtAsync(at);
        }

        Assert.Equal(
            [$"{AlertScheduler.Officer} parked 1", $"{AlertScheduler.Manager} parked 1", $"{AlertScheduler.Mailbox} parked 1"],
            await scheduler.RowsAsync("select recipient, state, attempts from mail order by id"));
        Assert.Equal(3, scheduler.Sink.Attempts);
        using var caller = scheduler.Caller();
        var answer = await caller.GetStringAsync(new Uri("/v1/alerts?state=parked", UriKind.Relative), Stop);
        Assert.Contains("\"caseReference\":\"C-1\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("@", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_officers_address_is_refused_the_deputy_is_told_and_the_case_shows_both()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync(
            [.. ACase("2026-05-25"), A(new CaseAssigned("North", AlertScheduler.Officer, "dee@council.example"), recorded: "2026-01-06 09:00")]);
        scheduler.Sink.AnswerNext(SmtpAnswer.Refuse);
        Assert.Empty(await scheduler.RunAtAsync("2026-05-18 09:00"));

        Assert.Equal("dee@council.example", Assert.Single(await scheduler.RunAtAsync("2026-05-18 09:01")).To[0]);
        Assert.Empty(await scheduler.RunAtAsync("2026-05-18 09:02"));

        using var caller = scheduler.Caller();
        var shown = (await caller.GetFromJsonAsync<JsonObject>(new Uri("/v1/cases/330/C-1", UriKind.Relative), Stop))!["alerts"]!.AsArray();
        Assert.Equal(["deputy accepted", "case-officer parked"], shown.Select(alert => $"{alert!["role"]} {alert["state"]}"));
    }

    [Fact]
    public async Task An_administrator_sees_what_is_parked_and_sends_it_again_as_it_was()
    {
        await using var scheduler = await AlertScheduler.StartAsync(
            "2026-05-18 09:00", host => SchedulerAtRest.UseKey(host, 2, "admin", "mail-admin-key", "admin", "*"));
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        scheduler.Sink.AnswerNext(SmtpAnswer.Refuse);
        await scheduler.RunAtAsync("2026-05-18 09:00");
        using var staff = scheduler.Caller();
        using var forbidden = await staff.GetAsync(new Uri("/v1/mails/parked", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);

        using var admin = scheduler.Caller("mail-admin-key");
        var parked = Assert.Single((await admin.GetFromJsonAsync<JsonArray>(new Uri("/v1/mails/parked", UriKind.Relative), Stop))!)!;
        Assert.Equal((AlertScheduler.Officer, "parked", 1), ((string?)parked["recipient"], (string?)parked["state"], (int)parked["alerts"]!));
        var frozen = await scheduler.RowsAsync($"select message_id, text from mail where id = {parked["id"]}");
        using var resent = await admin.PostAsJsonAsync(new Uri("/v1/mails/resend", UriKind.Relative), new[] { (long)parked["id"]!, 999 }, Stop);
        Assert.Equal([(long)parked["id"]!], (await resent.Content.ReadFromJsonAsync<JsonObject>(Stop))!["ids"]!.AsArray().Select(id => (long)id!));
        await scheduler.SendAsync();

        var mail = Assert.Single(scheduler.Sink.Messages, mail => mail.To[0] == AlertScheduler.Officer);
        Assert.StartsWith(mail.MessageId, Assert.Single(frozen), StringComparison.Ordinal);
        Assert.Empty((await admin.GetFromJsonAsync<JsonArray>(new Uri("/v1/mails/parked", UriKind.Relative), Stop))!);
    }

    [Fact]
    public async Task A_mail_deferred_for_days_is_given_up_and_seen()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25", officer: null, team: "Nowhere"));
        scheduler.Sink.AnswerAlways(SmtpAnswer.TryLater);
        await scheduler.RunAtAsync("2026-05-18 09:00");

        scheduler.MoveTo("2026-05-21 09:01");
        await scheduler.SendAsync();

        Assert.Equal(["failed 2"], await scheduler.RowsAsync(Mails));
    }

    [Fact]
    public async Task A_server_that_takes_a_mail_and_hangs_up_without_an_answer_gets_it_again_under_the_same_id()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        scheduler.Sink.AnswerNext(SmtpAnswer.AcceptAndDrop);
        await scheduler.RunAtAsync("2026-05-18 09:00");

        await scheduler.RunAtAsync("2026-05-18 09:02");

        Assert.Equal(2, scheduler.Sink.Messages.Count);
        Assert.Single(scheduler.Sink.Messages.DistinctBy(mail => mail.MessageId));
        Assert.Single(scheduler.Sink.Messages.DistinctBy(mail => (mail.Subject, mail.Text, mail.Html)));
    }

    [Fact]
    public async Task A_sender_that_dies_between_acceptance_and_marking_leaves_one_Message_ID()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-18 09:00", host => host.ConfigureTestServices(services =>
            services.AddSingleton<SmtpMailChannel>().AddSingleton<MailChannel, DiesOnceAfterSending>()));
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        scheduler.MoveTo("2026-05-18 09:00");
        await scheduler.SweepAsync();
        await Assert.ThrowsAsync<DiesOnceAfterSending.Died>(scheduler.SendAsync);
        Assert.Equal(["sending 1"], await scheduler.RowsAsync(Mails));

        // Another scheduler leaves it alone while the dead one may be alive.
        await using var second = scheduler.Second();
        scheduler.MoveTo("2026-05-18 09:09");
        Assert.Equal(0, await second.SendAsync());
        scheduler.MoveTo("2026-05-18 09:10");
        Assert.Equal(1, await second.SendAsync());

        Assert.Equal(2, scheduler.Sink.Messages.Count);
        Assert.Single(scheduler.Sink.Messages.DistinctBy(mail => (mail.MessageId, mail.Subject, mail.Text, mail.Html)));
        Assert.Equal(["accepted 2"], await scheduler.RowsAsync(Mails));
    }

    [Fact]
    public async Task Two_senders_at_once_send_each_mail_once()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-18 09:00");
        await using var second = scheduler.Second();
        await scheduler.TakeInAsync([.. Enumerable.Range(0, 60).SelectMany(number => ACase("2026-05-25", $"C-{number}", $"officer{number}@council.example"))]);
        scheduler.MoveTo("2026-05-18 09:00");
        await scheduler.SweepAsync();

        var sent = await Task.WhenAll(scheduler.SendAsync(), second.SendAsync(), scheduler.SendAsync(), second.SendAsync());

        Assert.Equal(60, sent.Sum());
        Assert.Equal(60, scheduler.Sink.Messages.Count);
        Assert.Equal(60, scheduler.Sink.Messages.DistinctBy(mail => mail.MessageId).Count());
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

    private sealed class DiesOnceAfterSending(SmtpMailChannel channel) : MailChannel
    {
        private bool _died;

        public override async Task<MailReceipt> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
        {
            var receipt = await channel.SendAsync(mail, cancellationToken);
            return _died ? receipt : throw new Died(_died = true);
        }

        internal sealed class Died(bool died) : Exception($"Died: {died}");
    }
}
