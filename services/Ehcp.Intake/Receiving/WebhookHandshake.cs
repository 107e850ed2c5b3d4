using Ehcp.Intake.Settings;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Ehcp.Intake.Receiving;

/// <summary>
/// OPTIONS /v1/events: an event grid asks whether it may deliver here, before it does (CloudEvents HTTP 1.1 Web Hooks for Event Delivery, section 4). It may
/// where a setting names it; whether what it then sends is taken is for its key to say.
/// </summary>
internal static class WebhookHandshake
{
    internal const string Asking = "WebHook-Request-Origin";
    internal const string Allowing = "WebHook-Allowed-Origin";
    private const string AskedRate = "WebHook-Request-Rate";
    private const string AllowedRate = "WebHook-Allowed-Rate";

    // The methods of this address. What may be sent is limited by the ledger, which says 503, and not by a rate.
    private static readonly string Methods = string.Join(", ", HttpMethods.Get, HttpMethods.Head, HttpMethods.Options, HttpMethods.Post);

    public static IResult Handle(HttpContext context, IOptions<IntakeSettings> settings)
    {
        var (asked, answer) = (context.Request.Headers, context.Response.Headers);
        answer[HeaderNames.Allow] = Methods;
        if (asked[Asking] is [{ Length: > 0 } origin] && settings.Value.WebhookOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            answer[Allowing] = origin;
            if (asked.ContainsKey(AskedRate))
            {
                answer[AllowedRate] = "*";
            }
        }

        return TypedResults.NoContent();
    }
}
