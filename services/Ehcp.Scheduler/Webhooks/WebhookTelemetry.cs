using System.Diagnostics.Metrics;
using Ehcp.Scheduler.Telemetry;

namespace Ehcp.Scheduler.Webhooks;

/// <summary>What delivering tells of its work. Counts; never a case or an address.</summary>
internal sealed class WebhookTelemetry
{
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _changes;

    public WebhookTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(SchedulerTelemetry.Name);
        _deliveries = meter.CreateCounter<long>(
            "ehcp.scheduler.webhook.deliveries", "{delivery}", "Deliveries to webhooks by outcome: taken, failed, or failed for so long that it was stopped.");
        _changes = meter.CreateCounter<long>("ehcp.scheduler.webhook.changes", "{change}", "Changes that webhooks took.");
    }

    internal void Took(int changes)
    {
        _deliveries.Add(1, new KeyValuePair<string, object?>("outcome", "taken"));
        _changes.Add(changes);
    }

    internal void Failed(bool stopped) => _deliveries.Add(1, new KeyValuePair<string, object?>("outcome", stopped ? "stopped" : "failed"));
}
