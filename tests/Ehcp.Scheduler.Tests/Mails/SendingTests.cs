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

/// <summary>What becomes of a mail that a server does not simply take.</summary>
public sealed class SendingTests
{
    private const string Mails = "select state, attempts from mail order by id";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

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
