using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>Finds the facts of a case that cannot all be so, by the table of <see cref="FactOrder"/>.</summary>
internal static class Contradictions
{
    /// <summary>Marks them, and tells each contradiction once.</summary>
    internal static void Mark(Span<KeptFact> all, Reversals? reversals, List<Uncomputed> notComputed)
    {
        for (var start = 0; start < all.Length;)
        {
            var end = start + 1;
            while (end < all.Length && all[end].Type.Process == all[start].Type.Process && all[end].ProcessId == all[start].ProcessId)
            {
                end++;
            }

            if (end - start > 1)
            {
                MarkProcess(all[start..end], reversals, notComputed);
            }

            start = end;
        }

        MarkDates(all, notComputed);
        MarkBeforeThePlan(all, notComputed);
    }

    private static void MarkProcess(Span<KeptFact> process, Reversals? reversals, List<Uncomputed> notComputed)
    {
        // Sorted by type: of each type the first that there is, from 1; 0 for none.
        Span<int> firstOf = stackalloc int[FactCatalogue.All.Length];
        var isRefused = false;
        for (var at = process.Length - 1; at >= 0; at--)
        {
            firstOf[process[at].Type.Order] = at + 1;
            isRefused |= process[at].Fact is AssessmentDecided { Decision: AssessmentDecision.Refuse } or IssueDecided { Decision: IssueDecision.NotIssue };
        }

        for (var then = 0; then < process.Length; then++)
        {
            foreach (var entry in FactOrder.Preceding(process[then].Type))
            {
                if (firstOf[entry.First.Type.Order] is > 0 and var from && entry.Then.Matches(process[then])
                    && First(process, then, entry, from - 1) is var first && first >= 0 && process[then].On < process[first].On)
                {
                    Mark(process, then, first, Reasons.Before(process[then], process[first]), notComputed);
                }
            }
        }

        if (isRefused)
        {
            foreach (var entry in FactOrder.NotAfterARefusal)
            {
                MarkAfterRefusal(process, entry, reversals, notComputed);
            }
        }
    }

    private static int First(ReadOnlySpan<KeptFact> process, int then, Precedence entry, int from)
    {
        for (var at = from; at < process.Length && process[at].Type == entry.First.Type; at++)
        {
            if (entry.First.Matches(process[at]) && !process[at].Disputed && !process[then].Disputed
                && (!entry.SameItem || process[at].ItemId == process[then].ItemId))
            {
                return at;
            }
        }

        return -1;
    }

    private static int FirstOf(ReadOnlySpan<KeptFact> process, FactType type)
    {
        var at = 0;
        while (at < process.Length && process[at].Type != type)
        {
            at++;
        }

        return at;
    }

    private static void MarkAfterRefusal(Span<KeptFact> process, Precedence entry, Reversals? reversals, List<Uncomputed> notComputed)
    {
        for (var then = 0; then < process.Length; then++)
        {
            if (!entry.Then.Matches(process[then]) || First(process, then, entry, FirstOf(process, entry.First.Type)) is var refusal && refusal < 0)
            {
                continue;
            }

            if (process[then].On >= process[refusal].On && reversals?.Of(process[0].ProcessId)?.Undoes(process[refusal].On) != true)
            {
                Mark(process, then, refusal, Reasons.NotReversed(process[then], process[refusal]), notComputed);
            }
        }
    }

    private static void MarkDates(Span<KeptFact> all, List<Uncomputed> notComputed)
    {
        for (var at = 0; at < all.Length; at++)
        {
            foreach (var entry in FactOrder.DatesOf(all[at].Type))
            {
                if (entry.Then.On(all[at].Fact) < entry.First.On(all[at].Fact))
                {
                    var reason = Reasons.DatesReversed(all[at], entry);
                    Tell(all[at], reason, notComputed);
                    all[at] = all[at] with { Contradiction = all[at].Contradiction ?? reason };
                }
            }
        }
    }

    // A plan that came from elsewhere, was held already or is assessed anew was made before; when is not always known.
    private static void MarkBeforeThePlan(Span<KeptFact> all, List<Uncomputed> notComputed)
    {
        var first = -1;
        for (var at = 0; at < all.Length; at++)
        {
            if (all[at].Fact is PlanTransferredIn or PlanHeld || all[at].Type.Process == ProcessKind.Reassessment)
            {
                return;
            }

            first = all[at].Fact is FinalPlanSent && !all[at].Disputed && (first < 0 || all[at].On < all[first].On) ? at : first;
        }

        for (var at = 0; first >= 0 && at < all.Length; at++)
        {
            if (all[at].Type.Process == ProcessKind.Request)
            {
                continue;
            }

            foreach (var match in FactOrder.AfterThePlan)
            {
                if (match.Matches(all[at]) && !all[at].Disputed && all[at].On < all[first].On)
                {
                    Mark(all, at, first, Reasons.Before(all[at], all[first]), notComputed);
                }
            }
        }
    }

    private static void Mark(Span<KeptFact> facts, int then, int first, string reason, List<Uncomputed> notComputed)
    {
        // What ends a request leaves its receipt in doubt, and the request tells it. A step on the way does not: the child goes on waiting from the receipt.
        var isReceipt = facts[first].Fact is RequestReceived;
        var isInDoubt = !isReceipt || EndsRequest(facts[then].Fact);
        if (!isReceipt || !isInDoubt || facts[first].Contradiction is not null)
        {
            Tell(facts[then], reason, notComputed);
        }

        facts[then] = facts[then] with { Contradiction = facts[then].Contradiction ?? reason };
        if (isInDoubt)
        {
            facts[first] = facts[first] with { Contradiction = facts[first].Contradiction ?? reason };
        }
    }

    private static bool EndsRequest(Fact fact) =>
        fact is FinalPlanSent or RequestClosed or AssessmentDecided { Decision: AssessmentDecision.Refuse }
            or IssueDecided { Decision: IssueDecision.NotIssue };

    private static void Tell(in KeptFact fact, string reason, List<Uncomputed> notComputed) =>
        notComputed.Add(new($"{fact.Type.Name} {RunningClocks.ProcessName(fact)}", reason));
}
