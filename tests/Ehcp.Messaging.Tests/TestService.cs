using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Ehcp.Hosting;
using Ehcp.Hosting.Access;
using Ehcp.Hosting.Databases;
using Ehcp.Hosting.Gate;
using Ehcp.Messaging.Admin;
using Ehcp.Messaging.Broker;
using Ehcp.Messaging.Outbox;
using Ehcp.TestKit;
using Ehcp.TestKit.Servers;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ehcp.Messaging.Tests;

/// <summary>A database and a virtual host of a test's own, and services on them.</summary>
public sealed class TestParts : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly TestVirtualHost _host;
    private readonly List<IAsyncDisposable> _owned = [];

    private TestParts(TestDatabase database, TestVirtualHost host)
    {
        (_database, _host) = (database, host);
        Data = NpgsqlDataSource.Create(database.ConnectionString);
        Queues = new Queues(host.Uri);
    }

    public NpgsqlDataSource Data { get; }

    public Queues Queues { get; }

    public string ConnectionString => _database.ConnectionString;

    public Uri Broker => _host.Uri;

    public static async Task<TestParts> CreateAsync() =>
        new(await TestDatabase.CreateAsync("messaging", TestDbContext.CreateAsync), await TestVirtualHost.CreateAsync());

    /// <summary>A service with an outbox, its hosted services not running: a test drives the relay.</summary>
    public async Task<TestService> ServiceAsync(TimeProvider? clock = null, params IEnumerable<(string, string?)> settings)
    {
        var service = TestService.Build(this, "intake", null, builder => builder.Services.AddSingleton(clock ?? TimeProvider.System), settings);
        _owned.Insert(0, service);
        await service.Get<IBusControl>().StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    /// <summary>A service as it runs.</summary>
    public async Task<TestService> RunningAsync(
        string name, Action<BrokerConsumers>? consume = null, Action<WebApplicationBuilder>? configure = null, params IEnumerable<(string, string?)> settings)
    {
        var service = TestService.Build(this, name, consume, configure, settings);
        _owned.Insert(0, service);
        await service.App.StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    public Proxy Cuttable(Uri server, int defaultPort) => Own(Proxy.To(server.Host, server.Port > 0 ? server.Port : defaultPort));

    public Proxy CuttableDatabase() => Own(Proxy.ToDatabase(ConnectionString));

    public string ThroughTo(Proxy proxy) => proxy.Through(ConnectionString);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Data.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public Task<long> RowsAsync() => ScalarAsync<long>("select count(*) from outbox");

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Data.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Sets how many messages a queue takes before it refuses more.</summary>
    public async Task LimitAsync(string queue, int messages)
    {
        var api = await TestServers.RabbitMqApiAsync();
        using var client = new HttpClient { BaseAddress = new UriBuilder(api) { UserName = "", Password = "" }.Uri };
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(api.UserInfo))));
        using var answer = await client.PutAsJsonAsync(
            new Uri($"api/policies/{_host.Name}/limit", UriKind.Relative),
            new Dictionary<string, object>
            {
                ["pattern"] = $"^{queue}$",
                ["apply-to"] = "queues",
                ["definition"] = new Dictionary<string, int> { ["max-length"] = messages },
            },
            TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var owned in _owned)
        {
            await owned.DisposeAsync();
        }

        await Queues.DisposeAsync();
        await Data.DisposeAsync();
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    private Proxy Own(Proxy proxy)
    {
        _owned.Add(proxy);
        return proxy;
    }
}

/// <summary>One service in this process.</summary>
public sealed class TestService : IAsyncDisposable
{
    private readonly Lazy<HttpClient> _client;

    private TestService(WebApplication app, LogLines log) =>
        (App, Log, _client) = (app, log, new(() => new HttpClient { BaseAddress = new Uri(app.Urls.Single()) }));

    public WebApplication App { get; }

    public LogLines Log { get; }

    public Outbox.Outbox Outbox => Get<Outbox.Outbox>();

    public OutboxRelay Relay => Get<OutboxRelay>();

    public HttpClient Client => _client.Value;

    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>Commits messages, one row each.</summary>
    public async Task AnnounceAsync<T>(params IEnumerable<T> messages)
        where T : class
    {
        await using var connection = await Get<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var message in messages)
        {
            batch.BatchCommands.Add(Outbox.Insert(message));
        }

        await batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public Task<int> DeliverAsync() => Relay.DeliverBatchAsync(TestContext.Current.CancellationToken);

    public Task<string> MetricsAsync() => Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>The value of the only sample of that name.</summary>
    public async Task<string?> MetricAsync(string name) =>
        Regex.Match(await MetricsAsync(), $@"^{name}(\{{[^}}]*\}})? (?<value>\S+)", RegexOptions.Multiline).Groups["value"].Value;

    public async Task<bool> IsReadyAsync()
    {
        using var answer = await Client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_client.IsValueCreated)
        {
            Client.Dispose();
        }

        await App.DisposeAsync();
    }

    internal static TestService Build(
        TestParts parts, string name, Action<BrokerConsumers>? consume, Action<WebApplicationBuilder>? configure,
            IEnumerable<(string Name, string? Value)> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["ConnectionStrings:Test"] = parts.ConnectionString, ["ConnectionStrings:Broker"] = parts.Broker.ToString() });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)));
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.AddServiceDefaults(name);
        builder.AddDatabase<TestDbContext>("Test");
        builder.AddOutbox("Test");
        builder.AddAccessLog();
        builder.AddBroker(consume);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapMessageAdmin();
        LogContext.ConfigureCurrentLogContext(app.Services.GetRequiredService<ILoggerFactory>());
        return new TestService(app, log);
    }
}

public sealed class TestDbContext(DbContextOptions<TestDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddOutbox().AddAccessLog();

    internal static async Task CreateAsync(string connectionString)
    {
        var options = new DbContextOptionsBuilder<TestDbContext>().UseNpgsql(connectionString).UseSnakeCaseNamingConvention().Options;
        await using var db = new TestDbContext(options);
        await db.Database.EnsureCreatedAsync();
        await db.Database.ExecuteSqlRawAsync("alter table outbox alter column body set storage external");
        await db.Database.ExecuteSqlRawAsync("""
            alter table outbox set (
              autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = false)
            """);
        await db.Database.ExecuteSqlRawAsync("create table effect (id text primary key)");
    }
}
