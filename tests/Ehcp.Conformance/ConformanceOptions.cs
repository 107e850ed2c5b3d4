using System.Globalization;
using Ehcp.Contracts;

namespace Ehcp.Conformance;

/// <summary>Which installation is checked, and as whom.</summary>
/// <param name="Url">Where Intake is.</param>
/// <param name="Key">A key that may send events of the source and the authority, and no others.</param>
/// <param name="Source">The source of every event that is sent.</param>
/// <param name="Authority">The authority of every event, by its ONS code.</param>
/// <param name="Broker">Where events are published, with the broker's user of the same name as the key; null: only HTTP is checked.</param>
/// <param name="Keep">Whether what was taken is left there.</param>
/// <param name="MostBytes">The largest body that the installation takes.</param>
public sealed record ConformanceOptions(
    Uri Url, string Key, string Source, string Authority, Uri? Broker = null, bool Keep = false, int MostBytes = ConformanceOptions.UsualMostBytes)
{
    /// <summary>The largest body, unless an installation is set otherwise.</summary>
    public const int UsualMostBytes = 2 * 1024 * 1024;

    /// <summary>What the source of a check begins with, so that nobody takes its events for those of a case system.</summary>
    public const string SourcePrefix = "conformance-";

    /// <summary>What every case reference of a check begins with.</summary>
    public const string CasePrefix = "CONFORMANCE-";

    /// <summary>What every case reference and id of a run begins with.</summary>
    /// <param name="now">When it began.</param>
    public static string PrefixOf(DateTimeOffset now) =>
        $"{CasePrefix}{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}-{Random.Shared.Next(0x1000, 0x10000):x}";

    /// <summary>Why this cannot be used, in words; null when it can.</summary>
    /// <param name="today">Today in London.</param>
    public string? WhyNot(DateOnly today) =>
        Url.Scheme is not ("http" or "https") ? "--url must be an address that begins with http:// or https://."
        : Key.Length == 0 ? "A key is needed: --key, or INTAKE_KEY."
        : !Source.StartsWith(SourcePrefix, StringComparison.Ordinal) || Source.Length == SourcePrefix.Length
            ? $"--source must begin with {SourcePrefix}, so that no event of a check can be taken for one of a case system."
        : Authorities.Find(Authority) is not { } known ? "--authority must be the ONS code or the DfE code of an English local authority."
        : !known.IsThereOn(today) || !known.IsThereOn(today.AddDays(-1)) ? "--authority must be an authority that stands today."
        : Broker is not null && (Broker.Scheme is not ("amqp" or "amqps") || Broker.UserInfo.Length == 0)
            ? "--amqp must be an address that begins with amqp:// or amqps:// and has a user and a password."
        : null;
}
