using System.Text.RegularExpressions;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Ehcp.Hosting.Keys;

/// <summary>
/// What Microsoft Entra ID does otherwise than other issuers: it has two versions of tokens, with names of their own for the issuer and for what a token is
/// issued for. Which version a client gets is decided in the manifest of the application, and not by whoever asks for it.
/// </summary>
internal static partial class EntraTokens
{
    private const string ApplicationUri = "api://";

    /// <summary>The audience itself, and the one that the other version of tokens has in its place.</summary>
    internal static IEnumerable<string> AlsoFor(string audience)
    {
        yield return audience;
        if (Guid.TryParse(audience, out _))
        {
            yield return ApplicationUri + audience;
        }
        else if (audience.StartsWith(ApplicationUri, StringComparison.Ordinal) && Guid.TryParse(audience[ApplicationUri.Length..], out _))
        {
            yield return audience[ApplicationUri.Length..];
        }
    }

    /// <summary>A token is of the issuer that the discovery document names or, where that is a tenant of Entra, of the same tenant by its other name.</summary>
    /// <exception cref="SecurityTokenInvalidIssuerException">It is of another.</exception>
    internal static string ValidateIssuer(string issuer, SecurityToken token, TokenValidationParameters parameters, BaseConfiguration? configuration)
    {
        var expected = (configuration as OpenIdConnectConfiguration)?.Issuer ?? configuration?.Issuer;
        return expected is { Length: > 0 } && (issuer == expected || (TenantOf(issuer) is { } tenant && tenant == TenantOf(expected)))
            ? issuer
            : throw new SecurityTokenInvalidIssuerException("The token is not of the issuer of the settings.") { InvalidIssuer = issuer };
    }

    // The id of a tenant: "common" and "organizations" stand for every tenant there is, and would let anybody in.
    private static string? TenantOf(string issuer) => Tenant().Match(issuer) is { Success: true } entra ? entra.Groups["tenant"].Value : null;

    [GeneratedRegex(@"^https://(sts\.windows\.net/(?<tenant>[0-9a-f-]{36})/|login\.microsoftonline\.com/(?<tenant>[0-9a-f-]{36})/v2\.0)\z")]
    private static partial Regex Tenant();
}
