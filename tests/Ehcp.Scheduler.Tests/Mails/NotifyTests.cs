using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ehcp.Mail;
using Ehcp.Scheduler.Mails;
using Ehcp.TestKit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Options;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Mails;

/// <summary>Alerts by GOV.UK Notify, from the rung to the delivery receipt.</summary>
public sealed class NotifyTests : IAsyncLifetime
{
    private const string Mails = "select recipient, channel, state, attempts from mail order by id";

    private NotifyStub _notify = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _notify = await NotifyStub.StartAsync();

    public ValueTask DisposeAsync() => _notify.DisposeAsync();

    [Fact]
    public async Task A_mail_is_accepted_and_later_delivered_and_the_case_shows_it()
    {
        await using var scheduler = await StartAsync();
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.RunAtAsync("2026-05-18 09:00");
        Assert.Equal([$"{AlertScheduler.Officer} notify accepted 1"], await scheduler.RowsAsync(Mails));
        Assert.Empty(scheduler.Sink.Messages);
        var taken = Assert.Single(_notify.Taken);
        Assert.Equal((AlertScheduler.Officer, "1 plan due within 7 days"), (taken.To, taken.Subject));
        Assert.Contains("\n- 4 working days left: Send the finalised plan", taken.Body, StringComparison.Ordinal);
        Assert.Equal([taken.Reference!], await scheduler.RowsAsync("select message_id from mail"));

        Assert.Equal(0, await FatesAsync(scheduler, "2026-05-18 09:02"));
        _notify.Becomes(taken.Id, "delivered");
        Assert.Equal(0, await FatesAsync(scheduler, "2026-05-18 09:02:30"));
        Assert.Equal(1, await FatesAsync(scheduler, "2026-05-18 09:04"));
        Assert.Equal(0, await FatesAsync(scheduler, "2026-05-19 09:00"));

        using var staff = scheduler.Caller();
        var alert = Assert.Single(
            (await staff.GetFromJsonAsync<JsonObject>(new Uri("/v1/alerts?state=delivered", UriKind.Relative), Stop))!["alerts"]!.AsArray())!;
        Assert.Equal(("C-1", "delivered"), ((string?)alert["caseReference"], (string?)alert["state"]));
    }

    [Theory]
    [InlineData("permanent-failure", "1")]
    [InlineData("temporary-failure", "0")]
    [InlineData("technical-failure", "0")]
    public async Task A_mail_that_comes_back_goes_to_the_next_person_and_a_dead_address_is_remembered(string status, string remembered)
    {
        await using var scheduler = await StartAsync();
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.RunAtAsync("2026-05-18 09:00");
        _notify.Becomes(_notify.Taken[0].Id, status);
        Assert.Equal(1, await FatesAsync(scheduler, "2026-05-18 09:01"));

        await scheduler.RunAtAsync("2026-05-18 09:02");

        Assert.Equal([$"{AlertScheduler.Officer} notify failed 1", $"{AlertScheduler.Manager} notify accepted 1"], await scheduler.RowsAsync(Mails));
        Assert.Equal([remembered], await scheduler.RowsAsync("select count(*) from refused_address"));
    }

    [Fact]
    public async Task A_sender_that_dies_between_acceptance_and_marking_asks_and_does_not_send_again()
    {
        await using var scheduler = await StartAsync();
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        scheduler.MoveTo("2026-05-18 09:00");
        await scheduler.SweepAsync();

        // As a process killed there leaves it: Notify has the mail, the row is `sending` with its lease.
        var claimed = Assert.Single(await scheduler.Get<ClaimMails>().ClaimAsync(scheduler.Clock.GetUtcNow(), Stop));
        await scheduler.Get<MailChannels>().Named("notify")
            .SendAsync(new(claimed.MessageId, claimed.SentTo, claimed.Content.Subject, claimed.Content.Text, claimed.Content.Html), Stop);
        Assert.Equal([$"{AlertScheduler.Officer} notify sending 1"], await scheduler.RowsAsync(Mails));

        scheduler.MoveTo("2026-05-18 09:10");
        Assert.Equal(1, await scheduler.SendAsync());

        Assert.Equal([$"{AlertScheduler.Officer} notify accepted 2"], await scheduler.RowsAsync(Mails));
        Assert.Equal(_notify.Taken.Select(each => each.Id), await scheduler.RowsAsync("select provider_answer from mail"));
        Assert.Equal(1, _notify.Attempts);
    }

