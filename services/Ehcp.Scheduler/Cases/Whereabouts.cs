using Ehcp.Contracts;

namespace Ehcp.Scheduler.Cases;

/// <summary>Where the cases are that passed from one authority to another, by what some facts say: from nothing else, and in any order.</summary>
internal sealed class Whereabouts
{
    private readonly Dictionary<CaseKey, Handover> _next;

    private Whereabouts(Dictionary<CaseKey, Handover> next) => _next = next;

    /// <param name="facts">Facts of any cases, each under the key it was told with.</param>
    internal static Whereabouts Of(IReadOnlyCollection<RecordedFact> facts)
    {
        if (facts.All(fact => fact.Fact is not CasePassedOn))
        {
            return new([]);
        }

        var retracted = facts.Where(fact => fact.Fact is EventRetracted)
            .Select(fact => (((EventRetracted)fact.Fact).RetractedSource ?? fact.Source, ((EventRetracted)fact.Fact).RetractedId)).ToHashSet();
        var newest = new Dictionary<CaseKey, RecordedFact>();
        foreach (var fact in facts.Where(fact => fact.Fact is CasePassedOn && !retracted.Contains((fact.Source, fact.Id))))
        {
            var key = KeyOf(fact);
            newest[key] = newest.TryGetValue(key, out var other) && CaseFold.ByTime(other, fact) > 0 ? other : fact;
        }

        return new(WithoutCircles(newest.ToDictionary(
            pair => pair.Key, pair => new Handover(TargetOf(pair.Value)!.Value, ((CasePassedOn)pair.Value.Fact).HeldTo))));
    }

    /// <summary>The key that a fact was told with.</summary>
    internal static CaseKey KeyOf(RecordedFact fact) => new(fact.Authority, fact.CaseReference);

    /// <summary>Where a fact says the case goes; null for a fact that says nothing of it.</summary>
    internal static CaseKey? TargetOf(RecordedFact fact) =>
        fact.Fact is CasePassedOn passed ? new(passed.Successor, passed.SuccessorReference ?? fact.CaseReference) : null;

    /// <summary>The key under which the case is now.</summary>
    internal CaseKey HomeOf(CaseKey key)
    {
        while (_next.TryGetValue(key, out var handover))
        {
            key = handover.To;
        }

        return key;
    }

    /// <summary>The key to which one passed its case; null when it did not.</summary>
    internal CaseKey? NextOf(CaseKey key) => _next.TryGetValue(key, out var handover) ? handover.To : null;

    /// <summary>Who held it before the one that holds it now, each with its last day, the first first.</summary>
    internal IEnumerable<CasePlace> PathFrom(CaseKey key)
    {
        while (_next.TryGetValue(key, out var handover))
        {
            yield return new(key.Authority, key.CaseReference, handover.HeldTo);
            key = handover.To;
        }
    }

    // Who passes a case on and gets it back by another event contradicts themselves: such events do nothing, whatever their order.
    private static Dictionary<CaseKey, Handover> WithoutCircles(Dictionary<CaseKey, Handover> next)
    {
        var circular = new HashSet<CaseKey>();
        foreach (var start in next.Keys)
        {
            var walked = new List<CaseKey>();
            for (var at = start; next.TryGetValue(at, out var handover); at = handover.To)
            {
                if (walked.IndexOf(at) is >= 0 and var from)
                {
                    circular.UnionWith(walked.Skip(from));
                    break;
                }

                walked.Add(at);
            }
        }

        return circular.Count == 0 ? next : next.Where(pair => !circular.Contains(pair.Key)).ToDictionary();
    }

    private readonly record struct Handover(CaseKey To, DateOnly HeldTo);
}
