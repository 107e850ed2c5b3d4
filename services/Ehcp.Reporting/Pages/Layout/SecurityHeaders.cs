using Ehcp.Hosting.Headers;

namespace Ehcp.Reporting.Pages.Layout;

internal static class SecurityHeaders
{
    // No script at all, and no style but our own file: what is injected into a page cannot run.
    private static string Policy(string? issuer) =>
        $"default-src 'none'; style-src 'self'; img-src data:; form-action 'self'{(issuer is null ? "" : $" {issuer}")}; base-uri 'none'; frame-ancestors 'none'";

    /// <param name="builder">The service.</param>
    /// <param name="issuer">Where else than here a form may lead to; null for nowhere.</param>
    internal static void AddSecurityHeaders(this WebApplicationBuilder builder, string? issuer) => builder.Services.Configure<HostHeaders>(headers =>
    {
        headers.Add("Referrer-Policy", "no-referrer");
        headers.Add("Cross-Origin-Opener-Policy", "same-origin");
        headers.Add("Cross-Origin-Resource-Policy", "same-origin");
        headers.Add("Permissions-Policy", "camera=(), geolocation=(), microphone=()");

        // The API reference, in Development only, is made of scripts.
        var isDevelopment = builder.Environment.IsDevelopment();
        headers.Add("Content-Security-Policy", Policy(issuer), context => isDevelopment && context.Request.Path.StartsWithSegments("/scalar"));
    });
}
