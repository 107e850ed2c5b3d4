using Ehcp.Contracts;
using Ehcp.Reporting.Sums;
using Npgsql;

namespace Ehcp.Reporting.Projections;

/// <summary>The stored history of some cases.</summary>
internal sealed record StoredHistory(List<KnownSpan> Requests, List<ReviewSpan> Reviews);

/// <summary>What must be written to make the stored history of some cases equal to their snapshots: of a case with fifty spans two, when a fact is new.</summary>
/// <param name="Changes">What that does to the figures.</param>
internal sealed record HistoryChange(SpanChange<KnownSpan> Requests, SpanChange<ReviewSpan> Reviews, SignedChanges Changes)
{
    internal static HistoryChange Of(StoredHistory stored, IReadOnlyCollection<CaseSnapshot> cases)
    {
        var changes = new SignedChanges();
        return new(
            SpanChange<KnownSpan>.Of(
                stored.Requests, cases.SelectMany(snapshot => snapshot.History, (snapshot, known) => new KnownSpan(snapshot.Authority, snapshot.CaseReference, known)), changes),
            SpanChange<ReviewSpan>.Of(
                stored.Reviews, cases.SelectMany(snapshot => snapshot.Reviews ?? [], (snapshot, known) => new ReviewSpan(snapshot.Authority, snapshot.CaseReference, known)), changes),
            changes);
    }

    internal IEnumerable<NpgsqlBatchCommand> Commands()
    {
        if (Requests.Forgotten.Count > 0)
        {
            yield return KnownHistoryTable.Delete(Requests.Forgotten);
        }

        if (Requests.Written.Count > 0)
        {
            yield return KnownHistoryTable.Upsert(Requests.Written);
        }

        if (Reviews.Forgotten.Count > 0)
        {
            yield return KnownReviewTable.Delete(Reviews.Forgotten);
        }

        if (Reviews.Written.Count > 0)
        {
            yield return KnownReviewTable.Upsert(Reviews.Written);
        }

        if (Changes.Found() is { Count: > 0 } found)
        {
            yield return ChangeTable.Append(found);
        }
    }
}

/// <param name="Forgotten">Stored spans that are no more.</param>
/// <param name="Written">New ones, and those that say something else.</param>
internal sealed record SpanChange<TSpan>(List<TSpan> Forgotten, List<TSpan> Written)
    where TSpan : IKnownSpan<TSpan>
{
    internal static SpanChange<TSpan> Of(List<TSpan> stored, IEnumerable<TSpan> snapshots, SignedChanges changes)
    {
        var change = new SpanChange<TSpan>([], []);
        var told = snapshots.ToDictionary(span => span.Key);
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

            changes.Forget(span);
        }

        change.Written.AddRange(told.Values);
        foreach (var span in change.Written)
        {
            changes.Learn(span);
        }

        return change;
    }
}
