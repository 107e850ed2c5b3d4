namespace Ehcp.Reporting.Watch;

/// <summary>What the Scheduler says of itself.</summary>
/// <param name="Sweeping">Whether a sweep has completed lately; null when it gave no such answer.</param>
/// <param name="DigestLate">Whether the morning digest of the last working day is missing; null when that is not known.</param>
internal sealed record SweepHealth(bool? Sweeping, bool? DigestLate)
{
    internal static SweepHealth Unknown { get; } = new(null, null);
}
