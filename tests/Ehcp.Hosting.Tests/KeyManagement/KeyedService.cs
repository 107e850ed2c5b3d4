using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ehcp.Hosting.Databases;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.KeyManagement;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Tests.Gate;
using Ehcp.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ehcp.Hosting.Tests.KeyManagement;

/// <summary>
/// An instance of a service with a table of keys. Its settings have the keys <c>boss</c>, who may do everything, and <c>dudley</c>, who may do so for one
/// authority and one source.
/// </summary>
internal sealed partial class KeyedService : IAsyncDisposable
{
    internal const string Birmingham = "E08000025";
    internal const string Dudley = "E08000027";

    private readonly WebApplication _app;

    private KeyedService(WebApplication app, LogLines log)
    {
        (_app, Log) = (app, log);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    internal HttpClient Client { get; }

    internal LogLines Log { get; }

    internal IServiceProvider Services => _app.Services;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The statements that make the tables, as the script of a service has them.</summary>
    /// <param name="service">Intake, Scheduler or Reporting.</param>
    internal static string Tables(string service) => KeyTables().Match(
        File.ReadAllText(Path.Combine(Checkout.Folder, "services", $"Ehcp.{service}", "Schema", "0001-initial.sql"))).Value;

    internal static Task<TestDatabase> DatabaseAsync() => TestDatabase.CreateAsync("keyed", async connectionString =>
    {
        await using var context = new GatedDbContext(new DbContextOptionsBuilder<GatedDbContext>().UseNpgsql(connectionString)
            .UseSnakeCaseNamingConvention().Options);
        await context.Database.EnsureCreatedAsync(Stop);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await source.ExecuteAsync(Tables("Intake"));
    });

    internal static async Task<KeyedService> StartAsync(
        string connectionString, TimeProvider? clock = null, KeyQuotaUnit quota = KeyQuotaUnit.Requests,
        params IEnumerable<(string Name, string Value)> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:Test"] = connectionString;
        Key(0, "boss", "*", "*");
        Key(1, "dudley", Dudley, "one");
        foreach (var (name, value) in settings)
        {
            builder.Configuration[name] = value;
        }

        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.AddServiceDefaults("keyed");
        builder.AddDatabase<GatedDbContext>("Test");
        builder.AddAccessLog();
        builder.AddKeyTable(quota);
        if (clock is not null)
        {
            builder.Services.RemoveAll<TimeProvider>().AddSingleton(clock);
        }

        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapAccessLog();
        app.MapKeys();
        app.MapGet("/who", (HttpContext context) => TypedResults.Ok(Caller.Of(context.User).Id)).Gate([.. Scopes.All]).ShowsNoCase();
        app.MapPost("/send", (HttpContext context, int count, TimeProvider time) =>
            context.TakeOfToday(count, time) is { } used ? (IResult)used : TypedResults.Ok(count)).Gate(Scopes.SendEvents).ShowsNoCase();
        await app.StartAsync(Stop);
        return new(app, log);

        void Key(int index, string name, string authority, string source)
        {
            var key = $"Ehcp:ApiKeys:{index}";
            builder.Configuration[$"{key}:Name"] = name;
            builder.Configuration[$"{key}:Hash"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            builder.Configuration[$"{key}:Authorities:0"] = authority;
            builder.Configuration[$"{key}:Sources:0"] = source;
            string[] scopes = name == "boss" ? Scopes.All : [Scopes.Operate, Scopes.SendEvents, Scopes.ReadCases];
            foreach (var (place, scope) in scopes.Index())
            {
                builder.Configuration[$"{key}:Scopes:{place}"] = scope;
            }
        }
    }

    internal async Task<(int Status, JsonNode? Json)> SendAsync(HttpMethod method, string path, string? key, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        using var answer = await Client.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        var json = text.StartsWith('{') ? JsonNode.Parse(text) : null;
        if (answer.Headers.RetryAfter?.Delta is { } wait)
        {
            json!["retryAfter"] = (int)wait.TotalSeconds;
        }

        return ((int)answer.StatusCode, json);
    }

    internal Task<(int Status, JsonNode? Json)> PostAsync(string path, string? key, object? body = null) => SendAsync(HttpMethod.Post, path, key, body);

    internal Task<(int Status, JsonNode? Json)> GetAsync(string path, string? key) => SendAsync(HttpMethod.Get, path, key);

    /// <summary>Makes a key as the boss.</summary>
    /// <returns>Its secret.</returns>
    internal async Task<string> CreateAsync(object key)
    {
        var (status, json) = await PostAsync("/v1/keys", "boss", key);
        Assert.True(status == 201, json?.ToJsonString());
        return (string)json!["secret"]!;
    }

    /// <summary>What <c>/who</c> answers to a key: 200 where it is known and has any scope.</summary>
    internal async Task<int> KnowsAsync(string key) => (await GetAsync("/who", key)).Status;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    [GeneratedRegex("-- Keys that were made.*?create unique index ux_api_key_secret_newest[^\n]*\n", RegexOptions.Singleline)]
    private static partial Regex KeyTables();
}
