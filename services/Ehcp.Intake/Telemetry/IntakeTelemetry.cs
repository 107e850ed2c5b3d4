using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ehcp.Intake.Events;

namespace Ehcp.Intake.Telemetry;

/// <summary>Traces and figures of this service. No label says which case, source or authority.</summary>
internal sealed class IntakeTelemetry
{
    public const string Name = "Ehcp.Intake";

    private static readonly KeyValuePair<string, object?>[] Outcomes =
        [.. Enum.GetNames<EventStatus>().Select(name => KeyValuePair.Create("outcome", (object?)name.ToLowerInvariant()))];

    private readonly Counter<long> _events;
    private readonly Histogram<int> _setSize;

    public IntakeTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _events = meter.CreateCounter<long>("ehcp.intake.events", "{event}", "Events received, by what became of them.");
        _setSize = meter.CreateHistogram<int>("ehcp.intake.ledger.set", "{event}", "Events written to the ledger in one transaction.");
    }

    public static ActivitySource Activities { get; } = new(Name);

    public void Count(EventStatus status, int events = 1) => _events.Add(events, Outcomes[(int)status]);

    public void CountSet(int events) => _setSize.Record(events);
}
