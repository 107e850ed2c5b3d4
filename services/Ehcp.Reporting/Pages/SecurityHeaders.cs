namespace Ehcp.Reporting.Pages;

internal static class SecurityHeaders
{
    // No script at all, and no style but our own file: what is injected into a page cannot run.
    private const string Policy = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    internal static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-store";

        // The API reference, in Development only, is made of scripts.
        if (!(app.Environment.IsDevelopment() && context.Request.Path.StartsWithSegments("/scalar")))
        {
            headers.ContentSecurityPolicy = Policy;
        }

        return next(context);
    });
}
