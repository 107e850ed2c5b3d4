using System.Runtime.InteropServices;
using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>The set of a case's facts reduced to the one that stands for each key, sorted by process.</summary>
internal static class FoldedFacts
{
    /// <summary>Takes out what is retracted, then keeps the newest fact of each key.</summary>
    internal static List<KeptFact> From<TFact>(IEnumerable<TFact> facts, List<Uncomputed> notComputed)
        where TFact : ISourcedFact
    {
        var all = new List<KeptFact>((facts as IReadOnlyCollection<TFact>)?.Count ?? 16);
        var retracts = false;
        foreach (var fact in facts)
        {
            var kept = KeptFact.From(fact);
            retracts |= IsRetraction(kept);
            all.Add(kept);
        }

        if (retracts)
        {
            Retract(all, notComputed);
        }

        CollectionsMarshal.AsSpan(all).Sort(KeptFact.Compare);
        KeepNewest(all);
        return all;
    }

    internal static bool IsRetraction(in KeptFact kept) => kept.Fact is EventRetracted;

    private static void Retract(List<KeptFact> all, List<Uncomputed> notComputed)
    {
        var targets = new Dictionary<(string Source, string Id), bool>();
        foreach (var kept in all)
        {
            if (IsRetraction(kept))
            {
                targets[Target(kept.Told)] = false;
            }
        }

        all.RemoveAll(kept =>
        {
            var isTarget = !IsRetraction(kept) && targets.ContainsKey((kept.Told.Source, kept.Told.Id));
            if (isTarget)
            {
                targets[(kept.Told.Source, kept.Told.Id)] = true;
            }

            return isTarget;
        });

        foreach (var ((source, id), found) in targets)
        {
            if (!found)
            {
                notComputed.Add(new($"retraction of {source} {id}", "Retraction without effect: no event with this source and id, other than a retraction, is recorded for the case."));
            }
        }
    }

    /// <summary>Source and id of what a retraction takes back.</summary>
    internal static (string Source, string Id) Target(ISourcedFact told) =>
        told.Fact is EventRetracted retraction ? (retraction.RetractedSource ?? told.Source, retraction.RetractedId ?? "") : default;

    // Sorted, the newest fact of a key is the last of its run, and those that tie with it stand just before it.
    private static void KeepNewest(List<KeptFact> all)
    {
        var facts = CollectionsMarshal.AsSpan(all);
        var written = 0;
        for (var i = 0; i < facts.Length; i++)
        {
            if (IsRetraction(facts[i]) || (i + 1 < facts.Length && KeptFact.CompareKeys(facts[i], facts[i + 1]) == 0))
            {
                continue;
            }

            var newest = facts[i];
            var disputed = false;
            for (var tie = i - 1; tie >= 0 && !disputed && facts[tie].Told.Time.UtcTicks == newest.Told.Time.UtcTicks && KeptFact.CompareKeys(facts[tie], newest) == 0; tie--)
            {
                disputed = newest.HasOtherDates(facts[tie].Fact);
            }

            facts[written++] = newest with { Disputed = disputed };
        }

        all.RemoveRange(written, all.Count - written);
    }
}
