using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Ehcp.Deadlines;

/// <summary>From the set of a case's facts to its timeline.</summary>
public static class CaseTimeline
{
    /// <summary>
    /// The timeline of a case. It depends on the set of facts alone: not on their order, not on how often one is given,
    /// and not on the day it is computed.
    /// </summary>
    /// <param name="facts">Every fact of one case, retracted ones and their retractions too.</param>
    public static Timeline From(IEnumerable<CaseFact> facts)
    {
        var notComputed = new List<NotComputed>();
        var folded = FoldedFacts.From(facts, notComputed);
        var all = CollectionsMarshal.AsSpan(folded);
        var clocks = ImmutableArray.CreateBuilder<Clock>(8);
        var requests = ImmutableArray.CreateBuilder<RequestProcess>(1);
        var withdrawals = Withdrawals(all);

        for (var start = 0; start < all.Length;)
        {
            var end = start + 1;
            while (end < all.Length && all[end].Type.Process == all[start].Type.Process && all[end].ProcessId == all[start].ProcessId)
            {
                end++;
            }

            var process = all[start..end];
            var claims = StandingClaims(process, withdrawals);
            var request = process[0].Type.Process == Process.Request ? RequestFacts.In(process) : default;
            request.AddTo(requests, claims, notComputed);
            RunningClocks.Add(process, request, claims, clocks, notComputed);
            start = end;
        }

        notComputed.Sort(BySubject);
        return new(clocks.DrainToImmutable(), requests.DrainToImmutable(), Describe(all), [.. notComputed]);
    }

    private static List<KeptFact>? Withdrawals(ReadOnlySpan<KeptFact> all)
    {
        List<KeptFact>? withdrawals = null;
        foreach (ref readonly var fact in all)
        {
            if (fact.Type.Name == "exemption-withdrawn")
            {
                (withdrawals ??= []).Add(fact);
            }
        }

        return withdrawals;
    }

    // A withdrawal that names no request acts on the exemption of that id, whatever its request.
    private static List<KeptFact>? StandingClaims(ReadOnlySpan<KeptFact> process, List<KeptFact>? withdrawals)
    {
        List<KeptFact>? standing = null;
        foreach (ref readonly var fact in process)
        {
            if (fact.Type.Name != "exemption-claimed")
            {
                continue;
            }

            var claim = fact;
            var withdrawn = withdrawals?.Exists(withdrawal => withdrawal.ItemId == claim.ItemId
                && (withdrawal.ProcessId == claim.ProcessId || withdrawal.Fact.Fields.Text("requestId") is null)
                && KeptFact.CompareAge(withdrawal.Fact, claim.Fact) > 0);
            if (withdrawn != true)
            {
                (standing ??= []).Add(claim);
            }
        }

        return standing;
    }

    private static CaseDescription Describe(ReadOnlySpan<KeptFact> all)
    {
        FactFields assigned = FactFields.None, described = FactFields.None;
        foreach (ref readonly var fact in all)
        {
            assigned = fact.Type.Name == "case-assigned" ? fact.Fact.Fields : assigned;
            described = fact.Type.Name == "case-described" ? fact.Fact.Fields : described;
        }

        return new(
            assigned.Text("caseOfficer"), assigned.Text("deputy"), assigned.Text("team"),
            described.Text("area"), described.Text("primaryNeed"), described.Number("yearGroup"), described.Text("setting"));
    }

    private static int BySubject(NotComputed left, NotComputed right)
    {
        var order = string.CompareOrdinal(left.Subject, right.Subject);
        return order != 0 ? order : string.CompareOrdinal(left.Reason, right.Reason);
    }
}
