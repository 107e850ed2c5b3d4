using System.Collections.Frozen;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Ehcp.Hosting.Keys;

/// <summary>Finds the owner of a key. The look-up is by SHA-256 of what was sent, so its timing tells nothing about a stored key.</summary>
internal sealed class ApiKeyRing(IOptions<ApiKeySettings> settings)
{
    // Longer than any key we hand out: hashing is not free, and a header may be 32 KB.
    private const int LongestKey = 256;

    private readonly FrozenDictionary<string, ClaimsPrincipal> _owners = settings.Value.Keys
        .ToFrozenDictionary(key => key.Hash, Owner, StringComparer.OrdinalIgnoreCase);

    internal ClaimsPrincipal? OwnerOf(string key) => key.Length > LongestKey
        ? null
        : _owners.GetValueOrDefault(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))));

    private static ClaimsPrincipal Owner(ApiKeySettings.Key key) =>
        KeyClaims.Caller(ApiKeyAuthentication.Scheme, key.Name, key.Scopes, key.Sources, key.Authorities);
}
