using System.Diagnostics.Metrics;
using Ehcp.Messaging.Broker;

namespace Ehcp.Messaging.Outbox;

/// <summary>
/// What waits, for how long, and how publishing goes. Alarm on an outbox that does not move, on the age of the oldest row and on parked ones.
/// </summary>
internal sealed class OutboxMetrics
{
    private readonly Histogram<double> _published;
    private readonly Counter<long> _refused;

    public OutboxMetrics(OutboxMovement movement, IMeterFactory meters, TimeProvider clock)
    {
        var meter = meters.Create(MessagingTelemetry.Name);
        _published = meter.CreateHistogram<double>("ehcp.outbox.publish.duration", "s", "From publishing to the broker's confirm");
        _refused = meter.CreateCounter<long>("ehcp.outbox.refused", "{message}", "Messages returned or nacked by the broker");
        Gauge("ehcp.outbox.depth", "{message}", "Committed and not yet confirmed", backlog => backlog.Waiting);
        Gauge("ehcp.outbox.parked", "{message}", "Given up until a person decides", backlog => backlog.Parked);
        Gauge(
            "ehcp.outbox.oldest.age", "s", "Age of the oldest row that waits",
            backlog => backlog.Oldest is { } oldest ? Math.Max(0, (clock.GetUtcNow() - oldest).TotalSeconds) : 0);
        Gauge(
            "ehcp.outbox.unmoved", "s", "How long the oldest message that waits has been the same one; 0 where none waits",
            _ => movement.Unmoved!.Value.TotalSeconds);

        // No sample before the first count: that nothing is known yet is another thing than that nothing waits.
        void Gauge<T>(string name, string unit, string description, Func<Backlog, T> value)
            where T : struct =>
            meter.CreateObservableGauge(
                name, () => movement.Backlog is { } backlog ? [new Measurement<T>(value(backlog))] : Array.Empty<Measurement<T>>(), unit, description);
    }

    internal void Published(string type, TimeSpan duration) => _published.Record(duration.TotalSeconds, Tag("type", type));

    internal void Refused(string type, string how) => _refused.Add(1, Tag("type", type), Tag("how", how));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
