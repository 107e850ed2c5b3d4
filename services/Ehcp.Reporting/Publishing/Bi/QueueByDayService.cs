using Ehcp.Contracts;
using Ehcp.Hosting.Passes;

namespace Ehcp.Reporting.Publishing.Bi;

/// <summary>The loop around <see cref="QueueByDay"/>.</summary>
internal sealed class QueueByDayService(QueueByDay queue, TimeProvider clock, ILogger<QueueByDayService> log)
    : Pass("The open requests of yesterday are not written down yet", "The open requests of each day are written down again", Seldom, clock, log)
{
    // At the first start, or after a long stop, months of days are written one after the other.
    private static readonly Pace Seldom = new(TimeSpan.FromMinutes(10)) { Deadline = TimeSpan.FromMinutes(30) };

    private readonly TimeProvider _clock = clock;

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await queue.RunAsync(_clock.LondonToday, cancellationToken);
        return false;
    }
}
