using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.Hosting.Databases;
using Ehcp.Intake.Storage;
using Ehcp.Messaging.Outbox;
using Ehcp.TestKit;
using Ehcp.TestKit.Api;
using Ehcp.TestKit.Walks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Ehcp.Intake.Tests;

/// <summary>The service on Kestrel over a database of its own. The relay rests, so that a test can read what it would send.</summary>
public sealed class RunningIntake : IAsyncLifetime
{
    internal const string AnyKey = "intake-any-key";
    internal const string SynergyKey = "intake-synergy-birmingham-key";
    internal const string ReaderKey = "intake-reader-key";
    internal const string AdminKey = "intake-admin-key";
    internal const string AuditorKey = "intake-auditor-key";

    /// <summary>What the conformance kit sends for, by the key of <see cref="Upstream"/>.</summary>
    internal const string ConformanceSource = "conformance-kit";

    /// <summary>An event grid that may deliver.</summary>
    internal const string Grid = "grid.example";

    /// <summary>Wednesday 15 July 2026, 23:30 UTC: in London it is Thursday.</summary>
    internal static readonly DateTimeOffset Now = new(2026, 7, 15, 23, 30, 0, TimeSpan.Zero);

    /// <summary>A broker for the door there, open to the key named <see cref="Upstream"/>; null: there is none, and the door is shut.</summary>
    internal Uri? Broker { get; init; }

    /// <summary>Sets that the door at the broker deals with at the same time.</summary>
    internal int Readers { get; init; } = 2;

    /// <summary>Whether that user may send for every source and authority.</summary>
    internal bool UpstreamSendsEverything { get; init; }

    /// <summary>What a broker's user is called that may send for one source and authority. A broker knows its users for all its virtual hosts.</summary>
    internal string Upstream { get; } = $"upstream-{Guid.NewGuid():n}";

    private TestDatabase _database = null!;
    private WebApplicationFactory<IntakeDbContext> _service = null!;

    internal IReadOnlyList<string> WalkKeys { get; private set; } = [];

    internal LogLines Log { get; } = new();

    internal FakeTimeProvider Clock { get; } = new(Now);

    internal HttpClient Client { get; private set; } = null!;

    internal NpgsqlDataSource Database => _service.Services.GetRequiredService<NpgsqlDataSource>();

    internal string ConnectionString => _database.ConnectionString;

