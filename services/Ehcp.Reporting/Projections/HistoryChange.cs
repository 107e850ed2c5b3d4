using Ehcp.Contracts;
using Ehcp.Reporting.Sums;
using Npgsql;

namespace Ehcp.Reporting.Projections;

/// <summary>What must be written to make the stored history of some cases equal to their snapshots: of a case with fifty spans two, when a fact is new.</summary>
/// <param name="Forgotten">Stored spans that are no more.</param>
/// <param name="Written">New ones, and those that say something else.</param>
/// <param name="Changes">What that does to the figures.</param>
internal sealed record HistoryChange(List<KnownSpan> Forgotten, List<KnownSpan> Written, SignedChanges Changes)
{
    internal static HistoryChange Of(List<KnownSpan> stored, IEnumerable<CaseSnapshot> cases)
    {
        var change = new HistoryChange([], [], new());
        var told = cases.SelectMany(snapshot => snapshot.History, (snapshot, known) => new KnownSpan(snapshot.Authority, snapshot.CaseReference, known)).ToDictionary(span => span.Key);
        foreach (var span in stored)
        {
            if (!told.TryGetValue(span.Key, out var now))
            {
                change.Forgotten.Add(span);
            }
            else if (span.SaysTheSame(now))
            {
                told.Remove(span.Key);
                continue;
            }

            change.Changes.Forget(span.Authority, span.Known);
        }

        change.Written.AddRange(told.Values);
        foreach (var span in change.Written)
        {
            change.Changes.Learn(span.Authority, span.Known);
        }

        return change;
    }

    internal IEnumerable<NpgsqlBatchCommand> Commands()
    {
        if (Forgotten.Count > 0)
        {
            yield return KnownHistoryTable.Delete(Forgotten);
        }

        if (Written.Count > 0)
        {
            yield return KnownHistoryTable.Upsert(Written);
        }

        if (Changes.Found() is { Count: > 0 } found)
        {
            yield return ChangeTable.Append(found);
        }
    }
}
