using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ehcp.Hosting.Keys;

/// <summary>Reads <c>X-Api-Key</c>.</summary>
internal sealed class ApiKeyAuthentication(
    ApiKeyRing keys, IHostEnvironment environment, IProblemDetailsService problems,
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    internal new const string Scheme = "ApiKey";
    internal const string Header = "X-Api-Key";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    private AuthenticateResult Authenticate()
    {
        var sent = Request.Headers[Header];
        if (sent.Count == 0)
        {
            return Developer() is { } developer ? Ticket(developer) : AuthenticateResult.NoResult();
        }

        return sent is [{ Length: > 0 } key] && keys.OwnerOf(key) is { } owner
            ? Ticket(owner)
            : AuthenticateResult.Fail("The key is not known.");
    }

    private ClaimsPrincipal? Developer() =>
        environment.IsDevelopment()
        && (HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method))
        && Context.GetEndpoint()?.Metadata.GetMetadata<DeveloperMayRead>() is { } page
            ? page.Developer
            : null;

    private static AuthenticateResult Ticket(ClaimsPrincipal owner) =>
        AuthenticateResult.Success(new AuthenticationTicket(owner, Scheme));

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Scheme;
        return ProblemAsync(StatusCodes.Status401Unauthorized, "urn:ehcp:key-missing-or-unknown", "A known API key is needed",
            $"Send the key in the header {Header}.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ProblemAsync(StatusCodes.Status403Forbidden, "urn:ehcp:key-not-allowed", "This API key may not do this",
            "The key is known, but its scopes do not include this.");

    private async Task ProblemAsync(int status, string type, string title, string detail)
    {
        Response.StatusCode = status;
        await problems.WriteAsync(new ProblemDetailsContext
        {
            HttpContext = Context,
            ProblemDetails = new ProblemDetails { Status = status, Type = type, Title = title, Detail = detail },
        });
    }
}
