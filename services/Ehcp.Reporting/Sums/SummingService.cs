using Ehcp.Hosting.Passes;

namespace Ehcp.Reporting.Sums;

/// <summary>Keeps what is not yet summed short: a question reads all of it.</summary>
internal sealed class SummingService(SumChanges sums, TimeProvider clock, ILogger<SummingService> log)
    : Pass("Changes wait to be summed; the figures are right without, but slower", "Changes are summed again", Often, clock, log)
{
    // All that an import brought is moved in one pass.
    private static readonly Pace Often = new(TimeSpan.FromSeconds(3)) { Deadline = TimeSpan.FromMinutes(30) };

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await sums.RunAsync(cancellationToken);
        return false;
    }
}