    [Fact]
    public async Task A_limit_an_error_and_a_lost_answer_are_deferred_and_the_mail_is_sent_once()
    {
        await using var scheduler = await StartAsync();
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        _notify.AnswerNext(NotifyAnswer.RateLimit, NotifyAnswer.Fail, NotifyAnswer.AcceptAndDrop);
        foreach (var at in new[] { "2026-05-18 09:00", "2026-05-18 09:05", "2026-05-18 09:15", "2026-05-18 09:45", "2026-05-18 10:30" })
        {
            await scheduler.RunAtAsync(at);
        }

        Assert.Equal([$"{AlertScheduler.Officer} notify accepted 4"], await scheduler.RowsAsync(Mails));
        Assert.Single(_notify.Taken);
        Assert.Equal(3, _notify.Attempts);
    }

    [Fact]
    public async Task What_Notify_will_never_take_is_parked_told_to_the_next_person_and_may_be_sent_again()
    {
        await using var scheduler = await StartAsync(host => SchedulerAtRest.UseKey(host, 2, "admin", "notify-admin-key", "admin", "*"));
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        _notify.AnswerNext(NotifyAnswer.Refuse);
        await scheduler.RunAtAsync("2026-05-18 09:00");
        await scheduler.RunAtAsync("2026-05-18 09:01");
        Assert.Equal([$"{AlertScheduler.Officer} notify parked 1", $"{AlertScheduler.Manager} notify accepted 1"], await scheduler.RowsAsync(Mails));

        using var admin = scheduler.Caller("notify-admin-key");
        using var resent = await admin.PostAsJsonAsync(new Uri("/v1/mails/resend", UriKind.Relative), new[] { 1 }, Stop);
        Assert.Equal(1, await scheduler.SendAsync());

        Assert.Equal([AlertScheduler.Manager, AlertScheduler.Officer], _notify.Taken.Select(each => each.To));
    }

    [Fact]
    public async Task A_rung_an_authority_and_the_rest_may_go_by_channels_of_their_own()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00", host =>
        {
            Use(host, "smtp");
            host.UseSetting("Ehcp:Alerts:Authorities:E08000035:Channel", "notify");
            host.UseSetting("Ehcp:Alerts:Default:Ladder:final-plan:0:Name", "soon").UseSetting("Ehcp:Alerts:Default:Ladder:final-plan:0:Days", "-7")
                .UseSetting("Ehcp:Alerts:Default:Ladder:final-plan:0:Audience:0", "case-officer");
            host.UseSetting("Ehcp:Alerts:Default:Ladder:final-plan:1:Name", "breached").UseSetting("Ehcp:Alerts:Default:Ladder:final-plan:1:Days", "1")
                .UseSetting("Ehcp:Alerts:Default:Ladder:final-plan:1:Audience:0", "case-officer")
                .UseSetting("Ehcp:Alerts:Default:Ladder:final-plan:1:Channel", "notify");
        });
        await scheduler.TakeInAsync(
            [.. ACase("2026-05-25", "late"), .. ACase("2026-06-01", "soon"), .. ACase("2026-06-01", "there", authority: AlertScheduler.Leeds)]);

        var mail = Assert.Single(await scheduler.RunAtAsync("2026-05-26 09:00"));

        Assert.Contains("/soon", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/late", mail.Text, StringComparison.Ordinal);
        var taken = Assert.Single(_notify.Taken);
        Assert.Equal((AlertScheduler.Officer, "1 plan overdue, 1 due within 7 days"), (taken.To, taken.Subject));
        Assert.Contains("/late", taken.Body, StringComparison.Ordinal);
        Assert.Contains("/there", taken.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ladder_that_tells_by_Notify_does_not_start_without_it()
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            AlertScheduler.StartAsync("2026-05-26 09:00", host => host.UseSetting("Ehcp:Alerts:Default:Channel", "notify")));

        Assert.Contains("Ehcp:Alerts has a Channel of notify, but Ehcp:Mail:Notify:ApiKey is not set.", wrong.Failures);
    }

    private static async Task<int> FatesAsync(AlertScheduler scheduler, string at)
    {
        scheduler.MoveTo(at);
        return await scheduler.Get<MailFates>().RunAsync(Stop);
    }

    private Task<AlertScheduler> StartAsync(Action<IWebHostBuilder>? configure = null) => AlertScheduler.StartAsync("2026-05-18 09:00", host =>
    {
        Use(host, "notify");
        configure?.Invoke(host);
    });

    private void Use(IWebHostBuilder host, string channel) => host
        .UseSetting("Ehcp:Mail:Channel", channel)
        .UseSetting("Ehcp:Mail:Notify:ApiKey", NotifyStub.ApiKey)
        .UseSetting("Ehcp:Mail:Notify:TemplateId", NotifyStub.TemplateId)
        .UseSetting("Ehcp:Mail:Notify:Url", _notify.Url.ToString());
}
