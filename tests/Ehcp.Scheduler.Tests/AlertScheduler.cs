using Ehcp.Contracts;
using Ehcp.Scheduler.Folding;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Sweeps;
using Ehcp.TestKit;
using Ehcp.TestKit.Api;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Quartz;

namespace Ehcp.Scheduler.Tests;

/// <summary>A Scheduler with a clock in the test's hand, a database and a mail server of its own. Nothing runs unless the test runs it, or asks for Quartz and
/// the mail delivery.</summary>
internal sealed class AlertScheduler : IAsyncDisposable
{
    internal const string Birmingham = "E08000025";
    internal const string Leeds = "E08000035";
    internal const string StaffKey = "alert-staff-key";
    internal const string LeedsKey = "alert-leeds-key";

    internal const string Officer = "pat@council.example";
    internal const string Manager = "north.manager@council.example";
    internal const string Mailbox = "send@council.example";
    internal const string Head = "head@council.example";

    private readonly bool _owns;
    private readonly WebApplicationFactory<Program> _service;
    private readonly TestDatabase _database;

    private AlertScheduler(TestDatabase database, SmtpSink sink, FakeTimeProvider clock, bool owns, Action<IWebHostBuilder> configure, bool runsByItself)
    {
        (_database, Sink, Clock, _owns) = (database, sink, clock, owns);
        _service = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            Configure(host, runsByItself);
            configure(host);
        });
        _ = _service.Server;
    }

    internal SmtpSink Sink { get; }

    internal FakeTimeProvider Clock { get; }

    internal NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="at">London date and time, such as <c>2026-05-25 09:00</c>.</param>
    internal static async Task<AlertScheduler> StartAsync(string at, Action<IWebHostBuilder>? configure = null, bool runsByItself = false) =>
        new(await TestDatabase.CreateAsync("scheduler", SchedulerAtRest.MigrateAsync), SmtpSink.Start(), new FakeTimeProvider(London(at)), true, configure
            ?? (_ => { }), runsByItself);

    /// <summary>Another scheduler of the same council: same database, clock and mail server.</summary>
    internal AlertScheduler Second(Action<IWebHostBuilder>? configure = null, bool runsByItself = false) =>
        new(_database, Sink, Clock, false, configure ?? (_ => { }), runsByItself);

    internal static DateTimeOffset London(string at)
    {
        var local = DateTime.ParseExact(at, ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"], null);
        return new DateTimeOffset(local, LondonCalendar.Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    internal T Get<T>() where T : notnull => _service.Services.GetRequiredService<T>();

    internal Task TakeInAsync(params RecordedFact[] facts) => Get<TakeInFacts>().RunAsync(facts, Stop);

    internal Task SweepAsync() => Get<AlertSweep>().RunAsync(Clock.GetUtcNow(), Stop);

    internal Task<int> SendAsync() => Get<SendMails>().RunAsync(Stop);

    /// <summary>Moves the clock to this London time, sweeps and sends.</summary>
    internal async Task<IReadOnlyList<ReceivedMail>> RunAtAsync(string at)
    {
        var before = Sink.Messages.Count;
        MoveTo(at);
        await SweepAsync();
        await SendAsync();
        return [.. Sink.Messages.Skip(before)];
    }

    internal void MoveTo(string at) => Clock.SetUtcNow(London(at));

    /// <summary>A caller without a key.</summary>
    internal HttpClient Anybody() =>
        _service.CreateDefaultClient(new RedirectHandler(), new CookieContainerHandler(), new DescribedAnswers(DescribedService.Scheduler));

    internal HttpClient Caller(string key = StaffKey)
    {
        var caller = Anybody();
        caller.DefaultRequestHeaders.Add("X-Api-Key", key);
        return caller;
    }

    internal async Task<List<string>> RowsAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var rows = new List<string>();
        while (await reader.ReadAsync(Stop))
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(string.Join(' ', values));
        }

        return rows;
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }

    /// <summary>Rung and role of every alert, in the order they were fired.</summary>
    internal Task<List<string>> AlertsAsync() => RowsAsync("select rung, role from alert order by id");

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        if (_owns)
        {
            await Sink.DisposeAsync();
            await _database.DisposeAsync();
        }
    }

    private void Configure(IWebHostBuilder host, bool runsByItself)
    {
        host.UseEnvironment("Test");
        host.UseSetting("ConnectionStrings:Scheduler", _database.ConnectionString);
        host.UseSetting("ConnectionStrings:Broker", "amqp://localhost:1/at-rest");
        host.UseSetting("Logging:LogLevel:Default", "Warning");
        host.UseSetting("Ehcp:PublicUrl", "https://ehcp.council.example/");
        host.UseSetting("Ehcp:Mail:From", "ehcp@council.example");
        host.UseSetting("Ehcp:Mail:Smtp:Host", "127.0.0.1");
        host.UseSetting("Ehcp:Mail:Smtp:Port", $"{Sink.Port}");
        host.UseSetting("Ehcp:Mail:Smtp:Security", "None");
        host.UseSetting("Ehcp:Alerts:Default:SendMailbox", Mailbox);
        host.UseSetting("Ehcp:Alerts:Default:HeadOfSend", Head);
        host.UseSetting("Ehcp:Alerts:Default:Teams:North", Manager);
        host.UseSetting("Ehcp:Alerts:Default:Window", "always");
        host.UseSetting("Ehcp:Alerts:Digest", "off");
        host.UseSetting("Ehcp:Alerts:PauseMinutes", "0");
        SchedulerAtRest.UseKey(host, 0, "staff", StaffKey, "cases:read", "*");
        SchedulerAtRest.UseKey(host, 1, "leeds", LeedsKey, "cases:read", Leeds);
        host.ConfigureTestServices(services =>
        {
            services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(Clock);
            services.RemoveAll<IHostedService>();
            if (runsByItself)
            {
                services.AddQuartzHostedService().AddHostedService(own => own.GetRequiredService<MailDelivery>());
            }
        });
    }
}
