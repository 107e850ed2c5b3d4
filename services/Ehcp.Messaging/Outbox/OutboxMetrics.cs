using System.Diagnostics.Metrics;
using Ehcp.Messaging.Broker;

namespace Ehcp.Messaging.Outbox;

/// <summary>What waits, for how long, and how publishing goes. Alarm on the age of the oldest row and on parked ones.</summary>
internal sealed class OutboxMetrics
{
    private readonly Histogram<double> _published;
    private readonly Counter<long> _refused;
    private Backlog _backlog = new(0, 0, null);

    public OutboxMetrics(IMeterFactory meters, TimeProvider clock)
    {
        var meter = meters.Create(MessagingTelemetry.Name);
        _published = meter.CreateHistogram<double>("ehcp.outbox.publish.duration", "s", "From publishing to the broker's confirm");
        _refused = meter.CreateCounter<long>("ehcp.outbox.refused", "{message}", "Messages returned or nacked by the broker");
        meter.CreateObservableGauge("ehcp.outbox.depth", () => _backlog.Waiting, "{message}", "Committed and not yet confirmed");
        meter.CreateObservableGauge("ehcp.outbox.parked", () => _backlog.Parked, "{message}", "Given up until a person decides");
        meter.CreateObservableGauge("ehcp.outbox.oldest.age",
            () => _backlog.Oldest is { } oldest ? Math.Max(0, (clock.GetUtcNow() - oldest).TotalSeconds) : 0, "s", "Age of the oldest row that waits");
    }

    internal void Published(string type, TimeSpan duration) => _published.Record(duration.TotalSeconds, Tag("type", type));

    internal void Refused(string type, string how) => _refused.Add(1, Tag("type", type), Tag("how", how));

    internal void Set(Backlog backlog) => _backlog = backlog;

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    internal sealed record Backlog(long Waiting, long Parked, DateTimeOffset? Oldest);
}
