using Ehcp.Hosting.Passes;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Watch;

/// <summary>The loop around <see cref="WatchScheduler"/>.</summary>
internal sealed class WatchLoop(WatchScheduler watch, IOptions<WatchSettings> settings, TimeProvider clock, ILogger<WatchLoop> log)
    : Pass("The Scheduler is not watched just now", "The Scheduler is watched again", new Pace(settings.Value.Every), clock, log)
{
    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await watch.RunAsync(cancellationToken);
        return false;
    }
}
