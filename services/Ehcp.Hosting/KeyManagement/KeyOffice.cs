using System.Security.Cryptography;
using System.Text;
using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace Ehcp.Hosting.KeyManagement;

/// <summary>
/// Makes, rotates and revokes keys of the table, for the API and the page alike. Nobody sees, makes or changes a key that may do more than they may themselves.
/// </summary>
internal sealed class KeyOffice(KeyTable table, ApiKeyRing ring, RefreshKeys refresh, TimeProvider clock, ILogger<KeyOffice> log)
{
    // So that a scanner for secrets finds one that was written where it should not be.
    private const string Prefix = "ehcp_";
    private const int SecretBytes = 24;

    /// <summary>Where a key stands that is changed here.</summary>
    internal const string InTable = "table";

    private const string InSettings = "settings";

    /// <summary>The keys that a caller may look after, by name.</summary>
    internal async Task<List<ListedKey>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var own = ring.KeyOf(caller);
        var ofTable = (await table.KeysAsync(name: null, now, cancellationToken)).Where(record => IsFor(record.Key, caller, own))
            .Select(record => Listed(record, now));
        var ofSettings = ring.SettingsKeys.Values.Select(OfSettings).Where(key => IsFor(key, caller, own)).Select(Listed);
        return [.. ofTable.Concat(ofSettings).OrderBy(key => key.Name, StringComparer.Ordinal).ThenBy(key => key.KeptIn, StringComparer.Ordinal)];
    }

    /// <summary>One of them; null where there is none.</summary>
    internal async Task<ListedKey?> FindAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        if (ring.SettingsKeys.TryGetValue(name, out var setting))
        {
            return OfSettings(setting) is var key && IsFor(key, caller, ring.KeyOf(caller)) ? Listed(key) : null;
        }

        return await RecordAsync(caller, name, cancellationToken) is { } record ? Listed(record, clock.GetUtcNow()) : null;
    }

    /// <summary>Makes a key.</summary>
    internal async Task<(IssuedKey? Issued, ProblemHttpResult? Refusal)> CreateAsync(
        Caller caller, NewKey asked, bool dryRun, CancellationToken cancellationToken)
    {
        if (KeyRules.Errors(asked, clock.LondonToday) is { Count: > 0 } errors)
        {
            return (null, ProblemCatalogue.BodyInvalid.Answer(errors));
        }

        var (key, now) = (KeyRules.Stored(asked), clock.GetUtcNow());
        if (KeyRules.Wider(key, caller, ring.KeyOf(caller)) is { Count: > 0 } wider)
        {
            return (null, ProblemCatalogue.KeyTooWide.Answer(wider));
        }

        var planned = new KeyRecord(key, now, caller.Id, null, null, null, 0, null, null);
        if (ring.SettingsKeys.ContainsKey(key.Name)
            || (dryRun && (await table.KeysAsync(key.Name, now, cancellationToken)).Count > 0))
        {
            return (null, ProblemCatalogue.KeyExists.Answer());
        }

        if (dryRun)
        {
            return (new(null, true, Listed(planned, now)), null);
        }

        var secret = NewSecret();
        if (!await table.AddAsync(key, HashOf(secret), caller.Id, now, cancellationToken))
        {
            return (null, ProblemCatalogue.KeyExists.Answer());
        }

        log.LogInformation("{Caller} made the key {Key} with {Scopes}", caller.Id, key.Name, string.Join(' ', key.Scopes));
        await HoldsHereAsync(cancellationToken);
        return (new(secret, false, Listed(planned, now)), null);
    }

    /// <summary>Gives a key another secret; the one that it has works on for so many days.</summary>
    internal async Task<(IssuedKey? Issued, ProblemHttpResult? Refusal)> RotateAsync(
        Caller caller, string name, KeyRotation asked, bool dryRun, CancellationToken cancellationToken)
    {
        if (asked.GraceDays is < 0 or > KeyRules.LongestGrace)
        {
            return (null, ProblemCatalogue.BodyInvalid.Answer(
                [ProblemError.OfBody("/graceDays", "range", $"Must be a whole number from 0 to {KeyRules.LongestGrace}.")]));
        }

        var (record, refusal) = await ChangeableAsync(caller, name, cancellationToken);
        if (record is null || record.RevokedAt is not null)
        {
            return (null, refusal ?? ProblemCatalogue.KeyFixed.Answer());
        }

        var now = clock.GetUtcNow();
        var until = now.AddDays(asked.GraceDays);
        var planned = record with { OldSecretUntil = asked.GraceDays == 0 ? null : until };
        if (dryRun)
        {
            return (new(null, true, Listed(planned, now)), null);
        }

        var secret = NewSecret();
        if (!await table.RotateAsync(name, HashOf(secret), until, now, cancellationToken))
        {
            return (null, ProblemCatalogue.KeyFixed.Answer());
        }

        log.LogInformation("{Caller} rotated the key {Key}; the secret of before ends at {Until}", caller.Id, name, until);
        await HoldsHereAsync(cancellationToken);
        return (new(secret, false, Listed(planned, now)), null);
    }

    /// <summary>Revokes a key, for good. One that is revoked stays as it is.</summary>
    internal async Task<(ListedKey? Revoked, bool Changed, ProblemHttpResult? Refusal)> RevokeAsync(
        Caller caller, string name, bool dryRun, CancellationToken cancellationToken)
    {
        var (record, refusal) = await ChangeableAsync(caller, name, cancellationToken);
        if (record is null)
        {
            return (null, false, refusal);
        }

        var now = clock.GetUtcNow();
        if (record.RevokedAt is not null || dryRun)
        {
            var planned = record.RevokedAt is null ? record with { RevokedAt = now, RevokedBy = caller.Id, OldSecretUntil = null } : record;
            return (Listed(planned, now), false, null);
        }

        await table.RevokeAsync(name, caller.Id, now, cancellationToken);
        log.LogInformation("{Caller} revoked the key {Key}", caller.Id, name);
        await HoldsHereAsync(cancellationToken);
        return (Listed((await table.KeysAsync(name, now, cancellationToken)).Single(), now), true, null);
    }

    private async Task<(KeyRecord? Record, ProblemHttpResult? Refusal)> ChangeableAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        if (ring.SettingsKeys.TryGetValue(name, out var setting))
        {
            return (null, IsFor(OfSettings(setting), caller, ring.KeyOf(caller)) ? ProblemCatalogue.KeyFixed.Answer() : ProblemCatalogue.UnknownKey.Answer());
        }

        return await RecordAsync(caller, name, cancellationToken) is { } record ? (record, null) : (null, ProblemCatalogue.UnknownKey.Answer());
    }

    private async Task<KeyRecord?> RecordAsync(Caller caller, string name, CancellationToken cancellationToken) =>
        (await table.KeysAsync(name, clock.GetUtcNow(), cancellationToken)).SingleOrDefault() is { } record && IsFor(record.Key, caller, ring.KeyOf(caller))
            ? record : null;

    // It is done; that it does not hold here yet, because the database went away meanwhile, must not hide the secret from whoever asked for it.
    private async Task HoldsHereAsync(CancellationToken cancellationToken)
    {
        try
        {
            await refresh.RefreshAsync(cancellationToken);
        }
        catch (Exception away) when (Sql.DatabaseTrouble.Is(away))
        {
            log.LogDebug("It holds here when the table of keys can be read again: {Reason}", away.GetType().Name);
        }
    }

    private static bool IsFor(StoredKey key, Caller caller, StoredKey? own) => key.Name == own?.Name || KeyRules.Wider(key, caller, own).Count == 0;

    private static string NewSecret() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static StoredKey OfSettings(ApiKeySettings.Key key) => new(key.Name, [.. key.Scopes], [.. key.Sources], [.. key.Authorities], null, null, null);

    private static ListedKey Listed(StoredKey key) => new(
        key.Name, KeyStates.Active, InSettings, key.Scopes, key.Sources, key.Authorities, null, null, null, null, null, null, null, null, null, null);

    private ListedKey Listed(KeyRecord record, DateTimeOffset now)
    {
        var (key, today) = (record.Key, LondonCalendar.DayOf(now));
        var state = record.RevokedAt is not null ? KeyStates.Revoked
            : ring.SettingsKeys.ContainsKey(key.Name) ? KeyStates.Shadowed
            : key.ExpiresOn < today ? KeyStates.Expired
            : key.ExpiresOn <= today.AddDays(RefreshKeys.DaysAhead) ? KeyStates.Expiring
            : KeyStates.Active;
        return new(
            key.Name, state, InTable, key.Scopes, key.Sources, key.Authorities, key.RequestsPerMinute, key.DailyQuota,
            record.UsedOn == today ? record.Used : 0, key.ExpiresOn, record.CreatedAt, record.CreatedBy, record.LastUsedAt,
            record.RevokedAt is null ? record.OldSecretUntil : null, record.RevokedAt, record.RevokedBy);
    }
}