    internal IServiceProvider Services => _service.Services;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("intake", MigrateAsync);
        _service = new WebApplicationFactory<IntakeDbContext>().WithWebHostBuilder(Configure);
        _service.UseKestrel();
        _service.StartServer();
        Client = Caller(AnyKey);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _service.DisposeAsync();
        await _database.DisposeAsync();
    }

    internal HttpClient Caller(string? key)
    {
        var caller = _service.CreateDefaultClient(_service.ClientOptions.BaseAddress, new DescribedAnswers(DescribedService.Intake));
        if (key is not null)
        {
            caller.DefaultRequestHeaders.Add("X-Api-Key", key);
        }

        return caller;
    }

    internal Task<Answer> SendAsync(JsonNode one) => SendAsync(one.ToJsonString(), "application/cloudevents+json");

    internal Task<Answer> SendBatchAsync(params IEnumerable<JsonNode?> events) =>
        SendAsync($"[{string.Join(',', events.Select(one => one?.ToJsonString() ?? "null"))}]", "application/cloudevents-batch+json");

    internal Task<Answer> SendAsync(string body, string mediaType, string key = AnyKey) => SendAsync(Encoding.UTF8.GetBytes(body), mediaType, key);

    internal async Task<Answer> SendAsync(byte[] body, string? mediaType, string? key = AnyKey, IEnumerable<(string Name, string Value)>? headers = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType);
        foreach (var (name, value) in headers ?? [])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var caller = key == AnyKey ? null : Caller(key);
        return await Answer.OfAsync(await (caller ?? Client).SendAsync(request, TestContext.Current.CancellationToken));
    }

    internal async Task<Answer> GetAsync(string address, string? key = AnyKey)
    {
        using var caller = Caller(key);
        return await Answer.OfAsync(await caller.GetAsync(address, TestContext.Current.CancellationToken));
    }

    /// <summary>Makes a key that may send every event.</summary>
    /// <returns>Its secret.</returns>
    internal async Task<string> CreateKeyAsync(string name, int? requestsPerMinute = null, int? dailyQuota = null)
    {
        using var caller = Caller(TestKit.Walks.WalkKeys.All);
        using var answer = await caller.PostAsync(new Uri("/v1/keys", UriKind.Relative), JsonContent.Create(
            new { name, scopes = new[] { "events:send" }, sources = new[] { "*" }, authorities = new[] { "*" }, requestsPerMinute, dailyQuota }),
            TestContext.Current.CancellationToken);
        return (string)JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["secret"]!;
    }

    /// <summary>The database takes no connections, and those that there were are broken, until what this gives is disposed of.</summary>
    internal async Task<IAsyncDisposable> WithoutDatabaseAsync()
    {
        await SetConnectionsAsync(allowed: false);
        return new Back(() => SetConnectionsAsync(allowed: true));
    }

    private async Task SetConnectionsAsync(bool allowed)
    {
        var settings = new NpgsqlConnectionStringBuilder(await TestServers.PostgresAsync()) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var database = new NpgsqlConnectionStringBuilder(Database.ConnectionString).Database;
        await using var command = new NpgsqlCommand(
            $"alter database {database} allow_connections {allowed}; select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}' and not {allowed}", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What the relay would send of facts, in order.</summary>
    internal async Task<List<RecordedFact>> AnnouncedAsync() =>
        [.. (await MessagesAsync()).SelectMany(message => JsonSerializer.Deserialize<FactsRecorded>(message.Body, ContractsJson.Options)!.Facts)];

    /// <summary>What it would send of minutes, in order.</summary>
    internal async Task<List<MinutesRecorded>> MinutesAsync() =>
        [.. (await MessagesAsync<MinutesRecorded>()).Select(message => JsonSerializer.Deserialize<MinutesRecorded>(message.Body, ContractsJson.Options)!)];

    internal Task<List<OutboxMessage>> MessagesAsync() => MessagesAsync<FactsRecorded>();

    internal async Task<List<OutboxMessage>> MessagesAsync<T>()
    {
        await using var scope = _service.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IntakeDbContext>().Set<OutboxMessage>()
            .Where(message => message.Type == typeof(T).FullName)
            .OrderBy(message => message.Id).ToListAsync(TestContext.Current.CancellationToken);
    }

    internal async Task<string> EverythingStoredAsync() => string.Join('\n', (List<string>)
    [
        .. await Database.RowsAsync("select l.*, convert_from(body, 'UTF8') from ledger l"),
        .. await Database.RowsAsync("select * from rejection"),
        .. await Database.RowsAsync("select o.*, convert_from(body, 'UTF8') from outbox o"),
        .. await Database.RowsAsync("select * from import"),
        .. await Database.RowsAsync("select * from import_row"),
        .. await Database.RowsAsync("select * from extract"),
        .. await Database.RowsAsync("select m.*, convert_from(body, 'UTF8') from mapping m"),
        .. await Database.RowsAsync("select * from access_record"),
        .. await Database.RowsAsync("select * from api_key"),
        .. await Database.RowsAsync("select * from api_key_secret"),
        .. await Database.RowsAsync("select * from source_count"),
        .. await Database.RowsAsync("select * from source_hour"),
        .. await Database.RowsAsync("select * from source_seen"),
    ]);

    private static async Task MigrateAsync(string connectionString)
    {
        await using var context = new IntakeDbContext(DatabaseServices.Options<IntakeDbContext>(connectionString));
        await context.UpdateSchemaAsync(CancellationToken.None);
    }

    private void Configure(IWebHostBuilder host)
    {
        host.UseEnvironment("Test");
        host.UseUrls("http://127.0.0.1:0");
        host.UseSetting("ConnectionStrings:Intake", _database.ConnectionString);
        host.UseSetting("ConnectionStrings:Broker", Broker?.ToString() ?? "amqp://localhost:1/at-rest");
        host.UseSetting("Ehcp:Intake:WebhookOrigins:0", Grid);
        host.UseSetting("Ehcp:Inbound:Enabled", Broker is null ? "false" : "true");
        host.UseSetting("Ehcp:Inbound:Readers", $"{Readers}");
        UseKey(host, 0, "any", AnyKey, "events:send", "*", "*");
        UseKey(host, 1, "synergy", SynergyKey, "events:send", "synergy", "E08000025");
        UseKey(host, 2, "reader", ReaderKey, "cases:read", "*", "*");
        UseKey(host, 3, "admin", AdminKey, "admin", "*", "*");
        UseKey(host, 4, "auditor", AuditorKey, "access:read", "*", "*");
        UseKey(host, 5, Upstream, Upstream, "events:send", UpstreamSendsEverything ? "*" : "synergy", UpstreamSendsEverything ? "*" : "E08000025");
        host.UseSetting("Ehcp:ApiKeys:5:Sources:1", ConformanceSource);
        WalkKeys = host.UseWalkKeys("E08000025", "their-source");
        host.ConfigureLogging(logging => logging.AddProvider(Log));
        host.ConfigureTestServices(services =>
        {
            services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(Clock);
            foreach (var resting in services.Where(IsOfTheBroker).ToArray())
            {
                services.Remove(resting);
            }
        });
    }

    private static bool IsOfTheBroker(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
        && (service.ImplementationType?.Namespace?.StartsWith("MassTransit", StringComparison.Ordinal) == true
            || service.ImplementationFactory?.Method.ReturnType == typeof(OutboxRelay));

    private static void UseKey(IWebHostBuilder host, int index, string name, string key, string scope, string source, string authority)
    {
        var setting = $"Ehcp:ApiKeys:{index}";
        host.UseSetting($"{setting}:Name", name);
        host.UseSetting($"{setting}:Hash", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
        host.UseSetting($"{setting}:Scopes:0", scope);
        host.UseSetting($"{setting}:Sources:0", source);
        host.UseSetting($"{setting}:Authorities:0", authority);
    }

    private sealed class Back(Func<Task> comes) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await comes();
    }
}
