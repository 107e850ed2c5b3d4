using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ehcp.TestKit.Servers;

/// <summary>A request on its way to a service.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path and query.</param>
/// <param name="Headers">Its headers, of the body too.</param>
/// <param name="Body">Its body.</param>
public sealed record PassedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>An answer on its way back.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body.</param>
/// <param name="Headers">Its headers.</param>
public sealed record PassedAnswer(int Status, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>Stands between a sender and a service on a port of its own, and passes everything on but for what a test changes.</summary>
public sealed class DoorBetween : IAsyncDisposable
{
    private static readonly string[] Own = ["Host", "Connection", "Transfer-Encoding", "Content-Length", "Keep-Alive", "Date", "Server"];

    private readonly WebApplication _app;
    private readonly HttpClient _service;

    private DoorBetween(WebApplication app, HttpClient service) => (_app, _service) = (app, service);

    /// <summary>What a test does with a request: asks <paramref name="service"/> once, often or not at all. Null breaks the connection without an answer.</summary>
    public delegate Task<PassedAnswer?> Change(PassedRequest request, Func<PassedRequest, Task<PassedAnswer>> service);

    /// <summary>Where senders send to.</summary>
    public Uri Address => new(_app.Urls.Single());

    public static async Task<DoorBetween> StartAsync(Uri service, Change change)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var door = new DoorBetween(builder.Build(), new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = service });
        door._app.Run(context => door.PassAsync(context, change));
        await door._app.StartAsync();
        return door;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _service.Dispose();
    }

    private async Task PassAsync(HttpContext context, Change change)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new PassedRequest(
            context.Request.Method, context.Request.Path + context.Request.QueryString,
            context.Request.Headers.Where(header => !Own.Contains(header.Key))
                .ToDictionary(header => header.Key, header => header.Value.ToString()),
            body.ToArray());
        if (await change(request, AskAsync) is not { } answer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(answer.Body);
    }

    private async Task<PassedAnswer> AskAsync(PassedRequest request)
    {
        using var message = new HttpRequestMessage(new(request.Method), request.Path);
        if (request.Method is not ("GET" or "HEAD" or "DELETE"))
        {
            message.Content = new ByteArrayContent(request.Body);
        }

        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var answer = await _service.SendAsync(message);
        return new(
            (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(),
            answer.Headers.Concat(answer.Content.Headers).Where(header => !Own.Contains(header.Key))
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value)));
    }
}
