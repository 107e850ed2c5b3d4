using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Reporting.Pages.Layout;
using Ehcp.Reporting.Words;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Ehcp.Reporting.SignIn;

/// <summary>People sign in at the council's own issuer (OpenID Connect, code flow with PKCE) and stay so for a working day.</summary>
internal static class SignInServices
{
    private const string Issuer = "Issuer";

    /// <typeparam name="TKeys">The database that keeps the keys of cookies.</typeparam>
    internal static WebApplicationBuilder AddSignIn<TKeys>(this WebApplicationBuilder builder)
        where TKeys : DbContext, IDataProtectionKeyContext
    {
        builder.Services.AddOptions<SignInSettings>().BindConfiguration(SignInSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "ehcp-form";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.FormFieldName = "form-token";
        });

        // Every replica reads what any of them wrote into a cookie, after a restart too.
        builder.Services.AddDataProtection().SetApplicationName("ehcp-reporting").PersistKeysToDbContext<TKeys>();
        var settings = builder.Configuration.GetSection(SignInSettings.Section).Get<SignInSettings>() ?? new();
        if (!settings.IsOn)
        {
            return builder;
        }

        builder.Services.AddAuthentication()
            .AddCookie(Session.Scheme, session =>
            {
                session.Cookie.Name = SessionCookie(builder);
                session.Cookie.SecurePolicy = Secure(builder);
                session.Cookie.SameSite = SameSiteMode.Lax;
                session.ExpireTimeSpan = settings.Lasts;
                session.SlidingExpiration = false;
                session.ForwardChallenge = Issuer;
                session.Events.OnRedirectToAccessDenied = NotAllowedAsync;
                session.Events.OnValidatePrincipal = EndIfUnknown;
            })
            .AddOpenIdConnect(Issuer, issuer => Configure(issuer, settings, Secure(builder)));
        builder.Services.Configure<Callers>(
            callers => callers.Add(context => IsPage(context.Request) || context.Request.Cookies.ContainsKey(SessionCookie(builder)) ? Session.Scheme : null));
        return builder;
    }

    internal static void MapSignIn(this WebApplication app) =>
        app.MapPost(Paths.SignOut, SignOutAsync).Open().ExcludeFromDescription();

    /// <summary>Where a form may lead to: signing out goes on to the issuer.</summary>
    internal static string? IssuerOrigin(this IConfiguration configuration) =>
        configuration[$"{SignInSettings.Section}:{nameof(SignInSettings.Issuer)}"] is { Length: > 0 } address
            && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            ? uri.GetLeftPart(UriPartial.Authority)
            : null;

    private static void Configure(OpenIdConnectOptions issuer, SignInSettings settings, CookieSecurePolicy secure)
    {
        issuer.SignInScheme = Session.Scheme;
        issuer.Authority = settings.Issuer;
        issuer.ClientId = settings.ClientId;
        issuer.ClientSecret = settings.ClientSecret;
        issuer.RequireHttpsMetadata = !new Uri(settings.Issuer!).IsLoopback;
        issuer.ResponseType = OpenIdConnectResponseType.Code;
        issuer.ResponseMode = OpenIdConnectResponseMode.Query; // the cookies of a sign-in under way may then stay with this site
        issuer.CorrelationCookie.SameSite = issuer.NonceCookie.SameSite = SameSiteMode.Lax;
        issuer.CorrelationCookie.SecurePolicy = issuer.NonceCookie.SecurePolicy = secure;
        issuer.CallbackPath = "/sign-in/callback";
        issuer.SignedOutCallbackPath = "/sign-out/callback";
        issuer.MapInboundClaims = false;
        issuer.SaveTokens = true; // the issuer ends the right session
        issuer.Events.OnTokenValidated = validated =>
        {
            validated.Principal = Person.From(validated.Principal!, settings).Principal(Session.Scheme);
            return Task.CompletedTask;
        };
        issuer.Events.OnRemoteFailure = async failed =>
        {
            failed.HandleResponse();
            await ShowAsync(failed.HttpContext, StatusCodes.Status400BadRequest, "You are not signed in",
                "Signing in did not succeed, or took too long. Open the page again to start anew.");
        };
    }

    private static async Task<Results<SignOutHttpResult, RedirectHttpResult,
        RazorComponentResult<Refused>>> SignOutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Refusal(StatusCodes.Status400BadRequest, "You are still signed in",
                "The button was not pressed on a page of this service. Go back, reload the page and try again.");
        }

        return (await context.AuthenticateAsync(Callers.Scheme)).Principal?.Identity?.AuthenticationType == Session.Scheme
            ? TypedResults.SignOut(new AuthenticationProperties { RedirectUri = Paths.Calculator }, [Session.Scheme, Issuer])
            : TypedResults.Redirect(Paths.Calculator);
    }

    // A cookie of an earlier release says other things of its person: they are led to the issuer, who knows them still.
    private static Task EndIfUnknown(CookieValidatePrincipalContext context)
    {
        if (context.Principal is not { } person || Caller.Of(person) == Caller.Nobody)
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }

    private static Task NotAllowedAsync(RedirectContext<CookieAuthenticationOptions> context) => ShowAsync(
        context.HttpContext, StatusCodes.Status403Forbidden, "You may not see this page",
        $"You are signed in as {Caller.Of(context.HttpContext.User).Name}, and your role does not include it. Ask whoever looks after accounts in your council for a role: {string.Join(", ", Roles.ByName.Keys.Order())}.");

    private static Task ShowAsync(HttpContext context, int status, string heading, string reason) => Refusal(status, heading, reason).ExecuteAsync(context);

    private static RazorComponentResult<Refused> Refusal(int status, string heading, string reason) =>
        new(new { Heading = heading, Reason = reason }) { StatusCode = status };

    // A person who opens a page is led to the issuer; a program that calls the API is told what is missing.
    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/v1") && !request.Path.StartsWithSegments("/metrics");

    private static string SessionCookie(WebApplicationBuilder builder) => builder.Environment.IsDevelopment() ? "ehcp-session" : "__Host-ehcp-session";

    private static CookieSecurePolicy Secure(WebApplicationBuilder builder) =>
        builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
}
