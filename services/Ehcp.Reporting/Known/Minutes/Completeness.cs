using System.Diagnostics.Metrics;
using Ehcp.Reporting.Known.Telemetry;

namespace Ehcp.Reporting.Known.Minutes;

/// <summary>
/// Whether the figures hold what Intake recorded. A minute is told some seconds after its end and agrees as soon as its events have come through; where
/// five minutes later it does not, events are late or lost, or Intake is silent.
/// </summary>
public sealed class Completeness
{
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _startedAt;
    private volatile Agreement _agreement = new(null, null);

    public Completeness(TimeProvider clock, IMeterFactory meters)
    {
        (_clock, _startedAt) = (clock, clock.GetUtcNow());
        meters.Create(ProjectionMeter.Name).CreateObservableGauge(
            "ehcp.reporting.known_to.age", () => Math.Max(0, Age.TotalSeconds), "s", "Time since the instant up to which the figures hold every event.");
    }

    /// <summary>How long the figures may lag behind.</summary>
    internal static TimeSpan Longest { get; } = TimeSpan.FromMinutes(5);

    // The minute itself, and what Intake takes to tell of it.
    private static readonly TimeSpan Ordinary = TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(15);

    internal Agreement Agreement { get => _agreement; set => _agreement = value; }

    /// <summary>Whether they lag no longer than they may; after a start they are given that time.</summary>
    internal bool IsWell => Age < Longest + Ordinary;

    private TimeSpan Age => _clock.GetUtcNow() - (Agreement.CompleteTo is { } completeTo && completeTo > _startedAt ? completeTo : _startedAt);
}
