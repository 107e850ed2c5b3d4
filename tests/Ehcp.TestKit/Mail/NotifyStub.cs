using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Ehcp.TestKit;

/// <summary>How the stub ends one request to send.</summary>
public enum NotifyAnswer
{
    Accept,

    /// <summary>429.</summary>
    RateLimit,

    /// <summary>500.</summary>
    Fail,

    /// <summary>400: the service is in trial mode.</summary>
    Refuse,

    /// <summary>400: the address is no address.</summary>
    RefuseAddress,

    /// <summary>It is taken, and the connection is cut: the sender cannot know.</summary>
    AcceptAndDrop,
}

/// <summary>A notification the stub took.</summary>
/// <param name="Status">As Notify calls it.</param>
public sealed record TakenNotification(string Id, string? Reference, string To, string Subject, string Body, string Status);

/// <summary>GOV.UK Notify as its REST documentation has it: signed requests, e-mails from a template, answers by id and by reference, and its errors.</summary>
public sealed class NotifyStub : IAsyncDisposable
{
    public const string ServiceId = "26785a09-ab16-4eb0-8407-a37497a57506";
    public const string Secret = "3d844edf-8d35-48ac-975b-e847b4f122b0";
    public const string ApiKey = $"alerts-{ServiceId}-{Secret}";
    public const string TemplateId = "f33517ff-2a88-4f6e-b855-c550268ce08a";

    // The documentation: a token is good within 30 seconds of its time.
    private static readonly TimeSpan TokenIsGood = TimeSpan.FromSeconds(30);

    private readonly WebApplication _notify;
    private readonly ConcurrentDictionary<string, TakenNotification> _taken = new();
    private readonly ConcurrentQueue<string> _inOrder = new();
    private readonly ConcurrentQueue<NotifyAnswer> _next = new();
    private int _attempts;

