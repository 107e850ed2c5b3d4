using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Scheduler.Cases;

/// <summary>
/// Keys of which one passed a case to another: by facts that hold, or that were taken back. Everything that follows from them follows from the set of all
/// their facts. A case is folded from the facts of every key it had, and stands under the last; the others say where it went.
/// </summary>
internal sealed class LinkedCases
{
    private readonly IReadOnlyDictionary<CaseKey, List<RecordedFact>> _facts;
    private readonly List<RecordedFact> _all;
    private readonly Whereabouts _now;

    /// <param name="facts">Of each key its facts, which may be none.</param>
    internal LinkedCases(IReadOnlyDictionary<CaseKey, List<RecordedFact>> facts)
    {
        _facts = facts;
        _all = [.. facts.Values.SelectMany(some => some)];
        _now = Whereabouts.Of(_all);
    }

    /// <summary>The keys, in any order.</summary>
    internal IEnumerable<CaseKey> Keys => _facts.Keys;

    /// <summary>Whether any fact, held or taken back, passes a case on.</summary>
    internal bool PassOn => _all.Exists(fact => fact.Fact is CasePassedOn);

    /// <summary>The same keys with only what Intake had recorded by an instant, inclusive.</summary>
    internal LinkedCases RecordedBy(DateTimeOffset instant) =>
        new(_facts.ToDictionary(pair => pair.Key, pair => pair.Value.FindAll(fact => fact.RecordedAt <= instant)));

    /// <summary>The sets of keys that hang together, each as one.</summary>
    /// <param name="facts">Of each key its facts, which may be none.</param>
    internal static IEnumerable<LinkedCases> In(IReadOnlyDictionary<CaseKey, List<RecordedFact>> facts)
    {
        var linked = new Dictionary<CaseKey, HashSet<CaseKey>>();
        foreach (var key in facts.Keys)
        {
            linked[key] = [key];
        }

        foreach (var fact in facts.Values.SelectMany(some => some))
        {
            if (Whereabouts.TargetOf(fact) is { } target && linked.TryGetValue(target, out var there) && linked[Whereabouts.KeyOf(fact)] is var here
                && here != there)
            {
                here.UnionWith(there);
                foreach (var key in there)
                {
                    linked[key] = here;
                }
            }
        }

        return linked.Values.Distinct().Select(keys => new LinkedCases(keys.ToDictionary(key => key, key => facts[key])));
    }

    /// <summary>Where what is known under a key is now: the key itself unless it passed on, or came there by a fact that was taken back.</summary>
    internal CaseKey HomeOf(CaseKey key)
    {
        var home = _now.HomeOf(key);
        return HasFacts(home) ? home
            : _all.Where(fact => Whereabouts.TargetOf(fact) == home).Select(fact => _now.HomeOf(Whereabouts.KeyOf(fact))).Where(HasFacts).Order()
                .Cast<CaseKey?>().FirstOrDefault() ?? home;
    }

    /// <summary>Where the facts put a case next that was under a key; null when they leave it there.</summary>
    internal CaseKey? NextOf(CaseKey key) => _now.NextOf(key);

    /// <summary>How many facts, held or taken back, pass a case on from a key.</summary>
    internal int PassedOnFrom(CaseKey key) => _facts[key].Count(fact => fact.Fact is CasePassedOn);

    /// <summary>Every fact of the case that stands under a key; none where none stands there.</summary>
    internal List<RecordedFact> FactsAt(CaseKey key) =>
        _now.HomeOf(key) == key ? [.. _facts.Keys.Where(other => _now.HomeOf(other) == key).SelectMany(other => _facts[other])] : [];

    /// <summary>What follows for each key.</summary>
    /// <param name="law">The law it is computed by.</param>
    internal IEnumerable<CaseFold> Fold(Law law)
    {
        var version = new SnapshotVersion(law.Timetable.Release, _all.Count, law.Calendar.Edition);
        var histories = Histories(law);
        foreach (var key in _facts.Keys.Order())
        {
            yield return FactsAt(key) is { Count: > 0 } facts ? Here(law, key, facts, version, histories[key]) : Elsewhere(law, key, version, histories[key]);
        }
    }

    private bool HasFacts(CaseKey key) => _facts.Any(pair => pair.Value.Count > 0 && _now.HomeOf(pair.Key) == key);

