using System.Collections.Immutable;

namespace Ehcp.Deadlines;

/// <summary>Judges a claim against the limit it names and the dates given to prove it.</summary>
internal static class Exemptions
{
    private const int FourWeeks = 28;

    /// <summary>The claims that stand, of whatever process: those that no newer withdrawal takes back.</summary>
    internal static List<KeptFact>? Standing(ReadOnlySpan<KeptFact> all)
    {
        List<KeptFact>? claims = null, withdrawals = null;
        foreach (ref readonly var fact in all)
        {
            switch (fact.Type.Name)
            {
                case "exemption-claimed": (claims ??= []).Add(fact); break;
                case "exemption-withdrawn": (withdrawals ??= []).Add(fact); break;
                default: break;
            }
        }

        if (withdrawals is not null)
        {
            claims?.RemoveAll(claim => withdrawals.Exists(withdrawal => TakesBack(withdrawal, claim)));
        }

        return claims;
    }

    /// <summary>Whether <paramref name="claim"/> is about the process with this id. A milestone belongs to one kind of process, so the id of that kind decides.</summary>
    internal static bool IsAbout(in KeptFact claim, Process process, string processId) => process switch
    {
        Process.Request => claim.ProcessId == processId,
        Process.Review => (claim.Fact.Fields.Text("reviewId") ?? "1") == processId,
        Process.Reassessment => (claim.Fact.Fields.Text("reassessmentId") ?? "1") == processId,
        Process.Appeal => (claim.Fact.Fields.Text("appealId") ?? "1") == processId,
        _ => true,
    };

    internal static ImmutableArray<ExemptionClaim> Of(TimeLimit limit, List<KeptFact>? claims, in KeptFact trigger, DateOnly? startedOn, DateOnly? lastDay)
    {
        if (claims is null)
        {
            return [];
        }

        var judged = ImmutableArray.CreateBuilder<ExemptionClaim>();
        foreach (var claim in claims)
        {
            if (claim.Fact.Fields.List("milestones").Contains(limit.Milestone) && IsAbout(claim, trigger.Type.Process, trigger.ProcessId))
            {
                judged.Add(Judge(limit, claim, startedOn, lastDay));
            }
        }

        return judged.DrainToImmutable();
    }

    // A withdrawal that names no request acts on the exemption of that id, whatever its request.
    private static bool TakesBack(in KeptFact withdrawal, in KeptFact claim) =>
        withdrawal.ItemId == claim.ItemId
        && (withdrawal.ProcessId == claim.ProcessId || withdrawal.Fact.Fields.Text("requestId") is null)
        && KeptFact.CompareAge(withdrawal.Fact, claim.Fact) > 0;

    private static ExemptionClaim Judge(TimeLimit limit, in KeptFact claim, DateOnly? startedOn, DateOnly? lastDay)
    {
        var fields = claim.Fact.Fields;
        var ground = fields.Text("ground") ?? "";
        var (standing, why) = NotAllowed(limit, ground, startedOn, lastDay) is { } refusal
            ? ("not-allowed", refusal)
            : ground switch
            {
                "school-closed" or "early-years-closed" => Closure(fields.Date("adviceRequestedOn"), fields.Date("closedFrom"), fields.Date("reopensOn")),
                "absent-from-area" => Absence(fields.Date("absentFrom"), fields.Date("absentTo"), startedOn, lastDay),
                _ => ("unproven", "No date proves this ground; the authority must hold the evidence."),
            };
        return new(claim.ItemId, ground, Disapplies: standing is "proven" or "unproven", standing, why);
    }

    private static string? NotAllowed(TimeLimit limit, string ground, DateOnly? startedOn, DateOnly? lastDay)
    {
        foreach (var allowed in limit.Grounds)
        {
            if (allowed.Ground == ground)
            {
                return lastDay < allowed.From || startedOn > allowed.To
                    ? $"The ground was law from {EnglishDates.Plain(allowed.From!.Value)} to {EnglishDates.Plain(allowed.To!.Value)} only, and the limit ran at another time."
                    : null;
            }
        }

        return limit.Grounds.IsEmpty
            ? $"{limit.Citation} allows no exemption."
            : $"The law does not allow this ground for the limit of {limit.Source.Provision}.";
    }

    // Reg. 10(4)(a) and (b): requested from one week before a closure of four weeks or more to one week before re-opening.
    private static (string Standing, string Why) Closure(DateOnly? requestedOn, DateOnly? closedFrom, DateOnly? reopensOn)
    {
        if (reopensOn?.DayNumber - closedFrom?.DayNumber is int closedDays and < FourWeeks)
        {
            return ("disproved", $"The closure lasted {Math.Max(closedDays, 0)} days, and the ground needs at least {FourWeeks}.");
        }

        if (requestedOn < closedFrom?.AddDays(-7) || requestedOn > reopensOn?.AddDays(-7))
        {
            return ("disproved", "Advice was not requested between one week before the closure and one week before re-opening.");
        }

        return requestedOn is null || closedFrom is null || reopensOn is null
            ? ("unproven", "The dates that would prove it are not all given: adviceRequestedOn, closedFrom and reopensOn.")
            : ("proven", "The closure lasted at least four weeks, and advice was requested between one week before it and one week before re-opening.");
    }

    // Reg. 10(4)(d): away for at least four continuous weeks during the period of the limit. Both days given are days away.
    private static (string Standing, string Why) Absence(DateOnly? from, DateOnly? to, DateOnly? startedOn, DateOnly? lastDay)
    {
        if (from is not { } first || to is not { } last)
        {
            return ("unproven", "The dates that would prove it are not both given: absentFrom and absentTo.");
        }

        first = first < startedOn ? startedOn.Value : first;
        last = last > lastDay ? lastDay.Value : last;
        var days = Math.Max(0, last.DayNumber - first.DayNumber + 1);
        return days < FourWeeks
            ? ("disproved", $"The absence covers {days} days of the period of the limit, and the ground needs at least {FourWeeks}.")
            : ("proven", $"The absence covers at least {FourWeeks} days of the period of the limit.");
    }
}
