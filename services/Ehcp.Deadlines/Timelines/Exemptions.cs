using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>Judges a claim against the limit it names and the dates given to prove it.</summary>
internal static class Exemptions
{
    /// <summary>The claims that stand, of whatever process: those that no newer withdrawal takes back.</summary>
    internal static List<KeptFact>? Standing(ReadOnlySpan<KeptFact> all)
    {
        List<KeptFact>? claims = null, withdrawals = null;
        foreach (ref readonly var fact in all)
        {
            switch (fact.Fact)
            {
                case ExemptionClaimed: (claims ??= []).Add(fact); break;
                case ExemptionWithdrawn: (withdrawals ??= []).Add(fact); break;
                default: break;
            }
        }

        if (withdrawals is not null)
        {
            claims?.RemoveAll(claim => withdrawals.Exists(withdrawal => TakesBack(withdrawal, claim)));
        }

        return claims;
    }

    /// <summary>Whether <paramref name="claim"/> is about the process with this id. A milestone belongs to one kind of process, so the id of that kind
    /// decides.</summary>
    internal static bool IsAbout(in KeptFact claim, ProcessKind process, string processId) => process switch
    {
        ProcessKind.Request => claim.ProcessId == processId,
        ProcessKind.Review => (Claimed(claim).ReviewId ?? "1") == processId,
        ProcessKind.Reassessment => (Claimed(claim).ReassessmentId ?? "1") == processId,
        ProcessKind.Appeal => (Claimed(claim).AppealId ?? "1") == processId,
        _ => true,
    };

    internal static bool Names(in KeptFact claim, Milestone milestone) => Claimed(claim).Milestones.Contains(milestone);

    private static ExemptionClaimed Claimed(in KeptFact claim) => (ExemptionClaimed)claim.Fact;

    internal static List<ClaimedExemption>? Of(TimeLimit limit, List<KeptFact>? claims, in KeptFact trigger, DateOnly? startedOn, DateOnly? lastDay)
    {
        if (claims is null)
        {
            return null;
        }

        List<ClaimedExemption>? judged = null;
        foreach (var claim in claims)
        {
            if (Names(claim, limit.Milestone) && IsAbout(claim, trigger.Type.Process, trigger.ProcessId))
            {
                (judged ??= []).Add(Judge(limit, claim, startedOn, lastDay));
            }
        }

        return judged;
    }

    // A withdrawal that names no request acts on the exemption of that id, whatever its request.
    private static bool TakesBack(in KeptFact withdrawal, in KeptFact claim) =>
        withdrawal.ItemId == claim.ItemId
        && (withdrawal.ProcessId == claim.ProcessId || ((ExemptionWithdrawn)withdrawal.Fact).RequestId is null)
        && KeptFact.CompareAge(withdrawal.Told, claim.Told) > 0;

    private static ClaimedExemption Judge(TimeLimit limit, in KeptFact claim, DateOnly? startedOn, DateOnly? lastDay)
    {
        var claimed = Claimed(claim);
        var allowed = limit.Grounds.FirstOrDefault(ground => ground.Ground == claimed.Ground);
        var (standing, why) = allowed is null || NotAllowed(allowed, startedOn, lastDay) is not null
            ? (ClaimStanding.NotAllowed, allowed is null ? NotAllowed(limit) : NotAllowed(allowed, startedOn, lastDay)!)
            : claimed.Ground switch
            {
                Ground.SchoolClosed or Ground.EarlyYearsClosed =>
                    Closure(allowed.LeastDays, claimed.AdviceRequestedOn, claimed.ClosedFrom, claimed.ReopensOn),
                Ground.AbsentFromArea => Absence(allowed.LeastDays, claimed.AbsentFrom, claimed.AbsentTo, startedOn, lastDay),
                _ => (ClaimStanding.Unproven, "No date proves this ground; the authority must hold the evidence."),
            };
        return new(
            claim.ItemId, Code.Of(claimed.Ground), Disapplies: standing is ClaimStanding.Proven or ClaimStanding.Unproven, Code.Of(standing), why);
    }

    private static string NotAllowed(TimeLimit limit) => limit.Grounds.IsEmpty
        ? $"{limit.Citation} allows no exemption."
        : $"The law does not allow this ground for the limit of {limit.Source.Provision}.";

    private static string? NotAllowed(AllowedGround allowed, DateOnly? startedOn, DateOnly? lastDay) => lastDay < allowed.From || startedOn > allowed.To
        ? $"The ground was law from {EnglishDates.Plain(allowed.From!.Value)} to {EnglishDates.Plain(allowed.To!.Value)} only, and the limit ran at another time."
        : null;

    // Reg. 10(4)(a) and (b): requested from one week before a closure of four weeks or more to one week before re-opening.
    private static (ClaimStanding Standing, string Why) Closure(int leastDays, DateOnly? requestedOn, DateOnly? closedFrom, DateOnly? reopensOn)
    {
        if (reopensOn?.DayNumber - closedFrom?.DayNumber is int closedDays && closedDays < leastDays)
        {
            return (ClaimStanding.Disproved, $"The closure lasted {Math.Max(closedDays, 0)} days, and the ground needs at least {leastDays}.");
        }

        if (requestedOn < closedFrom?.AddDays(-7) || requestedOn > reopensOn?.AddDays(-7))
        {
            return (ClaimStanding.Disproved, "Advice was not requested between one week before the closure and one week before re-opening.");
        }

        return requestedOn is null || closedFrom is null || reopensOn is null
            ? (ClaimStanding.Unproven, "The dates that would prove it are not all given: adviceRequestedOn, closedFrom and reopensOn.")
            : (ClaimStanding.Proven,
                $"The closure lasted at least {leastDays / 7} weeks, and advice was requested between one week before it and one week before re-opening.");
    }

    // Reg. 10(4)(d): away for at least so many continuous days during the period of the limit. Both days given are days away.
    private static (ClaimStanding Standing, string Why) Absence(int leastDays, DateOnly? from, DateOnly? to, DateOnly? startedOn, DateOnly? lastDay)
    {
        if (from is not { } first || to is not { } last)
        {
            return (ClaimStanding.Unproven, "The dates that would prove it are not both given: absentFrom and absentTo.");
        }

        first = first < startedOn ? startedOn.Value : first;
        last = last > lastDay ? lastDay.Value : last;
        var days = Math.Max(0, last.DayNumber - first.DayNumber + 1);
        return days < leastDays
            ? (ClaimStanding.Disproved, $"The absence covers {days} days of the period of the limit, and the ground needs at least {leastDays}.")
            : (ClaimStanding.Proven, $"The absence covers at least {leastDays} days of the period of the limit.");
    }
}
