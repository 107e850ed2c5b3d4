using Ehcp.Hosting.Passes;
using Ehcp.Hosting.Sql;
using Microsoft.Extensions.Logging;

namespace Ehcp.Hosting.Keys;

/// <summary>
/// Writes down what was done with keys, beside the requests: when one was last used at most once a minute, and how much it did today every five seconds where
/// it has a quota, so that all instances share it.
/// </summary>
internal sealed class WriteKeyUse : Pass
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly KeyTable _table;
    private readonly ApiKeyRing _ring;
    private readonly TimeProvider _clock;

    public WriteKeyUse(KeyTable table, ApiKeyRing ring, TimeProvider clock, ILogger<WriteKeyUse> log)
        : base("The use of keys cannot be written down", "The use of keys is written down again", new Pace(Often) { LongestPause = Often }, clock, log) =>
        (_table, _ring, _clock) = (table, ring, clock);

    /// <summary>Writes what there is, whether it is time or not.</summary>
    internal Task WriteAsync(CancellationToken cancellationToken) => WriteAsync(TimeSpan.Zero, cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Watchdog.RunAsync(WriteAsync, Patience, _clock, cancellationToken);
        }
        catch (Exception away) when (away is TimeoutException or OperationCanceledException || DatabaseTrouble.Is(away))
        {
            // A minute's worth is lost.
        }
    }

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(AtMostEvery, cancellationToken);
        return false;
    }

    private async Task WriteAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var due = _ring.Uses.Select(use => use.ToWrite(now, pause)).OfType<KeyUse.Part>();
        KeyUse.Part[] parts = [.. due.OrderBy(part => part.Use.Name, StringComparer.Ordinal)];
        if (parts.Length == 0)
        {
            return;
        }

        try
        {
            var written = (await _table.AddUsesAsync(parts, cancellationToken)).ToDictionary(row => row.Name, StringComparer.Ordinal);
            foreach (var part in parts)
            {
                var (_, used, on) = written.GetValueOrDefault(part.Use.Name, (part.Use.Name, part.Used, part.Day));
                part.Use.Wrote(now, used, on);
            }
        }
        catch
        {
            Array.ForEach(parts, part => part.Use.Failed());
            throw;
        }
    }
}
