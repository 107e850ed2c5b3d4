using System.Diagnostics.Metrics;

namespace Ehcp.Reporting.Known.Telemetry;

/// <summary>How many snapshots became figures, and how many were older than what is known or the same.</summary>
public sealed class ProjectionMeter
{
    internal const string Name = "Ehcp.Reporting";

    private readonly Counter<long> _applied;
    private readonly Counter<long> _ignored;

    public ProjectionMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _applied = meter.CreateCounter<long>("ehcp.reporting.snapshots.applied", "{snapshot}", "Snapshots that changed what is known of a case.");
        _ignored = meter.CreateCounter<long>("ehcp.reporting.snapshots.ignored", "{snapshot}", "Snapshots that were superseded, or told nothing new.");
    }

    internal void Count(int applied, int ignored)
    {
        _applied.Add(applied);
        _ignored.Add(ignored);
    }
}
