using System.Diagnostics;
using Ehcp.Contracts;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Plans;

public sealed class ManyBreachesTests(ITestOutputHelper output)
{
    private const int Cases = 10_000;
    private const int Officers = 50;

    [Fact]
    public async Task Ten_thousand_cases_breached_at_one_midnight_are_a_mail_for_each_person_of_bounded_size()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-25 12:00", host => host.UseSetting("Ehcp:Alerts:Default:Window", "working-hours"));
        foreach (var set in Enumerable.Range(0, Cases).Chunk(1000))
        {
            await scheduler.TakeInAsync([.. set.SelectMany(number => ACase("2026-05-25", $"C-{number:00000}", $"officer{number % Officers}@council.example"))]);
        }

        var watch = Stopwatch.StartNew();
        await scheduler.RunAtAsync("2026-05-25 12:01"); // what was due before: the step of two working days
        var before = watch.Elapsed;
        Assert.Empty(scheduler.Sink.Messages); // the 25th is a bank holiday
        watch.Restart();
        Assert.Empty(await scheduler.RunAtAsync("2026-05-26 00:00"));
        var midnight = watch.Elapsed;
        watch.Restart();
        var mails = await scheduler.RunAtAsync("2026-05-26 08:00");
        var morning = watch.Elapsed;

        output.WriteLine($"{Cases} breaches: {before.TotalSeconds:0.0} s to fire the step before, {midnight.TotalSeconds:0.0} s at midnight, {morning.TotalSeconds:0.0} s to compose and send {mails.Count} mails of at most {mails.Max(mail => mail.Content.Length) / 1024} KB");
        Assert.Equal(Officers + 2, mails.Count);
        Assert.Equal(mails.Count, mails.DistinctBy(mail => Assert.Single(mail.To)).Count());
        Assert.Equal($"{Cases} plans overdue", Assert.Single(mails, mail => mail.To[0] == AlertScheduler.Manager).Subject);
        Assert.Equal($"{Cases} plans overdue", Assert.Single(mails, mail => mail.To[0] == AlertScheduler.Mailbox).Subject);
        Assert.All(mails.Where(mail => mail.To[0].StartsWith("officer", StringComparison.Ordinal)), mail =>
            Assert.Equal($"{Cases / Officers} plans overdue", mail.Subject));
        Assert.All(mails, mail => Assert.True(mail.Content.Length < 64 * 1024, $"{mail.Content.Length} bytes"));
        Assert.Equal(["mailed 50000"], await scheduler.RowsAsync("select state, count(*) from alert group by 1"));
        Assert.Equal([$"{Cases}"], await scheduler.RowsAsync($"select count(*) from outbox where type like '%{nameof(DeadlineBreached)}'"));
        Assert.True(midnight + morning < TimeSpan.FromMinutes(1), $"{midnight} and {morning}");
        Assert.Empty(await scheduler.RunAtAsync("2026-05-26 08:01"));
    }
}
