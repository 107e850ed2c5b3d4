namespace Ehcp.Hosting.KeyManagement;

/// <summary>A key that is asked for.</summary>
/// <param name="Name">What it is called in logs and records: 1 to 64 letters, digits, dots, hyphens and underscores. It is never given again.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Sources">CloudEvents sources that it may send for; "*" for all. None unless given.</param>
/// <param name="Authorities">ONS or DfE codes of the authorities it is for; "*" for all. None unless given.</param>
/// <param name="RequestsPerMinute">How many requests each instance of the service takes in a minute, 1 to 1,000,000. Any number unless given.</param>
/// <param name="DailyQuota">How much it may do on a London day, 1 to 1,000,000,000: events of Intake, requests of the others. Any amount unless given.</param>
/// <param name="ExpiresOn">The last London day on which it opens anything. No end unless given.</param>
internal sealed record NewKey(
    string Name, IReadOnlyList<string> Scopes, IReadOnlyList<string>? Sources = null, IReadOnlyList<string>? Authorities = null,
    int? RequestsPerMinute = null, int? DailyQuota = null, DateOnly? ExpiresOn = null);

/// <summary>A new secret that is asked for.</summary>
/// <param name="GraceDays">For how many days the secret of before works beside the new one, 0 to 90; 0 ends it at once.</param>
internal sealed record KeyRotation(int GraceDays);

/// <summary>A key that there is.</summary>
/// <param name="Name">What it is called in logs and records.</param>
/// <param name="State">Whether it opens anything.</param>
/// <param name="KeptIn">Where it stands: in the settings of the service, where it is changed by whoever runs it, or in the table.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Sources">CloudEvents sources that it may send for; "*" for all.</param>
/// <param name="Authorities">ONS codes of the authorities it is for; "*" for all.</param>
/// <param name="RequestsPerMinute">How many requests each instance takes in a minute; null for any number.</param>
/// <param name="DailyQuota">How much it may do on a London day; null for any amount.</param>
/// <param name="UsedToday">How much it has done today, as far as it is written down; null where it stands in the settings.</param>
/// <param name="ExpiresOn">The last London day on which it opens anything; null for no end.</param>
/// <param name="CreatedAt">When it was made; null where it stands in the settings.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="LastUsedAt">When it was last used, to the minute; null for never, or where it stands in the settings.</param>
/// <param name="OldSecretUntil">Until when a secret that was replaced works beside the newest; null where there is none.</param>
/// <param name="RevokedAt">When it was revoked; null while it is not.</param>
/// <param name="RevokedBy">Who revoked it.</param>
internal sealed record ListedKey(
    string Name, string State, string KeptIn, IReadOnlyList<string> Scopes, IReadOnlyList<string> Sources, IReadOnlyList<string> Authorities,
    int? RequestsPerMinute, int? DailyQuota, long? UsedToday, DateOnly? ExpiresOn, DateTimeOffset? CreatedAt, string? CreatedBy, DateTimeOffset? LastUsedAt,
    DateTimeOffset? OldSecretUntil, DateTimeOffset? RevokedAt, string? RevokedBy);

/// <summary>All keys that the caller may look after.</summary>
/// <param name="Keys">By name.</param>
internal sealed record KeyList(IReadOnlyList<ListedKey> Keys);

/// <summary>A key that was made or rotated, or would be.</summary>
/// <param name="Secret">What is sent as X-Api-Key. It is told here and never again; null in a dry run.</param>
/// <param name="DryRun">Whether it was only tried.</param>
/// <param name="Key">The key as it is now, or would be.</param>
internal sealed record IssuedKey(string? Secret, bool DryRun, ListedKey Key);

/// <summary>What a key can be.</summary>
internal static class KeyStates
{
    /// <summary>It opens what its scopes say.</summary>
    internal const string Active = "active";

    /// <summary>It still does, and ends within 14 days.</summary>
    internal const string Expiring = "expiring";

    /// <summary>Its last day is over.</summary>
    internal const string Expired = "expired";

    /// <summary>It was revoked, for good.</summary>
    internal const string Revoked = "revoked";

    /// <summary>A key of the settings is called the same, and holds in its place.</summary>
    internal const string Shadowed = "shadowed";
}
