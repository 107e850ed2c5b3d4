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
    ApiKeyRing keys, WrongKeys wrong, IHostEnvironment environment, IAuthenticationSchemeProvider schemes,
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    internal new const string Scheme = "ApiKey";
    internal const string Header = "X-Api-Key";
    private const string Challenge = $"{Scheme} realm=\"ehcp\"";

    private bool _isOneTooMany;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    private AuthenticateResult Authenticate()
    {
        var sent = Request.Headers[Header];
        if (sent.Count == 0)
        {
            if (KeyAsPassword.Of(Context) is { } password)
            {
                return Authenticate(password);
            }

            return Developer() is { } developer ? Ticket(developer) : AuthenticateResult.NoResult();
        }

        return Authenticate(sent is [{ } key] ? key : "");
    }

    private AuthenticateResult Authenticate(string sent)
    {
        if (sent.Length == 0 || keys.Find(sent) is not { } known)
        {
            _isOneTooMany = sent.Length > 0 && keys.IsRead && wrong.Note(Context);
            return AuthenticateResult.Fail("The key is not known.");
        }

        if (known.Use is { } use)
        {
            Context.Features.Set(use);
        }

        return Ticket(known.Owner);
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
        if (_isOneTooMany)
        {
            Response.Headers.RetryAfter = WrongKeys.RetryAfter;
            await ProblemCatalogue.TooManyWrongKeys.Answer().ExecuteAsync(Context);
            return;
        }

        // Since the start the table of keys could not be read: the key may be one of it, and whoever sent it must not throw it away.
        if (!keys.IsRead && (Request.Headers.ContainsKey(Header) || KeyAsPassword.Of(Context) is { Length: > 0 }))
        {
            Response.Headers.RetryAfter = RefreshKeys.RetryAfter;
            await ProblemCatalogue.Unavailable.Answer().ExecuteAsync(Context);
            return;
        }

        // Whoever showed nothing may come with either; a wrong key is told about keys.
        var takesTokens = Request.Headers[Header].Count == 0 && await schemes.GetSchemeAsync(JwtBearerDefaults.AuthenticationScheme) is not null;
        Response.Headers.WWWAuthenticate = KeyAsPassword.IsOn(Context) ? KeyAsPassword.Challenge
            : takesTokens ? new StringValues([Challenge, JwtBearerDefaults.AuthenticationScheme]) : Challenge;
        await ProblemCatalogue.KeyMissingOrUnknown.Answer().ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ProblemCatalogue.KeyNotAllowed.Answer().ExecuteAsync(Context);
}
