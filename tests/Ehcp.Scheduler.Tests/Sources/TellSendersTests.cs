using Ehcp.Contracts;
using Ehcp.Scheduler.Sources;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Sources;

public sealed class TellSendersTests
{
    private const string Analyst = "analyst@council.example";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_looks_after_a_source_is_told_what_was_refused_of_it()
    {
        await using var scheduler = await StartAsync(("Ehcp:Sources:TrayUrl", "https://intake.council.example/tray"));

        Assert.Equal(1, await TellAsync(scheduler, Summary("2026-05-18", Refused("synergy", 3), Refused("nobodys", 5))));

        await scheduler.SendAsync();
        var mail = Assert.Single(scheduler.Sink.Messages);
        Assert.Equal((Analyst, "3 refused, 1 sent late on 18 May 2026"), (Assert.Single(mail.To), mail.Subject));
        Assert.Contains(
            """
            Source synergy
            - 40 taken, 3 refused
            - 3 refused: Must be a date of the calendar, written YYYY-MM-DD.
            - 1 told of something more than 28 days after it had happened
            - 9 still open, the oldest since 2 May 2026
            """.ReplaceLineEndings("\n"), mail.Text!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("https://intake.council.example/tray", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("nobodys", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_is_told_once_however_often_and_wherever_it_comes()
    {
        await using var scheduler = await StartAsync();
        await using var second = scheduler.Second(host => Configure(host));
        var summary = Summary("2026-05-18", Refused("synergy", 3));

        var told = await Task.WhenAll(TellAsync(scheduler, summary), TellAsync(second, summary), TellAsync(scheduler, summary), TellAsync(second, summary));

        Assert.Equal(1, told.Sum());
        Assert.Equal(0, await TellAsync(scheduler, Summary("2026-05-17", Refused("synergy", 9)))); // late, and of a day before
        Assert.Equal(1, await TellAsync(scheduler, Summary("2026-05-19", Refused("synergy", 1))));
        await Task.WhenAll(scheduler.SendAsync(), second.SendAsync());
        Assert.Equal(2, scheduler.Sink.Messages.Count);
    }

    [Fact]
    public async Task Who_looks_after_two_sources_gets_one_mail_and_in_shadow_mode_another_gets_it()
    {
        await using var scheduler = await StartAsync(
            ("Ehcp:Sources:Senders:1:Source", "other"), ("Ehcp:Sources:Senders:1:Addresses:0", Analyst),
            ("Ehcp:Sources:Senders:1:Addresses:1", "team@council.example"),
            ("Ehcp:Alerts:ShadowAddress", "watch@council.example"));

        Assert.Equal(2, await TellAsync(scheduler, Summary("2026-05-18", Refused("other", 1), Refused("synergy", 2))));

        await scheduler.SendAsync();
        Assert.All(scheduler.Sink.Messages, mail => Assert.Equal("watch@council.example", Assert.Single(mail.To)));
        Assert.Equal(
            ["[shadow] 1 refused, 1 sent late on 18 May 2026", "[shadow] 3 refused, 2 sent late on 18 May 2026"],
            scheduler.Sink.Messages.Select(mail => mail.Subject).Order(StringComparer.Ordinal));
    }

    private static Task<int> TellAsync(AlertScheduler scheduler, SourcesSummarised summary) =>
        scheduler.Get<TellSenders>().RunAsync(summary, scheduler.Clock.GetUtcNow(), Stop);

    private static SourcesSummarised Summary(string day, params SummarisedSource[] sources) => new(Day(day), sources);

    private static SummarisedSource Refused(string source, long refused) => new(
        source, 40, refused, 1, 28, [new("date", "Must be a date of the calendar, written YYYY-MM-DD.", refused)], 9, Day("2026-05-02"));

    private static Task<AlertScheduler> StartAsync(params (string Name, string Value)[] settings) =>
        AlertScheduler.StartAsync("2026-05-19 06:05", host => Configure(host, settings));

    private static void Configure(Microsoft.AspNetCore.Hosting.IWebHostBuilder host, params (string Name, string Value)[] settings)
    {
        foreach (var (name, value) in settings.Prepend(("Ehcp:Sources:Senders:0:Addresses:0", Analyst)).Prepend(("Ehcp:Sources:Senders:0:Source", "synergy")))
        {
            host.UseSetting(name, value);
        }
    }
}
