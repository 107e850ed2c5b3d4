using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Ehcp.Csv;
using Ehcp.Hosting.Sql;
using Ehcp.Intake.Counting;
using Ehcp.Intake.Events;
using Ehcp.Intake.Ledger;
using Ehcp.Intake.Rejections;
using Ehcp.Intake.Telemetry;
using Npgsql;

namespace Ehcp.Intake.Importing;

/// <summary>Takes the rows of one file in sets: reads what was sent of them, sends the difference, and remembers it.</summary>
internal sealed class ImportRows(
    ImportRecord import, ImportOrder order, BoundMapping bound, int headerWidth, ImportCounts counts, LedgerWriter ledger, ImportLog log,
    IntakeTelemetry telemetry, TimeProvider clock)
{
    private const int SetOfLines = 1_000;

    private readonly RowPlans _plans = new(
        order.Source, order.Mapping.Mapping, bound, Timestamps.ToMicroseconds(import.Time), new SenderRights(order.Sender));

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly string _what = $"{Convert.ToHexString(order.Mapping.Hash)} {order.Authority}";
    private readonly SeenRows _seen = new();
    private int _rowsInTray;

    /// <summary>Which of the rows that were known the file has had.</summary>
    public SeenRows Seen => _seen;

    public async Task TakeAsync(NpgsqlConnection connection, List<CsvRow> set, CancellationToken cancellationToken)
    {
        var (plans, refused) = (new List<(RowPlan Plan, CsvRow Row)>(set.Count), new List<RowError>());
        var first = new HashSet<RowKey>(set.Count);
        foreach (var row in set)
        {
            if (Refusal(row) is { } error)
            {
                refused.Add(error);
                continue;
            }

            var plan = new RowPlan(new(Hash(bound.RowKey.Select(cell => row.Cells[cell]))), new(row.Line))
            {
                Hash = Hash(row.Cells.Append(_what)),
                KeyMayBeKept = Array.TrueForAll(bound.RowKey, cell => RowKey.MayBeKept(row.Cells[cell])),
            };
            if (first.Add(plan.Key))
            {
                plans.Add((plan, row));
            }
            else
            {
                refused.Add(Twice(row));
            }
        }

        await FindAsync(connection, plans, refused, cancellationToken);
        var reader = new EventReader(clock.GetUtcNow());
        foreach (var (plan, row) in plans)
        {
            plan.IsUnchanged = plan.Known?.Hash is { } hash && hash.AsSpan().SequenceEqual(plan.Hash);
            if (!plan.IsUnchanged)
            {
                _plans.Make(plan, row.Cells, reader);
            }
        }

        await SendAsync(plans.ConvertAll(each => each.Plan));
        Count(set.Count, plans.ConvertAll(each => each.Plan), refused);
        await RememberAsync(connection, plans.ConvertAll(each => each.Plan), refused, cancellationToken);
    }

    private RowError? Refusal(CsvRow row)
    {
        if (row.IsLonger || (row.Columns < headerWidth && row.Columns < bound.Width))
        {
            return RowError.Of(new(row.Line), RowRules.Columns);
        }

        return Array.FindIndex(bound.RowKey, cell => row.Cells[cell].Length == 0) is >= 0 and var at
            ? RowError.Of(new(row.Line), RowRules.RowKey, bound.NameOf(bound.RowKey[at]))
            : null;
    }

    private RowError Twice(CsvRow row) => RowError.Of(new(row.Line), RowRules.RowTwice, bound.NameOf(bound.RowKey[0]));

    private async Task FindAsync(
        NpgsqlConnection connection, List<(RowPlan Plan, CsvRow Row)> plans, List<RowError> refused, CancellationToken cancellationToken)
    {
        if (plans.Count == 0)
        {
            return;
        }

        byte[][] keys = [.. plans.Select(each => each.Plan.Key.Bytes)];
        var known = await RowStore.FindAsync(connection, import.Extract, keys, cancellationToken);
        var tried = import.IsTrial ? await RowStore.TriedAsync(connection, import.Number, keys, cancellationToken) : [];
        plans.RemoveAll(each =>
        {
            each.Plan.Known = known.GetValueOrDefault(each.Plan.Key);
            var twice = each.Plan.Known is { } row ? !_seen.Add(row.Number) : tried.Contains(each.Plan.Key);
            if (twice)
            {
                refused.Add(Twice(each.Row));
            }

            return twice;
        });
    }

    private async Task SendAsync(List<RowPlan> plans)
    {
        if (!import.IsTrial)
        {
            LedgerLine[] lines = [.. plans.SelectMany(plan => plan.Events).Select(planned => planned.Line)];
            var recorded = await Task.WhenAll(lines.Chunk(SetOfLines).Select(ledger.RecordAsync));
            if (!Array.TrueForAll(recorded, taken => taken))
            {
                throw new LedgerUnavailableException();
            }

            foreach (var outcome in lines.GroupBy(line => line.Status == EventStatus.Conflict ? EventStatus.Duplicate : line.Status))
            {
                telemetry.Count(outcome.Key, outcome.Count());
            }
        }

        foreach (var plan in plans)
        {
            foreach (var planned in plan.Events)
            {
                // A conflict is none: an id follows from everything but the time, so what is there says the same, from an import that was interrupted.
                if (planned.Line.Status == EventStatus.Rejected)
                {
                    plan.Errors.Add(planned.IfRefused);
                    continue;
                }

                plan.Sent.RemoveAll(sent => sent.Slot == planned.Sent.Slot);
                plan.Sent.Add(planned.Sent);
            }
        }
    }

    private void Count(int rows, List<RowPlan> plans, List<RowError> refused)
    {
        counts.Rows += rows;
        counts.RefusedRows += refused.Count;
        counts.Count(refused);
        foreach (var plan in plans)
        {
            counts.Count(plan.Errors);
            if (plan.IsRefused)
            {
                counts.RefusedRows++;
            }
            else if (plan.IsUnchanged || (plan.Known is not null && plan.Events.Count == 0 && plan.Errors.Count == 0))
            {
                counts.UnchangedRows++;
            }
            else if (plan.Known is not null)
            {
                counts.ChangedRows++;
            }
            else if (plan.Events.Count > 0)
            {
                counts.NewRows++;
            }
            else
            {
                counts.EmptyRows++;
            }

            foreach (var planned in plan.Events.Where(planned => planned.Line.Status != EventStatus.Rejected))
            {
                _ = planned.Kind switch
                {
                    PlannedKind.New => counts.NewFacts++,
                    PlannedKind.Correction => counts.Corrections++,
                    _ => counts.Retractions++,
                };
                counts.RecordedBefore += planned.Line.Status is EventStatus.Duplicate or EventStatus.Conflict ? 1 : 0;
            }
        }
    }

    private async Task RememberAsync(NpgsqlConnection connection, List<RowPlan> plans, List<RowError> refused, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        var added = plans.FindAll(plan => plan.Known is null && (import.IsTrial || plan.Sent.Count > 0));
        if (import.IsTrial)
        {
            batch.BatchCommands.Add(RowStore.Trying(import.Number, added));
        }
        else
        {
            batch.BatchCommands.Add(RowStore.Adding(import.Extract, added));
            var changed = plans.FindAll(plan => plan.Known is { } known && (!plan.IsUnchanged || known.HasVanished));
            if (changed.Count > 0)
            {
                changed.ForEach(KeepCase);
                batch.BatchCommands.Add(RowStore.Changing(changed));
            }
        }

        var at = Timestamps.ToMicroseconds(clock.GetUtcNow());
        var known = plans.FindAll(plan => plan.KeyMayBeKept);
        if (!import.IsTrial && known.Count > 0)
        {
            batch.BatchCommands.Add(SettleRejections.ByRows(
                import.Extract, import.Id, known.ConvertAll(plan => (plan.Key.Bytes, !plan.IsRefused)), at));
        }

        List<RowError> errors = [.. refused, .. plans.SelectMany(plan => plan.Errors)];
        errors.Sort((one, other) => one.Line.CompareTo(other.Line));
        var kept = errors.GroupBy(error => (error.Line, error.Fact)).Take(RowErrors.MostRows - _rowsInTray).ToList();
        _rowsInTray += kept.Count;
        if (kept.Count > 0)
        {
            batch.BatchCommands.Add(RowErrors.Adding(
                import, at, kept.SelectMany(row => row), known.ToDictionary(plan => plan.Line.Number, plan => plan.Key.Bytes)));
        }

        if (!import.IsTrial && refused.Count + plans.Count(plan => plan.IsRefused) is > 0 and var rows)
        {
            batch.BatchCommands.Add(SourceCounts.OfRefused(import.Source, rows, at));
        }

        batch.BatchCommands.Add(log.ProgressOf(import, counts));
        await batch.PrepareAsync(cancellationToken);
        await using var answers = await batch.RowsAsync(cancellationToken);
        while (!import.IsTrial && await answers.NextAsync(cancellationToken))
        {
            _seen.Add(answers.Long("row_number"));
        }

        while (await answers.NextAnswerAsync(cancellationToken))
        {
            // A statement that fails says so only when it is read.
        }
    }

    // A case reference that no event bore has not passed the door, and is not kept.
    private static void KeepCase(RowPlan plan)
    {
        if (plan.Events.Count == 0)
        {
            (plan.Authority, plan.Subject) = (plan.Known!.Authority, plan.Known.Subject);
        }
    }

    // A byte that stands in no text.
    private static ReadOnlySpan<byte> NoText => [0xFF];

    private byte[] Hash(IEnumerable<string> texts)
    {
        _buffer.ResetWrittenCount();
        foreach (var text in texts)
        {
            Encoding.UTF8.GetBytes(text, _buffer);
            _buffer.Write(NoText);
        }

        return SHA256.HashData(_buffer.WrittenSpan)[..16];
    }
}
