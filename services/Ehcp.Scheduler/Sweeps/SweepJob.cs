using Ehcp.Hosting.Passes;
using Quartz;

namespace Ehcp.Scheduler.Sweeps;

/// <summary>The shell Quartz runs. That it does not overlap spares work; that nothing is told twice is the unique index's doing.</summary>
[DisallowConcurrentExecution]
internal sealed class SweepJob(AlertSweep sweep, TimeProvider clock) : IJob
{
    // A sweep that waits for ever would keep all Schedulers from sweeping, since it does not overlap.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await Watchdog.RunAsync(limited => sweep.RunAsync(clock.GetUtcNow(), limited), Longest, clock, cancellationToken);
}