    private CaseFold Here(Law law, CaseKey key, List<RecordedFact> facts, SnapshotVersion version, KnownHistory history)
    {
        var fold = CaseFold.Of(law, key.Authority, key.CaseReference, facts, history);
        var came = _facts.Keys.Where(other => other != key && _now.HomeOf(other) == key).Select(other => _now.PathFrom(other).First())
            .OrderBy(place => place.HeldTo).ThenBy(place => place.Authority, StringComparer.Ordinal)
            .ThenBy(place => place.CaseReference, StringComparer.Ordinal).ToList();
        return fold with
        {
            Snapshot = fold.Snapshot with
            {
                Version = version,
                Facts = [.. facts.Where(fact => fact.Fact is not CasePassedOn || Whereabouts.KeyOf(fact) == key).Select(CaseFold.ForOthers)],
                CameFrom = came.Count == 0 ? null : came,
            },
        };
    }

    // Each fact stands in one snapshot, so that Reporting counts it once: here are those that took the case away.
    private CaseFold Elsewhere(Law law, CaseKey key, SnapshotVersion version, KnownHistory history)
    {
        var (own, home) = (_facts[key], HomeOf(key));
        var passing = own.Where(fact => fact.Fact is CasePassedOn).ToList();
        passing.Sort(CaseFold.ByTime);
        var description = CaseTimeline.From(law, own).Description with { CaseOfficer = null, Deputy = null };
        return new(
            new(key.Authority, key.CaseReference, new Timeline([], [], description, []), (own.Count == 0 ? _all : own).Min(fact => fact.RecordedAt)),
            new(
                key.Authority, key.CaseReference, version, passing.ConvertAll(CaseFold.ForOthers), [], history.Requests, [], description.Team, description.Area,
                description.PrimaryNeed, description.YearGroup, description.Setting, history.Reviews,
                home == key ? null : new CasePlace(home.Authority, home.CaseReference)));
    }

    // At each instant the cases were where the facts recorded by then put them.
    private Dictionary<CaseKey, KnownHistory> Histories(Law law)
    {
        var histories = _facts.Keys.ToDictionary(key => key, _ => new KnownHistory());
        var known = new List<RecordedFact>(_all.Count);
        foreach (var step in _all.GroupBy(fact => fact.RecordedAt).OrderBy(step => step.Key))
        {
            known.AddRange(step);
            var then = Whereabouts.Of(known);
            var requests = histories.Keys.ToDictionary(key => key, _ => new List<KnownRequest>());
            var reviews = histories.Keys.ToDictionary(key => key, _ => new List<KnownReview>());
            foreach (var ofCase in known.ToLookup(fact => then.HomeOf(Whereabouts.KeyOf(fact))))
            {
                var facts = ofCase.ToList();
                var timeline = CaseTimeline.From(law, facts);
                foreach (var request in timeline.Requests)
                {
                    var (holder, before) = Holding(then, facts, ProcessKind.Request, request.RequestId, request.EndedOn);
                    requests[holder].Add(KnownHistory.Known(request, timeline, step.Key) with { HeldBefore = before });
                }

                foreach (var review in timeline.Reviews)
                {
                    var (holder, before) = Holding(then, facts, ProcessKind.Review, review.ReviewId, review.EndedOn);
                    reviews[holder].Add(KnownHistory.Known(review, timeline.Description, step.Key) with { HeldBefore = before });
                }
            }

            foreach (var (key, history) in histories)
            {
                history.Learn([.. requests[key]], [.. reviews[key]], step.Key);
            }
        }

        return histories;
    }

    // What ended while an authority held it is that authority's for ever; what is open is with who holds the case.
    private static (CaseKey Holder, IReadOnlyList<FormerHolder>? Before) Holding(
        Whereabouts then, List<RecordedFact> facts, ProcessKind kind, string processId, DateOnly? endedOn)
    {
        facts.Sort(CaseFold.ByTime);
        var at = Whereabouts.KeyOf(facts.Find(fact => FactCatalogue.Of(fact.Fact) is var type && type.Process == kind && type.ProcessId(fact.Fact) == processId)
            ?? facts[0]);
        var before = new List<FormerHolder>();
        foreach (var place in then.PathFrom(at))
        {
            if (endedOn <= place.HeldTo)
            {
                return (new(place.Authority, place.CaseReference), before.Count == 0 ? null : before);
            }

            before.Add(new(place.Authority, place.HeldTo!.Value));
        }

        return (then.HomeOf(at), before.Count == 0 ? null : before);
    }
}
