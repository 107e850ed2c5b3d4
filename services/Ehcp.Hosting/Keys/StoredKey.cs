using Ehcp.Contracts;

namespace Ehcp.Hosting.Keys;

/// <summary>A key as its row in <c>api_key</c> says.</summary>
/// <param name="Name">What logs and the ledger call it. It is never given again, also not after the key was revoked.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Sources">CloudEvents sources it may send for; <see cref="Grant.Every"/> for all.</param>
/// <param name="Authorities">ONS codes of the authorities it holds for; <see cref="Grant.Every"/> for all.</param>
/// <param name="RequestsPerMinute">How many requests each instance takes in a minute; null for any number.</param>
/// <param name="DailyQuota">How much it may do on a London day, in the unit of <see cref="KeyQuotaUnit"/>; null for any amount.</param>
/// <param name="ExpiresOn">The last London day on which it opens anything; null for no end.</param>
internal sealed record StoredKey(
    string Name, string[] Scopes, string[] Sources, string[] Authorities, int? RequestsPerMinute, int? DailyQuota, DateOnly? ExpiresOn)
{
    /// <summary>The instant from which it opens nothing; null for no end.</summary>
    internal DateTimeOffset? Ends => ExpiresOn is { } day ? LondonCalendar.StartOf(day.AddDays(1)) : null;

    /// <summary>What it allows.</summary>
    internal Grant Grant => new(Scopes, Authorities, teams: null, Sources);

    /// <summary>The same for keys that are the same.</summary>
    internal string Print => string.Join(
        '\n', Name, string.Join(' ', Scopes), string.Join(' ', Authorities), RequestsPerMinute, DailyQuota, ExpiresOn?.DayNumber, string.Join('\n', Sources));
}

/// <summary>One of a key's secrets.</summary>
/// <param name="Key">The key that it opens.</param>
/// <param name="Hash">SHA-256 of the secret, in upper-case hexadecimal digits.</param>
/// <param name="ValidUntil">The instant from which it opens nothing, of a secret that was replaced; null for the newest.</param>
/// <param name="Used">How much was done with the key on <paramref name="UsedOn"/>, by all instances, as far as it is written down.</param>
/// <param name="UsedOn">A London day; null where the key was never used.</param>
internal sealed record StoredSecret(StoredKey Key, string Hash, DateTimeOffset? ValidUntil, long Used, DateOnly? UsedOn);

/// <summary>A key with all that is known of it, for whoever looks after keys.</summary>
/// <param name="Key">What it is.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">The caller who made it.</param>
/// <param name="RevokedAt">When it was revoked; null while it is not.</param>
/// <param name="RevokedBy">The caller who did; null while it is not.</param>
/// <param name="LastUsedAt">When it was last used, to the minute; null for never.</param>
/// <param name="Used">As <see cref="StoredSecret.Used"/>.</param>
/// <param name="UsedOn">As <see cref="StoredSecret.UsedOn"/>.</param>
/// <param name="OldSecretUntil">Until when a secret that was replaced works beside the newest; null where there is none.</param>
internal sealed record KeyRecord(
    StoredKey Key, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? RevokedAt, string? RevokedBy, DateTimeOffset? LastUsedAt, long Used,
    DateOnly? UsedOn, DateTimeOffset? OldSecretUntil);

/// <summary>What a daily quota counts.</summary>
public enum KeyQuotaUnit
{
    /// <summary>Requests.</summary>
    Requests,

    /// <summary>Events that are sent, whatever becomes of them; a batch is as many as it holds.</summary>
    Events,
}
