using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Ehcp.TestKit.Servers;

/// <summary>Somebody with an account at the issuer.</summary>
public sealed record Account(string Name, string[] Roles, string[] Authorities, string[] Teams);

/// <summary>A machine with an account at the issuer.</summary>
public sealed record MachineAccount(string Name, string[] Scopes, string[] Sources, string[] Authorities);

/// <summary>A real OpenID Connect issuer (OpenIddict) on a port of its own: its sign-in page asks who you are and believes it.</summary>
public sealed class OpenIdIssuer : IAsyncDisposable
{
    public const string ClientId = "ehcp";
    public const string ClientSecret = "the secret of the tests' client";
    public const string Audience = "ehcp";

    private readonly WebApplication _app;
    private readonly Dictionary<string, Account> _people;
    private readonly Dictionary<string, MachineAccount> _machines;

    private OpenIdIssuer(WebApplication app, Dictionary<string, Account> people, Dictionary<string, MachineAccount> machines) =>
        (_app, _people, _machines) = (app, people, machines);

    public Uri Address => new(_app.Urls.Single());

    public static async Task<OpenIdIssuer> StartAsync(IEnumerable<Account> people, IEnumerable<MachineAccount>? machines = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        OpenIdIssuer? issuer = null;
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode().DisableScopeValidation().DisableAccessTokenEncryption()
                .SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token").SetEndSessionEndpointUris("end-session")
                .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowClientCredentialsFlow()
                .AddEphemeralEncryptionKey().AddEphemeralSigningKey()
                .UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(CheckClient));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(CheckSecret));
            server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(_ => ValueTask.CompletedTask));
            server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context => issuer!.AskAsync(context)));
            server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseInlineHandler(context => issuer!.OfMachine(context)));
            server.AddEventHandler<HandleEndSessionRequestContext>(handler => handler.UseInlineHandler(SignOut));
        });
        builder.Services.AddAuthentication();
        var app = builder.Build();
        app.UseAuthentication();
        issuer = new(app, people.ToDictionary(person => person.Name), (machines ?? []).ToDictionary(machine => machine.Name));
        await app.StartAsync();
        return issuer;
    }

    /// <summary>A token of a machine, as it gets it with its own secret.</summary>
    public async Task<string> TokenAsync(string machine, string audience = Audience)
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = machine,
            ["client_secret"] = ClientSecret,
            ["scope"] = string.Join(' ', _machines[machine].Scopes),
            ["for"] = audience,
        });
        using var answer = await client.PostAsync(new Uri("token", UriKind.Relative), form);
        using var json = System.Text.Json.JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("access_token").GetString()!;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static ValueTask CheckClient(ValidateAuthorizationRequestContext context)
    {
        if (context.ClientId != ClientId || !Uri.TryCreate(context.RedirectUri, UriKind.Absolute, out var address) || !address.IsLoopback)
        {
            context.Reject(Errors.InvalidClient, "This client may not ask from there.");
        }

        return ValueTask.CompletedTask;
    }

    private static ValueTask CheckSecret(ValidateTokenRequestContext context)
    {
        if (context.ClientSecret != ClientSecret)
        {
            context.Reject(Errors.InvalidClient, "The secret is wrong.");
        }

        return ValueTask.CompletedTask;
    }

    private static ValueTask SignOut(HandleEndSessionRequestContext context)
    {
        context.SignOut();
        return ValueTask.CompletedTask;
    }

    private async ValueTask AskAsync(HandleAuthorizationRequestContext context)
    {
        if ((string?)context.Request["person"] is { } name && _people.TryGetValue(name, out var person))
        {
            var identity = Identity(
                name, (Claims.PreferredUsername, [name]), ("roles", person.Roles), ("authorities", person.Authorities), ("teams", person.Teams));
            identity.SetDestinations(_ => [Destinations.IdentityToken]);
            context.SignIn(new ClaimsPrincipal(identity).SetScopes(context.Request.GetScopes()));
            return;
        }

        var request = context.Transaction.GetHttpRequest()!;
        var here = request.Path + System.Net.WebUtility.HtmlEncode(request.QueryString.Value);
        var links = _people.Keys.Select(one => $"<li><a href=\"{here}&amp;person={one}\">{one}</a></li>");
        request.HttpContext.Response.ContentType = "text/html";
        await request.HttpContext.Response.WriteAsync(
            $"<!DOCTYPE html><html lang=\"en\"><title>Who are you?</title><h1>Who are you?</h1><ul>{string.Concat(links)}</ul></html>");
        context.HandleRequest();
    }

    private ValueTask OfMachine(HandleTokenRequestContext context)
    {
        if (context.Request.IsClientCredentialsGrantType())
        {
            var machine = _machines[context.Request.ClientId!];
            var identity = Identity(machine.Name, ("ehcp_sources", machine.Sources), ("ehcp_authorities", machine.Authorities));
            identity.SetDestinations(_ => [Destinations.AccessToken]);
            context.SignIn(new ClaimsPrincipal(identity).SetScopes(context.Request.GetScopes()).SetResources((string?)context.Request["for"] ?? Audience));
        }

        return ValueTask.CompletedTask;
    }

    private static ClaimsIdentity Identity(string subject, params (string Claim, string[] Values)[] claims)
    {
        var identity = new ClaimsIdentity("issuer");
        identity.SetClaim(Claims.Subject, subject);
        foreach (var (claim, values) in claims)
        {
            identity.AddClaims(values.Select(value => new Claim(claim, value)));
        }

        return identity;
    }
}
