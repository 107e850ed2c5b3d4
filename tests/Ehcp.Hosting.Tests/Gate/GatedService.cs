using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ehcp.Hosting.Access;
using Ehcp.Hosting.Databases;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ehcp.Hosting.Tests.Gate;

/// <summary>A service that shows cases and has an access log, on a database of its own.</summary>
internal sealed class GatedService : IAsyncDisposable
{
    internal const string Birmingham = "E08000025";
    internal const string Dudley = "E08000027";

    private readonly WebApplication _app;
    private readonly TestDatabase _database;

    private GatedService(WebApplication app, TestDatabase database, LogLines log)
    {
        (_app, _database, Log) = (app, database, log);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Database = NpgsqlDataSource.Create(database.ConnectionString);
    }

    internal HttpClient Client { get; }

    internal NpgsqlDataSource Database { get; }

    internal LogLines Log { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Keys are called after what they are for: <c>dudley</c> may do everything there and nothing elsewhere, <c>all</c> everywhere.</summary>
    internal static async Task<GatedService> StartAsync(Action<WebApplication> map)
    {
        var database = await TestDatabase.CreateAsync("gated", async connectionString =>
        {
            await using var context = new GatedDbContext(new DbContextOptionsBuilder<GatedDbContext>().UseNpgsql(connectionString)
                .UseSnakeCaseNamingConvention().Options);
            await context.Database.EnsureCreatedAsync(Stop);
        });
        var log = new LogLines();
        var app = Build(map, database.ConnectionString, log);
        try
        {
            await app.StartAsync(Stop);
            return new(app, database, log);
        }
        catch
        {
            await app.DisposeAsync();
            await database.DisposeAsync();
            throw;
        }
    }

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key, object? body = null)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        return await Client.SendAsync(request, Stop);
    }

    internal Task<HttpResponseMessage> GetAsync(string path, string? key) => SendAsync(HttpMethod.Get, path, key);

    internal async Task<JsonNode> JsonAsync(string path, string key)
    {
        using var answer = await GetAsync(path, key);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Stop))!;
    }

    /// <summary>Each row, oldest first: who, what, what came of it, of which authority, and which cases and subjects.</summary>
    internal async Task<string[]> RowsAsync()
    {
        await using var select = Database.CreateCommand("""
            select concat_ws(' ', caller_id, what, outcome, coalesce(authority, '-'), array_to_string(case_references, ','),
                '|' || array_to_string(subjects, ','))
            from access_record order by id
            """);
        await using var reader = await select.ExecuteReaderAsync(Stop);
        var rows = new List<string>();
        while (await reader.ReadAsync(Stop))
        {
            rows.Add(reader.GetString(0));
        }

        return [.. rows];
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await Database.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static WebApplication Build(Action<WebApplication> map, string connectionString, LogLines log)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:Test"] = connectionString;
        foreach (var (index, (name, authority)) in new[] { ("dudley", Dudley), ("birmingham", Birmingham), ("all", "*") }.Index())
        {
            builder.Configuration[$"Ehcp:ApiKeys:{index}:Name"] = name;
            builder.Configuration[$"Ehcp:ApiKeys:{index}:Hash"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            builder.Configuration[$"Ehcp:ApiKeys:{index}:Authorities:0"] = authority;
            foreach (var (place, scope) in new[] { Scopes.ReadCases, Scopes.ReadAccess, Scopes.Admin }.Index())
            {
                builder.Configuration[$"Ehcp:ApiKeys:{index}:Scopes:{place}"] = scope;
            }
        }

        builder.Logging.ClearProviders().AddProvider(log);
        builder.AddServiceDefaults("gated");
        builder.AddDatabase<GatedDbContext>("Test");
        builder.AddAccessLog();
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapAccessLog();
        map(app);
        return app;
    }
}

public sealed class GatedDbContext(DbContextOptions<GatedDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddAccessLog();
}
