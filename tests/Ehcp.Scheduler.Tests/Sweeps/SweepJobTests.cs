using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ehcp.TestKit;
using Microsoft.AspNetCore.Hosting;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Sweeps;

public sealed class SweepJobTests
{
    private const string Trigger =
        "select start_time, repeat_interval from quartz.qrtz_triggers natural join quartz.qrtz_simple_triggers where trigger_name = 'alerts'";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Quartz_sweeps_at_the_first_start_and_the_mail_leaves_without_anybodys_doing()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));

        await using var running = scheduler.Second(runsByItself: true);

        await scheduler.Sink.WaitForAsync(mail => mail.To.Contains(AlertScheduler.Mailbox), TimeSpan.FromMinutes(1), Stop);
    }

    [Fact]
    public async Task Two_schedulers_share_one_trigger_and_a_restart_does_not_put_it_off()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await using (var first = scheduler.Second(runsByItself: true))
        {
            await Until.TrueAsync(async () => (await scheduler.RowsAsync("select 1 from sweep where name = 'alerts'"))
                .Count == 1, TimeSpan.FromMinutes(1), Stop);
        }

        var trigger = Assert.Single(await scheduler.RowsAsync(Trigger));
        Assert.EndsWith(" 60000", trigger, StringComparison.Ordinal);

        // The first is gone; its row may stay until the others take it for dead.
        const string Instances = "select instance_name from quartz.qrtz_scheduler_state";
        var gone = await scheduler.RowsAsync(Instances);
        await using var second = scheduler.Second(runsByItself: true);
        await using var third = scheduler.Second(runsByItself: true);
        await Until.EqualAsync(2, async () => (await scheduler.RowsAsync(Instances)).Except(gone).Count(), TimeSpan.FromMinutes(1), Stop);
        Assert.Equal([trigger], await scheduler.RowsAsync(Trigger));
    }

    [Fact]
    public async Task Health_fails_when_no_sweep_has_completed_for_five_minutes_whoever_should_have_run_it()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await using var second = scheduler.Second();
        using var caller = second.Caller();

        Assert.Equal(HttpStatusCode.OK, await HealthAsync(caller)); // just started
        scheduler.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync(caller));

        await scheduler.SweepAsync();
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(caller));
        scheduler.Clock.Advance(TimeSpan.FromMinutes(4.9));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(caller));
        scheduler.Clock.Advance(TimeSpan.FromMinutes(0.2));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync(caller));
    }

    [Theory]
    [InlineData("2026-05-22 09:00", "2026-05-26 07:59", "2026-05-22", "on time")] // Monday the 25th is a bank holiday
    [InlineData("2026-05-22 09:00", "2026-05-26 08:00", "2026-05-22", "late")]
    [InlineData("2026-05-22 09:00", "2026-05-26 20:00", "2026-05-22", "late")]
    [InlineData("2026-05-22 09:00", "2026-05-27 07:00", "2026-05-22", "late")] // yesterday's is still missing
    [InlineData("2026-05-22 09:00", "2026-05-26 08:00", "2026-05-26", "on time")]
    [InlineData("2026-05-22 09:00", "2026-05-25 12:00", "2026-05-22", "on time")]
    [InlineData("2026-05-22 09:00", "2026-05-26 08:00", null, "late")]
    [InlineData("2026-05-26 07:54", "2026-05-26 08:00", "2026-05-22", "late")] // started in time to plan it
    [InlineData("2026-05-26 07:58", "2026-05-26 08:02", "2026-05-22", "on time")] // just started, and about to plan it
    [InlineData("2026-05-26 07:58", "2026-05-26 08:03", "2026-05-22", "late")]
    [InlineData("2026-05-26 12:00", "2026-05-26 12:04", null, "on time")] // installed at noon of a working day
    [InlineData("2026-05-26 12:00", "2026-05-26 12:05", null, "late")]
    [InlineData("2026-05-28 12:00", "2026-05-28 12:04", "2026-05-20", "on time")] // restored from a copy of last week
    [InlineData("2026-05-28 12:00", "2026-05-28 12:05", "2026-05-20", "late")]
    [InlineData("2026-05-26 19:00", "2026-05-26 20:00", "2026-05-20", "on time")] // restored this evening: there was no morning to miss
    [InlineData("2026-05-26 19:00", "2026-05-27 07:59", null, "on time")]
    [InlineData("2026-05-26 19:00", "2026-05-27 08:00", null, "late")]
    public async Task Health_tells_whether_the_digest_of_the_last_working_day_was_planned_by_eight_or_five_minutes_after_the_start(
        string startedAt, string at, string? last, string digest)
    {
        await using var scheduler = await AlertScheduler.StartAsync(startedAt, WithDigest);
        await scheduler.TakeInAsync(ACase("2026-07-25"));
        if (last is not null)
        {
            await scheduler.ExecuteAsync($"insert into digest (day, planned_at, mails) values ('{last}', now(), 0)");
        }

        scheduler.MoveTo(at);

        Assert.Equal((digest, last), await DigestAsync(scheduler));
    }

    [Fact]
    public async Task Where_no_case_is_known_no_digest_is_late_and_the_first_case_has_five_minutes()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-22 09:00", WithDigest);
        await scheduler.RunAtAsync("2026-05-26 12:00");
        Assert.Equal(("on time", null), await DigestAsync(scheduler));

        scheduler.MoveTo("2026-05-26 12:01");
        await scheduler.TakeInAsync(ACase("2026-07-25"));
        scheduler.MoveTo("2026-05-26 12:04");
        Assert.Equal(("on time", null), await DigestAsync(scheduler));
        scheduler.MoveTo("2026-05-26 12:05");
        Assert.Equal(("late", null), await DigestAsync(scheduler));
        await scheduler.SweepAsync();
        Assert.Equal(("on time", "2026-05-26"), await DigestAsync(scheduler));
    }

    private static void WithDigest(IWebHostBuilder host) => host.UseSetting("Ehcp:Alerts:Digest", "morning");

    private static async Task<(string? State, string? LastOn)> DigestAsync(AlertScheduler scheduler)
    {
        using var caller = scheduler.Anybody();
        using var answer = await caller.GetAsync(new Uri("/health/sweep", UriKind.Relative), Stop); // 503 where nothing swept; the digest is told all the same
        var health = await answer.Content.ReadFromJsonAsync<JsonObject>(Stop);
        return ((string?)health!["digest"], (string?)health["lastDigestOn"]);
    }

    private static async Task<HttpStatusCode> HealthAsync(HttpClient caller)
    {
        using var answer = await caller.GetAsync(new Uri("/health/sweep", UriKind.Relative), Stop);
        return answer.StatusCode;
    }
}
