using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Hosting.Keys;

/// <summary><c>Ehcp:Tokens</c>: machines may show a JWT of the council's own issuer instead of a key. Off unless there is an issuer.</summary>
public sealed class TokenSettings : IValidatableObject
{
    public const string Section = "Ehcp:Tokens";

    /// <summary>Address of the issuer, whose OpenID Connect discovery document names its keys.</summary>
    public string? Issuer { get; set; }

    /// <summary>What a token must be issued for.</summary>
    [Required]
    public string Audience { get; set; } = "ehcp";

    /// <summary>
    /// What it may be issued for instead. Microsoft Entra ID writes the id of the application into a token of version 2, and its application ID URI into one of
    /// version 1: of an id its usual URI, <c>api://ID</c>, and of that URI the id, need not be said.
    /// </summary>
    public List<string> Audiences { get; } = [];

    /// <summary>What clients may send for and see, where the issuer cannot say it in a claim.</summary>
    public List<Client> Clients { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Issuer is { } issuer && !TokenServices.IsTrustworthy(issuer))
        {
            yield return new($"{Section}:{nameof(Issuer)} must be an https address.");
        }

        if (Clients.Any(client => string.IsNullOrWhiteSpace(client.Id)) || Clients.DistinctBy(client => client.Id, StringComparer.Ordinal)
            .Count() != Clients.Count)
        {
            yield return new($"{Section}:{nameof(Clients)} needs an {nameof(Client.Id)} for each, and each once.");
        }
    }

    /// <summary>A client of the issuer, by the id in its tokens.</summary>
    public sealed class Client
    {
        public string Id { get; init; } = "";

        /// <summary>CloudEvents sources it may send for, or "*"; beside those of its token.</summary>
        public List<string> Sources { get; } = [];

        /// <summary>ONS or DfE codes of the authorities whose cases it may send or read, or "*"; beside those of its token.</summary>
        public List<string> Authorities { get; } = [];
    }
}

/// <summary>
/// Reads <c>Authorization: Bearer</c>. A token's <c>scope</c>, <c>scp</c> and <c>roles</c> are the scopes of a key; its <c>ehcp_sources</c> and
/// <c>ehcp_authorities</c>, lists of strings, are what it may send for and see, beside what the settings say of its client. What is missing allows nothing.
/// </summary>
internal static class TokenServices
{
    // By whom a token was asked for, in the order in which it is believed: OAuth, OpenID Connect and Entra's versions 2 and 1, and else whose it is.
    private static readonly string[] ClientClaims = ["client_id", "azp", "appid", "sub"];

    private static readonly string[] ScopeClaims = ["scope", "scp", "roles"];

    internal static void AddTokens(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TokenSettings>().BindConfiguration(TokenSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        var settings = builder.Configuration.GetSection(TokenSettings.Section).Get<TokenSettings>();
        if (settings?.Issuer is not { Length: > 0 } issuer)
        {
            return;
        }

        builder.Services.AddAuthentication().AddJwtBearer(scheme =>
        {
            scheme.Authority = issuer;
            scheme.TokenValidationParameters.ValidAudiences = [.. settings.Audiences.Prepend(settings.Audience).SelectMany(EntraTokens.AlsoFor).Distinct()];
            scheme.TokenValidationParameters.IssuerValidatorUsingConfiguration = EntraTokens.ValidateIssuer;
            scheme.RequireHttpsMetadata = !new Uri(issuer).IsLoopback;
            scheme.MapInboundClaims = false;
            scheme.Events = new JwtBearerEvents
            {
                OnTokenValidated = validated =>
                {
                    validated.Principal = Caller(validated.Principal!, settings).Principal(JwtBearerDefaults.AuthenticationScheme);
                    return Task.CompletedTask;
                },
            };
        });
        builder.Services.Configure<Callers>(callers => callers.Add(context =>
            context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? JwtBearerDefaults.AuthenticationScheme
                : null));
    }

    /// <summary>Encrypted, or on this machine.</summary>
    internal static bool IsTrustworthy(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static Caller Caller(ClaimsPrincipal token, TokenSettings settings)
    {
        var client = ClientClaims.Select(claim => token.FindFirst(claim)?.Value).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "unknown";
        var known = settings.Clients.Find(one => one.Id == client);
        return new(
            $"token:{token.FindFirst("iss")?.Value}|{client}", $"token:{client}",
            new Grant(
                ScopeClaims.SelectMany(token.FindAll).SelectMany(held => held.Value.Split(' ')).Intersect(Scopes.All),
                [.. token.FindAll("ehcp_authorities").Select(held => held.Value), .. known?.Authorities ?? []],
                teams: null,
                [.. token.FindAll("ehcp_sources").Select(held => held.Value), .. known?.Sources ?? []]));
    }
}
