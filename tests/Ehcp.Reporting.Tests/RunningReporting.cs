using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Hosting.Databases;
using Ehcp.Reporting.Known.Minutes;
using Ehcp.Reporting.Known.Projections;
using Ehcp.Reporting.Sums;
using Ehcp.TestKit;
using Ehcp.TestKit.Api;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Ehcp.Reporting.Tests;

/// <summary>The service as it ships, on a database of its own; with a broker only where a test is about one.</summary>
internal sealed class RunningReporting : WebApplicationFactory<ReportingDbContext>
{
    internal const string Key = "key-of-the-tests";
    internal const string BirminghamKey = "key-of-birmingham";
    internal const string BirminghamReader = "key-of-a-reader-of-birmingham";
    internal const string AdminKey = "key-of-the-admin";

    /// <summary>Half past one in the afternoon in London.</summary>
    internal static readonly DateTimeOffset Noon = new(2026, 5, 25, 12, 30, 0, TimeSpan.Zero);

    private readonly TestDatabase _database;
    private readonly Uri? _broker;
    private readonly string _environment;

    private RunningReporting(TestDatabase database, Uri? broker, string environment) => (_database, _broker, _environment) = (database, broker, environment);

    internal FakeTimeProvider Clock { get; } = new(Noon);

    private Action<IWebHostBuilder>? Configure { get; init; }

    internal NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    internal CaseProjection Projection => Services.GetRequiredService<CaseProjection>();

    /// <summary>A service that knows nothing yet. One that another test has done with is emptied and lent again: starting costs a second.</summary>
    internal static async Task<RunningReporting> StartAsync() =>
        IdleServices.TryTake() ?? await StartAsync(broker: null, "Production");

    /// <summary>A service with a port, for a browser or a broker.</summary>
    internal static async Task<RunningReporting> StartAsync(Uri? broker, string environment, Action<IWebHostBuilder>? configure = null)
    {
        var reporting = new RunningReporting(await TestDatabase.CreateAsync("reporting", MigrateAsync), broker, environment) { Configure = configure };
        reporting.UseKestrel(0);
        reporting.StartServer();
        return reporting;
    }

    internal HttpClient Client(string? key = Key)
    {
        var client = CreateDefaultClient(ClientOptions.BaseAddress, new CookieContainerHandler(), new DescribedAnswers(DescribedService.Reporting));
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add("X-Api-Key", key);
        }

        return client;
    }

    internal Task<int> KnowsAsync(params IEnumerable<CaseSnapshot> snapshots) =>
        Projection.ApplyAsync(snapshots, TestContext.Current.CancellationToken);

    internal string ConnectionString => _database.ConnectionString;

    internal SumChanges Sums => Services.GetRequiredService<SumChanges>();

    /// <summary>Intake tells that before an instant it recorded what the figures hold, and so many events more in some minutes.</summary>
    internal async Task<DateTimeOffset?> IntakeTellsAsync(DateTimeOffset to, params IEnumerable<RecordedMinute> others)
    {
        var agree = Services.GetRequiredService<AgreeMinutes>();
        await agree.RunAsync(TestContext.Current.CancellationToken);
        var minutes = new Dictionary<DateTimeOffset, int>();
        await using (var counted = Database.CreateCommand("select minute, counted from recorded_minute"))
        await using (var reader = await counted.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                minutes[reader.GetFieldValue<DateTimeOffset>(0)] = reader.GetInt32(1);
            }
        }

        foreach (var other in others)
        {
            minutes[other.Minute] = minutes.GetValueOrDefault(other.Minute) + other.Events;
        }

        await new MinutesRecordedConsumer(Database).KeepAsync(
            [new(DateTimeOffset.UnixEpoch, to, [.. minutes.Where(minute => minute.Key < to).Select(minute => new RecordedMinute(minute.Key, minute.Value))])],
                TestContext.Current.CancellationToken);
        return (await agree.RunAsync(TestContext.Current.CancellationToken)).CompleteTo;
    }

    /// <summary>Knows nothing again.</summary>
    internal async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await using var empty = Database.CreateCommand(
            "truncate case_snapshot, known_request, rules_release, figure_change_new, figure_change, figure_sum, figure_known_sum, known_review, "
            + "known_duty, recorded_minute, counted_change, announced_span, daily_queue, daily_queue_day, bi_reader; update "
            + "completeness set complete_to = null, "
            + "announced_to = null; alter table access_record disable trigger all; truncate access_record; alter table access_record enable trigger all; "
            + "alter table report disable trigger all; truncate report restart identity; alter table report enable trigger all; "
            + "alter table reconciliation disable trigger all; truncate reconciliation, reconciliation_difference, reconciliation_error, "
            + "reconciliation_mark restart identity; alter table reconciliation enable trigger all");
        await empty.ExecuteNonQueryAsync(cancellationToken);
    }

    internal async Task<JsonElement> GetAsync(string path, string key = Key)
    {
        using var client = Client(key);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_environment);
        builder.UseSetting("ConnectionStrings:Reporting", _database.ConnectionString);
        builder.UseSetting("ConnectionStrings:Broker", (_broker ?? new Uri("amqp://guest:guest@127.0.0.1:1")).AbsoluteUri);
        UseKey(builder, 0, "tests", Key, "*");
        UseKey(builder, 1, "birmingham", BirminghamKey, "E08000025");
        UseKey(builder, 2, "admin", AdminKey, "*", "admin");
        UseKey(builder, 3, "reader", BirminghamReader, "E08000025", "cases:read");
        Configure?.Invoke(builder);
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            if (_broker is null)
            {
                services.RemoveAll<IBusControl>();
                foreach (var bus in services.Where(IsBus).ToList())
                {
                    services.Remove(bus);
                }
            }
        });
    }

    [SuppressMessage("Usage", "CA2215", Justification = "Lent to the next test instead.")]
    public override async ValueTask DisposeAsync()
    {
        if (_broker is null && _environment == "Production" && Configure is null)
        {
            await ForgetAsync(CancellationToken.None);
            Clock.AdjustTime(Noon);
            IdleServices.Add(this);
            return;
        }

        await StopAsync();
    }

    internal async ValueTask StopAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static bool IsBus(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService) && service.ImplementationType is { } type
        && (type.Namespace?.StartsWith("MassTransit", StringComparison.Ordinal) == true || type.FullName == "Ehcp.Messaging.Broker.BusWatch");

    private static void UseKey(IWebHostBuilder builder, int index, string name, string key, string authority, string scope = "figures:read")
    {
        builder.UseSetting($"Ehcp:ApiKeys:{index}:Name", name);
        builder.UseSetting($"Ehcp:ApiKeys:{index}:Hash", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
        builder.UseSetting($"Ehcp:ApiKeys:{index}:Scopes:0", scope);
        builder.UseSetting($"Ehcp:ApiKeys:{index}:Authorities:0", authority);
        if (authority == "*" && scope == "figures:read")
        {
            builder.UseSetting($"Ehcp:ApiKeys:{index}:Scopes:1", "cases:read");
        }
    }

    internal static async Task MigrateAsync(string connectionString)
    {
        await using var db = new ReportingDbContext(DatabaseServices.Options<ReportingDbContext>(connectionString));
        await db.UpdateSchemaAsync(CancellationToken.None);
    }
}
