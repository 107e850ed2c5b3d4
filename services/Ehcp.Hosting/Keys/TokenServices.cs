using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Hosting.Keys;

/// <summary><c>Ehcp:Tokens</c>: machines may show a JWT of the council's own issuer instead of a key. Off unless there is an issuer.</summary>
public sealed class TokenSettings
{
    public const string Section = "Ehcp:Tokens";

    /// <summary>Address of the issuer, whose OpenID Connect discovery document names its keys.</summary>
    public string? Issuer { get; set; }

    /// <summary>What a token must be issued for.</summary>
    [Required]
    public string Audience { get; set; } = "ehcp";
}

/// <summary>
/// Reads <c>Authorization: Bearer</c>. A token's <c>scope</c> are those of a key; its <c>ehcp_sources</c> and <c>ehcp_authorities</c>, lists of
/// strings, are what it may send for and see. A claim that is missing allows nothing.
/// </summary>
internal static class TokenServices
{
    internal static void AddTokens(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TokenSettings>().BindConfiguration(TokenSettings.Section).ValidateDataAnnotations()
            .Validate(settings => settings.Issuer is not { } issuer || IsTrustworthy(issuer), $"{TokenSettings.Section}:{nameof(TokenSettings.Issuer)} must be an https address.")
            .ValidateOnStart();
        var settings = builder.Configuration.GetSection(TokenSettings.Section).Get<TokenSettings>();
        if (settings?.Issuer is not { Length: > 0 } issuer)
        {
            return;
        }

        builder.Services.AddAuthentication().AddJwtBearer(scheme =>
        {
            scheme.Authority = issuer;
            scheme.Audience = settings.Audience;
            scheme.RequireHttpsMetadata = !new Uri(issuer).IsLoopback;
            scheme.MapInboundClaims = false;
            scheme.Events = new JwtBearerEvents { OnTokenValidated = validated => Task.FromResult(validated.Principal = Caller(validated.Principal!)) };
        });
        builder.Services.Configure<Callers>(callers => callers.Add(context =>
            context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? JwtBearerDefaults.AuthenticationScheme : null));
    }

    /// <summary>Encrypted, or on this machine.</summary>
    internal static bool IsTrustworthy(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static ClaimsPrincipal Caller(ClaimsPrincipal token) => KeyClaims.Caller(
        JwtBearerDefaults.AuthenticationScheme,
        token.FindFirst("client_id")?.Value ?? token.FindFirst("azp")?.Value ?? token.FindFirst("sub")?.Value ?? "token",
        token.FindAll("scope").SelectMany(held => held.Value.Split(' ')).Intersect(Scopes.All),
        token.FindAll("ehcp_sources").Select(held => held.Value),
        token.FindAll("ehcp_authorities").Select(held => held.Value));
}
