using Ehcp.Hosting.Api;
using Ehcp.Hosting.Databases;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ehcp.Hosting.Tests;

/// <summary>A service with nothing but the defaults and a few routes.</summary>
public sealed class SmallService : IAsyncDisposable
{
    /// <summary>The key whose hash is in the settings.</summary>
    public const string Key = "a-key-of-a-test";

    private SmallService(WebApplication app, LogLines log)
    {
        (App, Log) = (app, log);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public WebApplication App { get; }

    public LogLines Log { get; }

    public HttpClient Client { get; }

    public static WebApplication Build(string environment, LogLines? log, params IEnumerable<(string Name, string? Value)> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        foreach (var (name, value) in settings)
        {
            builder.Configuration[name] = value;
        }

        builder.Logging.ClearProviders();
        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }

        builder.AddServiceDefaults("test");
        if (builder.Configuration["ConnectionStrings:Test"] is not null)
        {
            builder.AddDatabase<EmptyDbContext>("Test");
        }

        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapPost("/v1/events", () => TypedResults.Ok("taken")).Gate(Scopes.SendEvents).ShowsNoCase();
        app.MapGet("/who", (HttpContext context) => TypedResults.Ok(new Dictionary<string, object>
        {
            ["name"] = context.User.KeyName(),
            ["synergy"] = context.User.MaySendFrom("https://synergy.example"),
            ["other"] = context.User.MaySendFrom("https://other.example"),
            ["sandwell"] = Caller.Of(context.User).MaySendOf("E08000028"),
            ["birmingham"] = Caller.Of(context.User).MaySendOf("E08000025"),
        })).Gate(Scopes.SendEvents, Scopes.ReadCases).ShowsNoCase();
        app.MapGet("/page", () => TypedResults.Ok("figures")).Gate(Scopes.ReadFigures).OrDeveloper().ShowsNoCase();
        app.MapPost("/page", () => TypedResults.Ok("changed")).Gate(Scopes.ReadFigures).OrDeveloper().ShowsNoCase();
        app.MapGet("/broken", IResult () => throw new InvalidOperationException("A bug, with a secret in it.")).Open();
        app.MapGet("/away", IResult () => throw new NpgsqlException("Failed to connect", new IOException())).Open();
        app.MapGet("/v1/bound", (int? limit, long? after, string? team, DateOnly? from, DateTimeOffset? asOf, bool dryRun = false) =>
            TypedResults.Ok(new Bound(limit, after, team, from, asOf, dryRun))).Open();
        app.MapGet("/v1/described/{authority}", (string authority, string state, DateTimeOffset? asOf) =>
            TypedResults.Ok(new[] { authority, state, asOf is { } at ? Instants.Write(at) : "" }))
            .Open().Describes(Described);
        app.MapPost("/v1/acts", (Act act, bool? dryRun) => DryRun.TryDecide(dryRun, act.DryRun, absent: false, out var dry, out var contradiction)
            ? (IResult)TypedResults.Ok(new Acted(dry)) : contradiction).Open().Produces<Acted>();
        app.MapPost("/v1/lists", (long[] ids) => TypedResults.Ok(ids.Length)).Open();
        app.MapGet("/hidden", () => TypedResults.Ok("not described")).Open().ExcludeFromDescription();
        return app;
    }

    internal sealed record Bound(int? Limit, long? After, string? Team, DateOnly? From, DateTimeOffset? AsOf, bool DryRun);

    internal sealed record Act(string From, string? To = null, int Count = 0, bool? DryRun = null, Act[]? Others = null);

    internal sealed record Acted(bool DryRun);

    private static RouteText Described { get; } = new("ReadDescribed", "Tests", "Reads it", "All of it.")
    {
        Parameters =
        [
            new("authority", Takes.Authority, "Whose.", "330"),
            new("state", Takes.OneOf("open", "closed"), "Only those.", "open") { Required = true },
            new("asOf", Takes.Instant(), "When.", "2026-05-25T06:41:00Z"),
        ],
        Answers = [new(200, "What was asked", typeof(string[]), """["E08000025", "open", ""]"""), RouteAnswer.Of(ProblemCatalogue.UnknownAuthority)],
    };

    public static async Task<SmallService> StartAsync(string environment = "Development", params IEnumerable<(string Name, string? Value)> settings)
    {
        var log = new LogLines();
        var app = Build(environment, log, settings);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SmallService(app, log);
    }

    public static (string, string?)[] KeyWith(params IEnumerable<string> scopes) =>
    [
        ("Ehcp:ApiKeys:0:Name", "synergy"),
        ("Ehcp:ApiKeys:0:Hash", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Key)))),
        ("Ehcp:ApiKeys:0:Sources:0", "https://synergy.example"),
        ("Ehcp:ApiKeys:0:Authorities:0", "E08000028"),
        .. scopes.Select((scope, index) => ($"Ehcp:ApiKeys:0:Scopes:{index}", (string?)scope)),
    ];

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key = null, HttpContent? body = null, string? accept = null)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body };
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }
}
