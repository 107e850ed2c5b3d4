using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Scheduler.Cases;

/// <summary>What a family must be told of, beside the outcomes that end a clock.</summary>
internal static class FamilyToTell
{
    /// <summary>The claims that a running limit rests on and that no event says the family was told of, each once.</summary>
    internal static IReadOnlyList<UntoldClaim> Untold(Timeline timeline)
    {
        List<UntoldClaim>? untold = null;
        foreach (var clock in timeline.Clocks)
        {
            foreach (var claim in clock is { EndedOn: null, ClosedOn: null } ? clock.Exemptions ?? [] : [])
            {
                if (claim is { Disapplies: true, FamilyToldOn: null, DecidedOn: { } claimedOn }
                    && new UntoldClaim(claim.ExemptionId, claimedOn) is var each && untold?.Contains(each) is not true)
                {
                    (untold ??= []).Add(each);
                }
            }
        }

        return untold ?? [];
    }

    /// <summary>Every claim that disapplies a limit, and every notice that starts the family's time to appeal, with when the family was told.</summary>
    internal static IEnumerable<TellFamily> Of(Law law, Timeline timeline) =>
    [
        .. timeline.Clocks.SelectMany(clock => clock.Exemptions ?? []).Where(claim => claim.Disapplies)
            .DistinctBy(claim => (claim.ExemptionId, claim.DecidedOn, claim.FamilyToldOn)).Select(Claim),
        .. from clock in timeline.Clocks
           let limit = law.Timetable.Find(clock.Rule)
           where limit is { Milestone: Milestone.Appeal } && limit.Trigger.SecondDate.IsEmpty && clock is { StartedOn: not null, LastDay: not null }
           group (clock, limit) by (clock.Trigger, clock.StartedOn) into notice
           select Notice(law, notice.First().clock, notice.First().limit),
    ];

    private static TellFamily Claim(ClaimedExemption claim)
    {
        var what = $"the exemption claimed on {EnglishDates.Plain(claim.DecidedOn!.Value)} ({claim.Ground.Replace('-', ' ')})";
        return new(
            "exemption", claim.ExemptionId, claim.DecidedOn.Value, claim.FamilyToldOn,
            claim.FamilyToldOn is { } told ? $"The family was told on {EnglishDates.Plain(told)} of {what}." : $"The family is not told yet of {what}.");
    }

    private static TellFamily Notice(Law law, Clock clock, TimeLimit limit)
    {
        var reasons = limit.Trigger.Type == FactCatalogue.Of<FinalPlanSent>() || limit.Trigger.Type == FactCatalogue.Of<AmendedPlanSent>() ? "" : "the reasons, and ";
        return new(
            clock.Trigger, null, clock.StartedOn!.Value, clock.StartedOn,
            $"The notice of {EnglishDates.Plain(clock.StartedOn.Value)} must give {reasons}the right to appeal; {LastDays.Words(law.Calendar, clock.LastDay!.Value)}.");
    }
}

/// <summary>A claim of exemption that the family was not told of.</summary>
internal sealed record UntoldClaim(string ExemptionId, DateOnly ClaimedOn);

/// <summary>Something a family must be told.</summary>
/// <param name="About"><c>exemption</c>, or the type of the event whose notice it is.</param>
/// <param name="ExemptionId">The exemption, where it is one.</param>
/// <param name="Since">When the duty arose: the day of the claim or of the notice.</param>
/// <param name="ToldOn">When they were told; null while no event says so.</param>
/// <param name="Text">The same as a sentence.</param>
internal sealed record TellFamily(string About, string? ExemptionId, DateOnly Since, DateOnly? ToldOn, string Text);
