using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Reporting.Measures;
using Npgsql;

namespace Ehcp.Reporting.Known.Projections;

/// <summary>The stored history of some cases.</summary>
internal sealed record StoredHistory(List<KnownSpan> Requests, List<ReviewSpan> Reviews, List<DutySpan> Duties);

/// <summary>A snapshot that is newer than what is stored of its case.</summary>
/// <param name="RulesFrom">What is stored up to here stays, for it was known by former rules; null when there were none.</param>
internal sealed record ChangedCase(CaseSnapshot Snapshot, DateTimeOffset? RulesFrom);

/// <summary>What must be written to make the stored history of some cases equal to their snapshots: of a case with fifty spans two, when a fact is
/// new.</summary>
internal sealed record HistoryChange(SpanChange<KnownSpan> Requests, SpanChange<ReviewSpan> Reviews, SpanChange<DutySpan> Duties)
{
    /// <param name="law">The law by which it is read how duties stood.</param>
    internal static HistoryChange Of(Law law, StoredHistory stored, IReadOnlyCollection<ChangedCase> cases) => new(
        SpanChange<KnownSpan>.Of(
            stored.Requests, cases, snapshot => snapshot.History.Select(known => new KnownSpan(snapshot.Authority, snapshot.CaseReference, known))),
        SpanChange<ReviewSpan>.Of(
            stored.Reviews, cases, snapshot => (snapshot.Reviews ?? []).Select(known => new ReviewSpan(snapshot.Authority, snapshot.CaseReference, known))),
        SpanChange<DutySpan>.Of(stored.Duties, cases, snapshot => Projections.Duties.Of(law, snapshot)));

    internal IEnumerable<NpgsqlBatchCommand> Commands()
    {
        if (!Requests.IsNothing)
        {
            yield return KnownHistoryTable.Write(Requests);
        }

        if (!Reviews.IsNothing)
        {
            yield return KnownReviewTable.Write(Reviews);
        }

        if (!Duties.IsNothing)
        {
            yield return KnownDutyTable.Write(Duties);
        }
    }
}

/// <param name="Forgotten">Stored spans that are no more.</param>
/// <param name="Written">New ones, and those that say something else.</param>
internal sealed record SpanChange<TSpan>(List<TSpan> Forgotten, List<TSpan> Written)
    where TSpan : IKnownSpan<TSpan>
{
    internal bool IsNothing => Forgotten.Count + Written.Count == 0;

    internal static SpanChange<TSpan> Of(List<TSpan> stored, IReadOnlyCollection<ChangedCase> cases, Func<CaseSnapshot, IEnumerable<TSpan>> tell)
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
            }
        }

        change.Written.AddRange(told.Values);
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
