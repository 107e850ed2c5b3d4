using System.Diagnostics.Metrics;

namespace Ehcp.Scheduler.Telemetry;

/// <summary>What alerting tells of its work. Counts and times; never a case or an address.</summary>
internal sealed class AlertTelemetry
{
    private readonly Counter<long> _rungs;
    private readonly Counter<long> _mails;

    public AlertTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(SchedulerTelemetry.Name);
        _rungs = meter.CreateCounter<long>("ehcp.scheduler.rungs.fired", "{rung}", "Rungs of the alert ladder fired.");
        _mails = meter.CreateCounter<long>("ehcp.scheduler.mails", "{mail}", "Mails by the state they reached; deferred ones will be tried again.");
    }

    internal void Fired(string rung) => _rungs.Add(1, new KeyValuePair<string, object?>("rung", rung));

    internal void Mail(string state, int count = 1) => _mails.Add(count, new KeyValuePair<string, object?>("state", state));
}
