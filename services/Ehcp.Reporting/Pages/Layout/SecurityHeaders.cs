namespace Ehcp.Reporting.Pages.Layout;

internal static class SecurityHeaders
{
    // No script at all, and no style but our own file: what is injected into a page cannot run.
    private static string Policy(string? issuer) =>
        $"default-src 'none'; style-src 'self'; img-src data:; form-action 'self'{(issuer is null ? "" : $" {issuer}")}; base-uri 'none'; frame-ancestors 'none'";

    /// <param name="issuer">Where else than here a form may lead to; null for nowhere.</param>
    internal static void UseSecurityHeaders(this WebApplication app, string? issuer)
    {
        var policy = Policy(issuer);
        app.Use((context, next) => AddAsync(app, policy, context, next));
    }

    private static Task AddAsync(WebApplication app, string policy, HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-cache, no-store";

        // The API reference, in Development only, is made of scripts.
        if (!(app.Environment.IsDevelopment() && context.Request.Path.StartsWithSegments("/scalar")))
        {
            headers.ContentSecurityPolicy = policy;
        }

        return next(context);
    }
}
