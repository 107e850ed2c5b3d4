using Ehcp.Intake.Events;
using Ehcp.Intake.Ledger;
using Ehcp.Intake.Refusals;
using Ehcp.Intake.Telemetry;

namespace Ehcp.Intake.Receiving;

/// <summary>An event that was read.</summary>
/// <param name="Read">What reading it gave, and what its sender may not do.</param>
/// <param name="KeyName">Whose it is.</param>
internal sealed record SentEvent(ReadEvent Read, string KeyName);

/// <summary>Records a set of events, whatever door they came by: good ones are taken, whatever the others are.</summary>
internal sealed class RecordEvents(LedgerWriter ledger, IntakeTelemetry telemetry)
{
    /// <summary>What became of each, in order, after the commit; null when the ledger cannot be written just now, and all may be sent again.</summary>
    public async Task<EventReceipt[]?> RecordAsync(IReadOnlyList<SentEvent> events)
    {
        LedgerLine?[] lines = [.. events.Select(sent => sent.Read.Event is { } received ? new LedgerLine(received, sent.KeyName) : null)];
        LedgerLine[] good = [.. lines.OfType<LedgerLine>()];
        if (good.Length > 0 && !await ledger.RecordAsync(good))
        {
            return null;
        }

        var receipts = new EventReceipt[events.Count];
        for (var at = 0; at < receipts.Length; at++)
        {
            var (line, read) = (lines[at], events[at].Read);
            var status = line?.Status ?? EventStatus.Rejected;
            receipts[at] = new(read.Id, read.Source, status, line?.Sequence, status switch
            {
                EventStatus.Conflict => Problems.ConflictErrors,
                EventStatus.Rejected => line is null ? read.Errors : [Rules.Unrecordable.At("")],
                _ => null,
            });
            telemetry.Count(status);
        }

        return receipts;
    }
}
