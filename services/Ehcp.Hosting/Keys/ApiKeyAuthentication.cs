using System.Security.Claims;
using System.Text.Encodings.Web;
using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Ehcp.Hosting.Keys;

/// <summary>Reads <c>X-Api-Key</c>.</summary>
internal sealed class ApiKeyAuthentication(
    ApiKeyRing keys, IHostEnvironment environment, IAuthenticationSchemeProvider schemes,
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    internal new const string Scheme = "ApiKey";
    internal const string Header = "X-Api-Key";
    private const string Challenge = $"{Scheme} realm=\"ehcp\"";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    private AuthenticateResult Authenticate()
    {
        var sent = Request.Headers[Header];
        if (sent.Count == 0)
        {
            if (KeyAsPassword.Of(Context) is { } password)
            {
                return password.Length > 0 && keys.OwnerOf(password) is { } holder ? Ticket(holder) : AuthenticateResult.Fail("The key is not known.");
            }

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

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // Whoever showed nothing may come with either; a wrong key is told about keys.
        var takesTokens = Request.Headers[Header].Count == 0 && await schemes.GetSchemeAsync(JwtBearerDefaults.AuthenticationScheme) is not null;
        Response.Headers.WWWAuthenticate = KeyAsPassword.IsOn(Context) ? KeyAsPassword.Challenge
            : takesTokens ? new StringValues([Challenge, JwtBearerDefaults.AuthenticationScheme]) : Challenge;
        await ProblemCatalogue.KeyMissingOrUnknown.Answer().ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ProblemCatalogue.KeyNotAllowed.Answer().ExecuteAsync(Context);
}
