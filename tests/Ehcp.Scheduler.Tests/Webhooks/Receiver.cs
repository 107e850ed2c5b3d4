using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ehcp.Scheduler.Tests.Webhooks;

/// <summary>A delivery as it came.</summary>
internal sealed record Delivery(string Id, string Time, string Signature, string MediaType, string Body)
{
    /// <summary>Each as <c>41 ehcp.deadline-breached.v1 C-1</c>.</summary>
    internal IEnumerable<string> Events => JsonNode.Parse(Body)!.AsArray().Select(one => $"{one!["id"]} {one["type"]} {one["subject"]}");

    /// <summary>The same without the place.</summary>
    internal IEnumerable<string> Told => Events.Select(one => one[(one.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
}

/// <summary>A system that is told: a web server with a port, which answers as the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    internal ConcurrentQueue<Delivery> Taken { get; } = new();

    internal ConcurrentQueue<Delivery> Seen { get; } = new();

    /// <summary>What is answered to a delivery; 204 takes it.</summary>
    internal Func<Delivery, HttpContext, Task<int>> AnswerAsync { get; set; } = (_, _) => Task.FromResult(204);

    internal string Url => _app.Urls.Single() + "/hooks/ehcp";

    internal static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.MapPost("/hooks/ehcp", receiver.HandleAsync);
        app.MapFallback(context =>
        {
            receiver.Seen.Enqueue(new("elsewhere", "", "", "", ""));
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers;
        var delivery = new Delivery(
            headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(),
            context.Request.ContentType ?? "", await reader.ReadToEndAsync());
        Seen.Enqueue(delivery);
        context.Response.StatusCode = await AnswerAsync(delivery, context);
        if (context.Response.StatusCode is >= 200 and < 300)
        {
            Taken.Enqueue(delivery);
        }
    }
}
