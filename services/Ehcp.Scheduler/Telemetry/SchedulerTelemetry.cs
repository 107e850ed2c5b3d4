using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ehcp.Scheduler.Telemetry;

/// <summary>What the Scheduler tells of its work. Counts and times; never a case.</summary>
internal sealed class SchedulerTelemetry
{
    internal const string Name = "Ehcp.Scheduler";

    private readonly Counter<long> _factsStored;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _casesFolded;
    private readonly Histogram<double> _foldSeconds;

    public SchedulerTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _factsStored = meter.CreateCounter<long>("ehcp.scheduler.facts.stored", "{fact}", "Facts stored for the first time.");
        _duplicates = meter.CreateCounter<long>("ehcp.scheduler.facts.duplicate", "{fact}", "Facts delivered again, without effect.");
        _casesFolded = meter.CreateCounter<long>("ehcp.scheduler.cases.folded", "{case}", "Cases folded and announced.");
        _foldSeconds = meter.CreateHistogram<double>("ehcp.scheduler.fold.duration", "s", "Time to store and fold one set of facts, to its commit.");
    }

    internal static ActivitySource Activities { get; } = new(Name);

    internal void TookIn(int stored, int duplicates, int casesFolded, TimeSpan time)
    {
        _factsStored.Add(stored);
        _duplicates.Add(duplicates);
        _casesFolded.Add(casesFolded);
        _foldSeconds.Record(time.TotalSeconds);
    }
}