    private NotifyStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _notify = builder.Build();
        _notify.Use(async (context, next) =>
        {
            if (WhyNotSigned(context.Request.Headers.Authorization.ToString()) is { } why)
            {
                await Error(403, "AuthError", why).ExecuteAsync(context);
                return;
            }

            await next(context);
        });
        _notify.MapPost("/v2/notifications/email", (Delegate)SendAsync);
        _notify.MapGet("/v2/notifications/{id:guid}", (string id) =>
            _taken.TryGetValue(id, out var found) ? Results.Json(Shown(found)) : Error(404, "NoResultFound", "No result found"));
        _notify.MapGet("/v2/notifications", (string? reference, string? template_type) => Results.Json(new JsonObject
        {
            ["notifications"] = new JsonArray(
                [.. Taken.Reverse().Where(each => (reference is null || each.Reference == reference) && template_type is null or "email")
                    .Take(250).Select(Shown)]),
            ["links"] = new JsonObject { ["current"] = "/v2/notifications" },
        }));
    }

    /// <summary>What was taken, the oldest first.</summary>
    public IReadOnlyList<TakenNotification> Taken => [.. _inOrder.Select(id => _taken[id])];

    /// <summary>How often somebody asked it to send, whatever became of it.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    public Uri Url => new(_notify.Urls.Single() + "/");

    public static async Task<NotifyStub> StartAsync()
    {
        var stub = new NotifyStub();
        await stub._notify.StartAsync();
        return stub;
    }

    public void AnswerNext(params ReadOnlySpan<NotifyAnswer> answers)
    {
        foreach (var answer in answers)
        {
            _next.Enqueue(answer);
        }
    }

    /// <summary>What Notify has learnt of a notification since.</summary>
    public void Becomes(string id, string status) => _taken[id] = _taken[id] with { Status = status };

    public ValueTask DisposeAsync() => _notify.DisposeAsync();

    private async Task<IResult> SendAsync(HttpContext context)
    {
        Interlocked.Increment(ref _attempts);
        var answer = _next.TryDequeue(out var next) ? next : NotifyAnswer.Accept;
        switch (answer)
        {
            case NotifyAnswer.RateLimit:
                return Error(429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds");
            case NotifyAnswer.Fail:
                return Error(500, "Exception", "Internal server error");
            case NotifyAnswer.Refuse:
                return Error(
                    400, "BadRequestError",
                    "Can't send to this recipient when service is in trial mode - see https://www.notifications.service.gov.uk/trial-mode");
            case NotifyAnswer.RefuseAddress:
                return Error(400, "ValidationError", "email_address Not a valid email address");
        }

        var asked = await JsonNode.ParseAsync(context.Request.Body);
        var personal = asked?["personalisation"]?.AsObject();
        if ((string?)asked?["email_address"] is not { Length: > 0 } to)
        {
            return Error(400, "ValidationError", "email_address is a required property");
        }

        if ((string?)asked["template_id"] != TemplateId)
        {
            return Error(400, "BadRequestError", "Template not found");
        }

        string[] missing = [.. new[] { "subject", "body" }.Where(name => personal?[name] is null)];
        if (missing.Length > 0)
        {
            return Error(400, "BadRequestError", $"Missing personalisation: {string.Join(", ", missing)}");
        }

        var taken = new TakenNotification(
            Guid.NewGuid().ToString(), (string?)asked["reference"], to, (string)personal!["subject"]!, (string)personal["body"]!, "created");
        _taken[taken.Id] = taken;
        _inOrder.Enqueue(taken.Id);
        if (answer == NotifyAnswer.AcceptAndDrop)
        {
            context.Abort();
            return Results.Empty;
        }

        return Results.Json(
            new JsonObject
            {
                ["id"] = taken.Id,
                ["reference"] = taken.Reference,
                ["content"] = new JsonObject { ["subject"] = taken.Subject, ["body"] = taken.Body, ["from_email"] = "alerts@notifications.service.gov.uk" },
                ["uri"] = $"{Url}v2/notifications/{taken.Id}",
                ["template"] = new JsonObject { ["id"] = TemplateId, ["version"] = 1, ["uri"] = $"{Url}v2/template/{TemplateId}" },
            },
            statusCode: 201);
    }

    private static JsonObject Shown(TakenNotification each) => new()
    {
        ["id"] = each.Id,
        ["reference"] = each.Reference,
        ["email_address"] = each.To,
        ["type"] = "email",
        ["status"] = each.Status,
        ["template"] = new JsonObject { ["id"] = TemplateId, ["version"] = 1, ["uri"] = "/v2/template/" + TemplateId },
        ["subject"] = each.Subject,
        ["body"] = each.Body,
        ["created_at"] = "2026-05-26T08:00:00.000000Z",
    };

    private static IResult Error(int code, string error, string message) => Results.Json(
        new JsonObject { ["status_code"] = code, ["errors"] = new JsonArray(new JsonObject { ["error"] = error, ["message"] = message }) }, statusCode: code);

    private static string? WhyNotSigned(string header)
    {
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal) || header["Bearer ".Length..].Split('.') is not [var head, var claims, var signature])
        {
            return "Unauthorized: authentication token must be provided";
        }

        if ((string?)Part(head)["alg"] != "HS256" || (string?)Part(claims)["iss"] != ServiceId)
        {
            return "Invalid token: service not found";
        }

        var age = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - (double)Part(claims)["iat"]!;
        if (Math.Abs(age) > TokenIsGood.TotalSeconds)
        {
            return "Error: Your system clock must be accurate to within 30 seconds";
        }

        var own = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes($"{head}.{claims}"));
        return CryptographicOperations.FixedTimeEquals(own, WebEncoders.Base64UrlDecode(signature)) ? null : "Invalid token: API key not found";
    }

    private static JsonNode Part(string encoded) => JsonNode.Parse(WebEncoders.Base64UrlDecode(encoded))!;
}
