using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Ehcp.Hosting.Keys;

/// <summary>Finds the owner of a key. The look-up is by SHA-256 of what was sent, so its timing tells nothing about a stored key.</summary>
internal sealed class ApiKeyRing(IOptions<ApiKeySettings> settings, IMeterFactory meters)
{
    // Longer than any key we hand out: hashing is not free, and a header may be 32 KB.
    private const int LongestKey = 256;

    private readonly FrozenDictionary<string, ClaimsPrincipal> _owners = settings.Value.Keys
        .ToFrozenDictionary(key => key.Hash, Owner, StringComparer.OrdinalIgnoreCase);

    private readonly Counter<long> _unknown = UnknownKeys(meters);

    internal ClaimsPrincipal? OwnerOf(string key)
    {
        var owner = key.Length > LongestKey ? null : _owners.GetValueOrDefault(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
        if (owner is null)
        {
            _unknown.Add(1);
        }

        return owner;
    }

    /// <summary>The owner of the key of this name, for work that the service does by itself under the rights of a key; null when there is none.</summary>
    internal ClaimsPrincipal? OwnerNamed(string name) =>
        settings.Value.Keys.Find(key => key.Name == name) is { } known ? _owners[known.Hash] : null;

    // It is there from the first look at the metrics on: an alarm has to know that there were none.
    private static Counter<long> UnknownKeys(IMeterFactory meters)
    {
        var unknown = meters.Create("Ehcp.Hosting").CreateCounter<long>("ehcp.keys.unknown", description: "Requests with a key that is not known");
        unknown.Add(0);
        return unknown;
    }

    private static ClaimsPrincipal Owner(ApiKeySettings.Key key) =>
        new Caller($"key:{key.Name}", key.Name, new Grant(key.Scopes, key.Authorities, sources: key.Sources)).Principal(ApiKeyAuthentication.Scheme);
}
