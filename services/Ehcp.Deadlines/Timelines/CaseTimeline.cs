using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>From the set of a case's facts to its timeline.</summary>
public static class CaseTimeline
{
    /// <summary>
    /// The timeline of a case. It depends on the law given and the set of facts alone: not on their order, not on how often one is given,
    /// and not on the day it is computed.
    /// </summary>
    /// <typeparam name="TFact">The form the facts are given in.</typeparam>
    /// <param name="law">The law it is computed by.</param>
    /// <param name="facts">Every fact of one case, retracted ones and their retractions too.</param>
    public static Timeline From<TFact>(Law law, IEnumerable<TFact> facts)
        where TFact : ISourcedFact
    {
        var notComputed = new List<Uncomputed>();
        var folded = FoldedFacts.From(facts, notComputed);
        var all = CollectionsMarshal.AsSpan(folded);
        var clocks = ImmutableArray.CreateBuilder<Clock>(8);
        var requests = ImmutableArray.CreateBuilder<RequestProcess>(1);
        var reviews = ImmutableArray<ReviewProcess>.Empty;
        var reversals = Reversals.In(all, notComputed);
        Contradictions.Mark(all, reversals, notComputed);
        var running = new RunningClocks(law, all, Exemptions.Standing(all), reversals, clocks, notComputed);

        for (var start = 0; start < all.Length;)
        {
            var end = start + 1;
            while (end < all.Length && all[end].Type.Process == all[start].Type.Process && all[end].ProcessId == all[start].ProcessId)
            {
                end++;
            }

            var process = all[start..end];
            var request = process[0].Type.Process == ProcessKind.Request ? RequestFacts.In(process) : default;
            request.AddTo(requests, all, running.Claims, notComputed);
            if (process[0].Type.Process == ProcessKind.Review)
            {
                reviews = reviews.Add(ReviewFacts.In(process));
            }

            running.Add(process, request);
            start = end;
        }

        notComputed.Sort(BySubject);
        OpenQueue.Add(requests, clocks, reversals);
        return new(clocks.DrainToImmutable(), requests.DrainToImmutable(), Describe(all), [.. notComputed]) { Reviews = reviews };
    }

    private static CaseDescription Describe(ReadOnlySpan<KeptFact> all)
    {
        CaseAssigned? assigned = null;
        CaseDescribed? described = null;
        foreach (ref readonly var fact in all)
        {
            assigned = fact.Fact as CaseAssigned ?? assigned;
            described = fact.Fact as CaseDescribed ?? described;
        }

        return new(
            assigned?.CaseOfficer, assigned?.Deputy, assigned?.Team, described?.Area, described?.PrimaryNeed, described?.YearGroup, described?.Setting);
    }

    private static int BySubject(Uncomputed left, Uncomputed right)
    {
        var order = string.CompareOrdinal(left.Subject, right.Subject);
        return order != 0 ? order : string.CompareOrdinal(left.Reason, right.Reason);
    }
}
