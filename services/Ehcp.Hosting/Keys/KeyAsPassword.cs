using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ehcp.Hosting.Keys;

/// <summary>Marks a page that a browser asks the key for: it is the password, and any name will do (RFC 7617).</summary>
internal sealed class KeyAsPassword
{
    internal const string Challenge = "Basic realm=\"Your API key as the password\", charset=\"UTF-8\"";

    /// <summary>The password of a request to such a page; null where it has none.</summary>
    internal static string? Of(HttpContext context)
    {
        const string Scheme = "Basic ";
        var sent = context.Request.Headers.Authorization.ToString();
        if (!IsOn(context) || !sent.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[sent.Length];
        return Convert.TryFromBase64String(sent[Scheme.Length..].Trim(), bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length) is var pair && pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? pair[(colon + 1)..]
            : "";
    }

    /// <summary>Whether a key is what such a page asks for: a session of the same browser opens other pages.</summary>
    internal static bool IsAsked(HttpContext context) =>
        IsOn(context) && !context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);

    internal static bool IsOn(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<KeyAsPassword>() is not null;
}

/// <summary>Pages for people who have a key and no other way to sign in.</summary>
public static class KeyAsPasswordRoutes
{
    /// <summary>
    /// The browser asks for the key and then sends it by itself, also where another site leads it here. So whatever changes something is refused unless the
    /// browser says that it was asked for on a page of this service.
    /// </summary>
    public static RouteHandlerBuilder TakesKeyAsPassword(this RouteHandlerBuilder page) => page.WithMetadata(new KeyAsPassword()).ExcludeFromDescription();

    /// <summary>Whether a request was made from a page of this service, as the browser says.</summary>
    public static bool IsFromOwnPage(this HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" or "none" => true,
        "" => request.Headers.Origin.ToString() is var origin
            && (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value)),
        _ => false,
    };
}
