using Quartz;

namespace Ehcp.Scheduler.Sweeps;

/// <summary>The shell Quartz runs. That it does not overlap spares work; that nothing is told twice is the unique index's doing.</summary>
[DisallowConcurrentExecution]
internal sealed class SweepJob(AlertSweep sweep, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await sweep.RunAsync(clock.GetUtcNow(), cancellationToken);
}
