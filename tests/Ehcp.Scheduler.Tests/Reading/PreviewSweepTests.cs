using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.TestKit;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Reading;

public sealed class PreviewSweepTests
{
    private const string AdminKey = "preview-admin-key";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_tells_who_would_get_what_and_why_and_does_nothing()
    {
        await using var scheduler = await StartAsync("2026-05-20 09:00");
        await scheduler.TakeInAsync([.. ACase("2026-05-25"), .. ACase("2026-05-25", "unassigned", officer: null, team: "Nowhere")]);
        var before = await EverythingAsync(scheduler);

        var preview = await PreviewAsync(scheduler, "?at=2026-05-26T00:00:00Z");

        Assert.Equal(
            [
                $"{AlertScheduler.Manager}: 1 plan overdue: C-1 breached for team-manager, -1 days: team-manager of the case",
                $"{AlertScheduler.Officer}: 1 plan overdue: C-1 breached for case-officer, -1 days: case-officer of the case",
                $"{AlertScheduler.Mailbox}: 2 plans overdue: C-1 breached for send-mailbox, -1 days: send-mailbox of the case",
                $"{AlertScheduler.Mailbox}: 2 plans overdue: unassigned breached for case-officer, -1 days: no case-officer is known, no deputy is known, no team-manager is known, send-mailbox of the case",
                $"{AlertScheduler.Mailbox}: 2 plans overdue: unassigned breached for send-mailbox, -1 days: send-mailbox of the case",
                $"{AlertScheduler.Mailbox}: 2 plans overdue: unassigned breached for team-manager, -1 days: no team-manager is known, send-mailbox of the case",
            ],
            preview["mails"]!.AsArray().SelectMany(mail => mail!["alerts"]!.AsArray().Select(alert =>
                $"{mail["to"]}: {mail["subject"]}: {alert!["caseReference"]} {alert["rung"]} for {alert["role"]}, {alert["daysLeft"]} days: {alert["because"]}")).Order(StringComparer.Ordinal));
        Assert.Equal(before, await EverythingAsync(scheduler));
    }

    [Theory]
    [InlineData("off")]
    [InlineData("morning")]
    public async Task What_a_sweep_then_sends_is_what_was_foretold(string digest)
    {
        await using var scheduler = await StartAsync("2026-05-04 07:00", ("Ehcp:Alerts:Digest", digest));
        var mails = 0;
        var random = new Random(20260504);
        for (var day = Day("2026-05-04"); day < Day("2026-07-04"); day = day.AddDays(1))
        {
            var reference = $"C-{day.DayNumber}";
            await scheduler.TakeInAsync(
                ACase(day.AddDays(random.Next(-20, 40)).ToString("yyyy-MM-dd", null), reference, $"officer{random.Next(4)}@council.example", random.Next(3) == 0
                ? "Nowhere" : "North"));
            if (random.Next(3) == 0)
            {
                await scheduler.TakeInAsync(A(new FinalPlanSent(day), $"C-{day.DayNumber - random.Next(10)}", recorded: $"{day:yyyy-MM-dd} 09:00"));
            }

            foreach (var time in new[] { "07:30", "09:30" })
            {
                var at = AlertScheduler.London($"{day:yyyy-MM-dd} {time}");
                var foretold = await PreviewAsync(scheduler, $"?at={at:O}".Replace("+", "%2B", StringComparison.Ordinal));
                var sent = await scheduler.RunAtAsync($"{day:yyyy-MM-dd} {time}");

                Assert.Equal(foretold["mails"]!.AsArray().Select(mail => $"{mail!["to"]}: {mail["subject"]}")
                    .Order(StringComparer.Ordinal), sent.Select(mail => $"{mail.To[0]}: {mail.Subject}").Order(StringComparer.Ordinal));
                Assert.All(foretold["mails"]!.AsArray(), mail =>
                    Assert.Equal(((string)mail!["subject"]!).StartsWith("Today: ", StringComparison.Ordinal), (string?)mail["kind"] == "digest"));
                mails += sent.Count;
            }
        }

        Assert.True(mails > 60, $"{mails} mails in two months");
    }

    [Fact]
    public async Task What_would_wait_for_the_sending_window_is_told_as_waiting()
    {
        await using var scheduler = await StartAsync("2026-05-22 17:00", ("Ehcp:Alerts:Default:Window", "working-hours"));
        await scheduler.TakeInAsync(ACase("2026-05-25"));

        Assert.All((await PreviewAsync(scheduler, "?at=2026-05-26T00:30:00Z"))["mails"]!.AsArray(), mail => Assert.True((bool)mail!["waits"]!));
        Assert.All((await PreviewAsync(scheduler, "?at=2026-05-26T08:00:00Z"))["mails"]!.AsArray(), mail => Assert.False((bool)mail!["waits"]!));
    }

