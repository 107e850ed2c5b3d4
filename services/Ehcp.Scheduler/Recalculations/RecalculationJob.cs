using Quartz;

namespace Ehcp.Scheduler.Recalculations;

/// <summary>The shell Quartz runs: one at a time among all schedulers, and another goes on if that one dies.</summary>
[DisallowConcurrentExecution]
internal sealed class RecalculationJob(Recalculate recalculate) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await recalculate.RunAsync(cancellationToken);
}
