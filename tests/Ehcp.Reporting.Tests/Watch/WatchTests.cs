using System.Diagnostics.Metrics;
using Ehcp.Mail;
using Ehcp.Reporting.Known.Minutes;
using Ehcp.Reporting.Watch;
using Ehcp.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Ehcp.Reporting.Tests.Watch;

/// <summary>The dead-man's switch over a real database and mail server, and a Scheduler that says what a test wants.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private const string Duty = "duty@council.example";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 26, 8, 0, 0, TimeSpan.Zero));
    private readonly SmtpSink _sink = SmtpSink.Start();
    private readonly WebApplication _scheduler;
    private readonly ServiceProvider _http = new ServiceCollection().AddHttpClient().AddMetrics().BuildServiceProvider();
    private readonly Completeness _figures;
    private TestDatabase _database = null!;
    private NpgsqlDataSource _source = null!;
    private (int Status, string Body) _says = Sweeping;

    public WatchTests()
    {
        _figures = new(_clock, _http.GetRequiredService<IMeterFactory>()) { Agreement = new(_clock.GetUtcNow().AddDays(1), _clock.GetUtcNow().AddDays(1)) };
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _scheduler = builder.Build();
        _scheduler.MapGet("/health/sweep", () => Results.Text(_says.Body, "application/json", statusCode: _says.Status));
    }

    private static (int Status, string Body) Sweeping => (200, """{"status":"sweeping","lastCompletedSecondsAgo":12,"digest":"on time","lastDigestOn":"2026-05-26"}""");

    private static (int Status, string Body) NotSweeping => (503, """{"status":"not sweeping","lastCompletedSecondsAgo":300,"digest":"on time","lastDigestOn":"2026-05-26"}""");

    private static (int Status, string Body) WithoutDigest => (200, """{"status":"sweeping","lastCompletedSecondsAgo":12,"digest":"late","lastDigestOn":"2026-05-22"}""");

    private static (int Status, string Body) Broken => (500, "");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private List<string> Told => [.. _sink.Messages.Select(mail => $"{Assert.Single(mail.To)}: {mail.Subject}")];

    public async ValueTask InitializeAsync()
    {
        await _scheduler.StartAsync(Stop);
        _database = await TestDatabase.CreateAsync("reporting", RunningReporting.MigrateAsync);
        _source = NpgsqlDataSource.Create(_database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _scheduler.DisposeAsync();
        await _http.DisposeAsync();
        await _source.DisposeAsync();
        await _database.DisposeAsync();
        await _sink.DisposeAsync();
    }

    [Fact]
    public async Task While_it_sweeps_nobody_is_mailed()
    {
        await LookForAsync(TimeSpan.FromMinutes(30), AReporting());

        Assert.Empty(Told);
    }

    [Fact]
    public async Task A_scheduler_that_does_not_sweep_is_told_once_and_once_that_it_does_again()
    {
        var reporting = AReporting();
        await LookForAsync(TimeSpan.FromMinutes(1), reporting);
        _says = NotSweeping;
        await LookForAsync(TimeSpan.FromMinutes(20), reporting);
        Assert.Equal([$"{Duty}: The Scheduler does not sweep"], Told);

        _says = Sweeping;
        await LookForAsync(TimeSpan.FromMinutes(20), reporting);
        Assert.Equal([$"{Duty}: The Scheduler does not sweep", $"{Duty}: The Scheduler sweeps again"], Told);

        _says = NotSweeping;
        await LookForAsync(TimeSpan.FromMinutes(1), reporting);
        Assert.Equal(3, Told.Count);
        Assert.Equal(3, _sink.Messages.DistinctBy(mail => mail.MessageId).Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_does_not_answer_for_five_minutes_is_told_also_by_a_Reporting_that_was_restarted(bool restarted)
    {
        var reporting = AReporting();
        await LookForAsync(TimeSpan.FromMinutes(1), reporting);
        _says = Broken;
        await LookForAsync(TimeSpan.FromMinutes(4), reporting);
        reporting = restarted ? AReporting() : reporting;
        await LookForAsync(TimeSpan.FromSeconds(30), reporting);
        Assert.Empty(Told);

        await _scheduler.StopAsync(Stop);
        await LookForAsync(TimeSpan.FromSeconds(30), reporting);
        Assert.Equal([$"{Duty}: The Scheduler does not answer"], Told);
        Assert.Contains("It has not answered since 09:01 on 26 May 2026.", _sink.Messages[0].Text, StringComparison.Ordinal);
        await LookForAsync(TimeSpan.FromMinutes(10), restarted ? AReporting() : reporting);
        Assert.Single(Told);
    }

    [Fact]
    public async Task A_digest_that_is_late_is_told_once_and_once_that_it_ran()
    {
        var reporting = AReporting();
        _says = WithoutDigest;
        await LookForAsync(TimeSpan.FromMinutes(10), reporting);
        _says = Broken; // nothing is known of the digest meanwhile
        await LookForAsync(TimeSpan.FromMinutes(1), reporting);
        _says = Sweeping;
        await LookForAsync(TimeSpan.FromMinutes(10), reporting);

        Assert.Equal([$"{Duty}: The morning digest is late", $"{Duty}: The morning digest is on time again"], Told);
    }

    [Fact]
    public async Task A_digest_that_comes_within_five_minutes_is_told_to_nobody()
    {
        _says = WithoutDigest; // from the first look on: at noon of a first day, or after a restore
        var reporting = AReporting();
        await LookForAsync(TimeSpan.FromMinutes(5), reporting);
        _says = Sweeping;
        await LookForAsync(TimeSpan.FromMinutes(10), reporting);

        Assert.Empty(Told);
    }

    [Fact]
    public async Task A_scheduler_that_was_away_for_a_minute_has_five_minutes_for_the_digest()
    {
        var reporting = AReporting();
        await LookForAsync(TimeSpan.FromMinutes(5), reporting);
        _says = Broken;
        await LookForAsync(TimeSpan.FromMinutes(4), reporting);
        _says = WithoutDigest;
        await LookForAsync(TimeSpan.FromMinutes(4.5), reporting);
        Assert.Empty(Told);

        await LookForAsync(TimeSpan.FromMinutes(1), reporting);
        Assert.Equal([$"{Duty}: The morning digest is late"], Told);
    }

    [Fact]
    public async Task Figures_that_lack_events_for_more_than_five_minutes_are_told_once_and_once_that_they_are_complete()
    {
        var reporting = AReporting();
        _figures.Agreement = new(_clock.GetUtcNow(), _clock.GetUtcNow());
        await LookForAsync(TimeSpan.FromMinutes(6), reporting);
        Assert.Empty(Told);

        await LookForAsync(TimeSpan.FromMinutes(20), reporting);
        _figures.Agreement = new(_clock.GetUtcNow(), _clock.GetUtcNow());
        await LookForAsync(TimeSpan.FromMinutes(2), reporting);

        Assert.Equal([$"{Duty}: The figures are not complete", $"{Duty}: The figures are complete again"], Told);
        Assert.Contains("they did at 09:06 on 26 May 2026", _sink.Messages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_Reportings_tell_once()
    {
        WatchScheduler[] reportings = [AReporting(), AReporting()];
        await LookForAsync(TimeSpan.FromMinutes(1), reportings);
        _says = NotSweeping;
        await LookForAsync(TimeSpan.FromMinutes(5), reportings);
        _says = Sweeping;
        await LookForAsync(TimeSpan.FromMinutes(5), reportings);

        Assert.Equal([$"{Duty}: The Scheduler does not sweep", $"{Duty}: The Scheduler sweeps again"], Told);
    }

    [Fact]
    public async Task What_the_mail_server_does_not_take_is_tried_at_the_next_look_under_the_same_id()
    {
        var reporting = AReporting();
        await LookForAsync(TimeSpan.FromMinutes(1), reporting);
        _says = NotSweeping;
        _sink.AnswerNext(SmtpAnswer.TryLater, SmtpAnswer.AcceptAndDrop);
        await LookForAsync(TimeSpan.FromMinutes(5), reporting);

        Assert.Equal(2, _sink.Messages.Count);
        Assert.Single(_sink.Messages.DistinctBy(mail => mail.MessageId));
    }

    [Fact]
    public async Task After_hours_in_which_nobody_looked_a_scheduler_that_starts_too_has_five_minutes()
    {
        await LookForAsync(TimeSpan.FromMinutes(1), AReporting());
        _clock.Advance(TimeSpan.FromHours(6));
        _says = Broken;
        var reporting = AReporting();
        await LookForAsync(TimeSpan.FromMinutes(4), reporting);
        _says = Sweeping;
        await LookForAsync(TimeSpan.FromMinutes(2), reporting);

        Assert.Empty(Told);
    }

    [Theory]
    [InlineData("http://localhost:5102", null, "Ehcp:Watch needs both SchedulerUrl and DutyAddress, or neither.")]
    [InlineData(null, Duty, "Ehcp:Watch needs both SchedulerUrl and DutyAddress, or neither.")]
    [InlineData("localhost", Duty, "Ehcp:Watch:SchedulerUrl is no address of a web server.")]
    [InlineData("http://localhost:5102", Duty, null)]
    [InlineData("", "", null)]
    public void Half_of_the_settings_is_told_at_start(string? url, string? duty, string? wrong) => Assert.Equal(
        wrong, new WatchSettings { SchedulerUrl = url, DutyAddress = duty }.Validate(new(new object())).Select(result => result.ErrorMessage).FirstOrDefault());

    private async Task LookForAsync(TimeSpan time, params WatchScheduler[] reportings)
    {
        for (var end = _clock.GetUtcNow() + time; _clock.GetUtcNow() < end;)
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            await Task.WhenAll(reportings.Select(reporting => reporting.RunAsync(Stop)));
        }
    }

    private WatchScheduler AReporting()
    {
        var mail = Options.Create(
            new MailSettings { From = "ehcp@council.example", Smtp = new() { Host = "127.0.0.1", Port = _sink.Port, Security = SmtpSecurity.None } });
        var watch = Options.Create(new WatchSettings { SchedulerUrl = _scheduler.Urls.Single(), DutyAddress = Duty });
        return new(
            _source, new AskScheduler(_http.GetRequiredService<IHttpClientFactory>(), watch), _figures,
                new MailChannels(new SmtpMailChannel(mail, _clock, NullLogger<SmtpMailChannel>.Instance), _http, mail),
            watch, mail, _clock, NullLogger<WatchScheduler>.Instance);
    }
}
