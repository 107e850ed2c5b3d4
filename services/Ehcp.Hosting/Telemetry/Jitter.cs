namespace Ehcp.Hosting.Telemetry;

/// <summary>Spreads what would come together.</summary>
public static class Jitter
{
    /// <summary>Up to a fifth less or more, so that many who wait for one thing do not come at once.</summary>
    public static TimeSpan Around(TimeSpan span) => span * (0.8 + (0.4 * Random.Shared.NextDouble()));

    /// <summary>Up to a fifth less, never more.</summary>
    public static TimeSpan UpTo(TimeSpan longest) => longest * (0.8 + (0.2 * Random.Shared.NextDouble()));
}
