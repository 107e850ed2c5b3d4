using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ehcp.Hosting.Keys;

/// <summary>
/// Finds the owner of a key: of the settings, or of the table as it was last read. The look-up is by SHA-256 of what was sent, so its timing tells nothing
/// about a stored key; it asks no database.
/// </summary>
internal sealed class ApiKeyRing
{
    // Longer than any key we hand out: hashing is not free, and a header may be 32 KB.
    private const int LongestKey = 256;

    private readonly FrozenDictionary<string, Known> _ofSettings;
    private readonly ConcurrentDictionary<string, KeyUse> _uses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _shadowed = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;
    private readonly ILogger<ApiKeyRing> _log;
    private readonly Counter<long> _unknown;
    private readonly Lock _gate = new();
    private Snapshot _now;

    public ApiKeyRing(IOptions<ApiKeySettings> settings, IMeterFactory meters, TimeProvider clock, ILogger<ApiKeyRing> log)
    {
        (_clock, _log, _unknown) = (clock, log, UnknownKeys(meters));
        SettingsKeys = settings.Value.Keys.ToFrozenDictionary(key => key.Name, StringComparer.Ordinal);
        _ofSettings = settings.Value.Keys.ToFrozenDictionary(key => key.Hash, OfSettings, StringComparer.OrdinalIgnoreCase);
        _now = new(_ofSettings, SettingsKeys.ToFrozenDictionary(key => key.Key, key => _ofSettings[key.Value.Hash]), [], [], IsRead: true);
    }

    /// <summary>The keys of the settings, by name. They win: a key of the table that is called the same opens nothing.</summary>
    internal FrozenDictionary<string, ApiKeySettings.Key> SettingsKeys { get; }

    /// <summary>False where there is a table that could not be read at the start, nor since. Until then a key that is not known may be one of it.</summary>
    internal bool IsRead => _now.IsRead;

    /// <summary>The keys of the table that are not revoked, as they were last read.</summary>
    internal IReadOnlyList<StoredKey> TableKeys => _now.Keys;

    /// <summary>What is to be written down of uses.</summary>
    internal IEnumerable<KeyUse> Uses => _uses.Values;

    internal Known? Find(string key)
    {
        if (key.Length <= LongestKey && Lookup(key) is { } known)
        {
            if (known.Ends is null && known.Use is null)
            {
                return known;
            }

            var now = _clock.GetUtcNow();
            if (known.IsValid(now))
            {
                known.Use?.Touch(now);
                return known;
            }
        }

        _unknown.Add(1);
        return null;
    }

    /// <summary>The owner of the key of this name, for work that the service does by itself under the rights of a key; null when there is none.</summary>
    internal ClaimsPrincipal? OwnerNamed(string name) =>
        _now.ByName.GetValueOrDefault(name) is { } known && known.IsValid(_clock.GetUtcNow()) ? known.Owner : null;

    /// <summary>The key of the table that a caller came with; null for anybody else.</summary>
    internal StoredKey? KeyOf(Caller caller) => _now.Keys.FirstOrDefault(key => caller.Id == IdOf(key.Name));

    /// <summary>The table could not be read at the start.</summary>
    internal void CouldNotBeRead()
    {
        lock (_gate)
        {
            _now = _now with { IsRead = false };
        }
    }

    /// <summary>From now on these are the keys of the table.</summary>
    internal void Use(List<StoredSecret> secrets)
    {
        lock (_gate)
        {
            foreach (var secret in secrets.DistinctBy(secret => secret.Key.Name))
            {
                var use = _uses.GetOrAdd(secret.Key.Name, static name => new(name));
                use.Bound(secret.Key.RequestsPerMinute, secret.Key.DailyQuota);
                if (secret.UsedOn is { } day)
                {
                    use.Learn(secret.Used, day);
                }
            }

            string[] prints = [.. secrets.Select(secret => $"{secret.Hash} {secret.ValidUntil?.UtcTicks}\n{secret.Key.Print}")];
            if (!_now.IsRead || !prints.SequenceEqual(_now.Prints, StringComparer.Ordinal))
            {
                Replace(secrets, prints);
            }
        }
    }

    private void Replace(List<StoredSecret> secrets, string[] prints)
    {
        var (byHash, byName, keys) = (new Dictionary<string, Known>(_ofSettings, StringComparer.OrdinalIgnoreCase),
            SettingsKeys.ToDictionary(key => key.Key, key => _ofSettings[key.Value.Hash], StringComparer.Ordinal), new List<StoredKey>());
        foreach (var of in secrets.GroupBy(secret => secret.Key.Name, StringComparer.Ordinal))
        {
            var key = of.First().Key;
            if (SettingsKeys.ContainsKey(key.Name))
            {
                if (_shadowed.TryAdd(key.Name, true))
                {
                    _log.LogError("The key {Key} stands in the settings and in the table. That of the settings holds; the other opens nothing", key.Name);
                }

                continue;
            }

            keys.Add(key);
            var owner = Owner(key.Name, key.Grant);
            byName[key.Name] = new(owner, key.Ends, _uses[key.Name]);
            foreach (var secret in of)
            {
                byHash.TryAdd(secret.Hash, new(owner, Earlier(key.Ends, secret.ValidUntil), _uses[key.Name]));
            }
        }

        _now = new(byHash.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase), byName.ToFrozenDictionary(StringComparer.Ordinal), keys, prints, IsRead: true);
    }

    private Known? Lookup(string key)
    {
        Span<byte> text = stackalloc byte[4 * LongestKey];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<char> digits = stackalloc char[2 * SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(key, text)], hash);
        Convert.TryToHexString(hash, digits, out _);
        return _now.Lookup.TryGetValue(digits, out var known) ? known : null;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    // It is there from the first look at the metrics on: an alarm has to know that there were none.
    private static Counter<long> UnknownKeys(IMeterFactory meters)
    {
        var unknown = meters.Create("Ehcp.Hosting").CreateCounter<long>("ehcp.keys.unknown", description: "Requests with a key that is not known");
        unknown.Add(0);
        return unknown;
    }

    private static string IdOf(string name) => $"key:{name}";

    private static Known OfSettings(ApiKeySettings.Key key) => new(Owner(key.Name, new(key.Scopes, key.Authorities, sources: key.Sources)), null, null);

    private static ClaimsPrincipal Owner(string name, Grant grant) => new Caller(IdOf(name), name, grant).Principal(ApiKeyAuthentication.Scheme);

    /// <summary>A secret that opens something, or a key by its name.</summary>
    /// <param name="Owner">Who shows it.</param>
    /// <param name="Ends">The instant from which it opens nothing; null for no end.</param>
    /// <param name="Use">What is seen of it; null for a key of the settings, of which nothing is.</param>
    internal sealed record Known(ClaimsPrincipal Owner, DateTimeOffset? Ends, KeyUse? Use)
    {
        /// <summary>By the clock, whether the table can be read or not.</summary>
        internal bool IsValid(DateTimeOffset now) => Ends is not { } end || now < end;
    }

    private sealed record Snapshot(
        FrozenDictionary<string, Known> ByHash, FrozenDictionary<string, Known> ByName, IReadOnlyList<StoredKey> Keys, string[] Prints, bool IsRead)
    {
        internal FrozenDictionary<string, Known>.AlternateLookup<ReadOnlySpan<char>> Lookup { get; } = ByHash.GetAlternateLookup<ReadOnlySpan<char>>();
    }
}

/// <summary>Whether a service has a table of keys, and what its quotas count.</summary>
internal sealed class KeyTableOptions
{
    public bool IsThere { get; set; }

    public KeyQuotaUnit Quota { get; set; }
}