    [Fact]
    public async Task What_would_wait_for_the_pause_after_the_mail_before_is_told_as_waiting()
    {
        await using var scheduler = await StartAsync("2026-05-26 09:00", ("Ehcp:Alerts:PauseMinutes", "60"));
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.RunAtAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25", "C-2"));

        Assert.Equal([true, true, true], (await PreviewAsync(scheduler, "?at=2026-05-26T08:59:00Z"))["mails"]!.AsArray().Select(mail => (bool)mail!["waits"]!));
        Assert.Equal([false, false, false], (await PreviewAsync(scheduler, "?at=2026-05-26T09:00:00Z"))["mails"]!.AsArray().Select(mail => (bool)mail!["waits"]!));
        Assert.Empty(await scheduler.RunAtAsync("2026-05-26 09:59"));
        Assert.Equal(3, (await scheduler.RunAtAsync("2026-05-26 10:00")).Count);
    }

    [Fact]
    public async Task Shadow_mode_records_everything_and_mails_one_address()
    {
        await using var scheduler = await StartAsync("2026-05-26 09:00", ("Ehcp:Alerts:ShadowAddress", "watcher@council.example"));
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        Assert.Equal("watcher@council.example", (string?)(await PreviewAsync(scheduler))["shadowAddress"]);

        var mails = await scheduler.RunAtAsync("2026-05-26 09:00");

        Assert.Equal(3, mails.Count);
        Assert.All(mails, mail => Assert.Equal(("watcher@council.example", "[shadow] 1 plan overdue"), (Assert.Single(mail.To), mail.Subject)));
        Assert.All(mails, mail => Assert.StartsWith("Shadow mode: ", mail.Text, StringComparison.Ordinal));
        Assert.All(mails, mail => Assert.Contains("<p><strong>Shadow mode: ", mail.Html, StringComparison.Ordinal));
        Assert.Equal(
            [$"{AlertScheduler.Manager} accepted", $"{AlertScheduler.Officer} accepted", $"{AlertScheduler.Mailbox} accepted"],
            await scheduler.RowsAsync("select recipient, state from mail order by 1"));
        using var staff = scheduler.Caller();
        var alerts = (await staff.GetFromJsonAsync<JsonObject>(new Uri("/v1/alerts", UriKind.Relative), Stop))!["alerts"]!.AsArray();
        Assert.All(alerts, alert => Assert.Equal(("accepted", true), ((string?)alert!["state"], (bool)alert["shadow"]!)));
    }

    [Fact]
    public async Task A_mail_that_was_put_off_before_shadow_mode_goes_to_nobody_else_either()
    {
        await using var scheduler = await StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        scheduler.Sink.AnswerNext(SmtpAnswer.TryLater);
        await scheduler.RunAtAsync("2026-05-18 09:00");

        await using var shadow = scheduler.Second(host => host.UseSetting("Ehcp:Alerts:ShadowAddress", "watcher@council.example"));
        Assert.Equal("watcher@council.example", Assert.Single(await shadow.RunAtAsync("2026-05-18 09:10")).To[0]);
    }

    [Theory]
    [InlineData("?at=yesterday")]
    [InlineData("?at=2028-01-01T00:00:00Z")]
    [InlineData("?at=2024-01-01T00:00:00Z")]
    public async Task What_cannot_be_foretold_is_refused_and_staff_without_admin_rights_see_no_addresses(string query)
    {
        await using var scheduler = await StartAsync("2026-05-20 09:00");
        using var admin = scheduler.Caller(AdminKey);
        using var refused = await admin.GetAsync(new Uri("/v1/sweeps/preview" + query, UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        using var staff = scheduler.Caller();
        using var forbidden = await staff.GetAsync(new Uri("/v1/sweeps/preview", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    private static Task<AlertScheduler> StartAsync(string at, params (string Name, string Value)[] settings) => AlertScheduler.StartAsync(at, host =>
    {
        SchedulerAtRest.UseKey(host, 2, "admin", AdminKey, "admin", "*");
        Array.ForEach(settings, setting => host.UseSetting(setting.Name, setting.Value));
    });

    private static async Task<JsonObject> PreviewAsync(AlertScheduler scheduler, string query = "")
    {
        using var admin = scheduler.Caller(AdminKey);
        return (await admin.GetFromJsonAsync<JsonObject>(new Uri("/v1/sweeps/preview" + query, UriKind.Relative), Stop))!;
    }

    private static async Task<List<string>> EverythingAsync(AlertScheduler scheduler) =>
    [
        .. await scheduler.RowsAsync("select * from alert_plan order by 1, 2"),
        .. await scheduler.RowsAsync("select * from alert order by 1"),
        .. await scheduler.RowsAsync("select * from mail order by 1"),
    ];
}
