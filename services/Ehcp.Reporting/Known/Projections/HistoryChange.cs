using Ehcp.Contracts;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Sums;
using Npgsql;

namespace Ehcp.Reporting.Known.Projections;

/// <summary>The stored history of some cases.</summary>
internal sealed record StoredHistory(List<KnownSpan> Requests, List<ReviewSpan> Reviews);

/// <summary>A snapshot that is newer than what is stored of its case.</summary>
/// <param name="RulesFrom">What is stored up to here stays, for it was known by former rules; null when there were none.</param>
internal sealed record ChangedCase(CaseSnapshot Snapshot, DateTimeOffset? RulesFrom);

/// <summary>What must be written to make the stored history of some cases equal to their snapshots: of a case with fifty spans two, when a fact is new.</summary>
/// <param name="Changes">What that does to the figures.</param>
internal sealed record HistoryChange(SpanChange<KnownSpan> Requests, SpanChange<ReviewSpan> Reviews, SignedChanges Changes)
{
    internal static HistoryChange Of(StoredHistory stored, IReadOnlyCollection<ChangedCase> cases)
    {
        var changes = new SignedChanges();
        return new(
            SpanChange<KnownSpan>.Of(
                stored.Requests, cases, snapshot => snapshot.History.Select(known => new KnownSpan(snapshot.Authority, snapshot.CaseReference, known)), changes),
            SpanChange<ReviewSpan>.Of(
                stored.Reviews, cases, snapshot => (snapshot.Reviews ?? []).Select(known => new ReviewSpan(snapshot.Authority, snapshot.CaseReference, known)), changes),
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
    internal static SpanChange<TSpan> Of(List<TSpan> stored, IReadOnlyCollection<ChangedCase> cases, Func<CaseSnapshot, IEnumerable<TSpan>> tell, SignedChanges changes)
    {
        var change = new SpanChange<TSpan>([], []);
        var told = Known(stored, cases, tell).ToDictionary(span => span.Key);
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

    private static IEnumerable<TSpan> Known(List<TSpan> stored, IReadOnlyCollection<ChangedCase> cases, Func<CaseSnapshot, IEnumerable<TSpan>> tell)
    {
        var storedOf = cases.Any(changed => changed.RulesFrom is not null) ? stored.ToLookup(span => (span.Authority, span.CaseReference)) : null;
        return cases.SelectMany(changed => changed.RulesFrom is { } from
            ? FormerRules.Keep(storedOf![(changed.Snapshot.Authority, changed.Snapshot.CaseReference)], tell(changed.Snapshot), from)
            : tell(changed.Snapshot));
    }
}
