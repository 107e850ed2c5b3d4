using Ehcp.Contracts;

namespace Ehcp.Simulator.Cases;

/// <summary>A claim on the 20 weeks, on a ground that the dates of the case allow and with the dates that prove it.</summary>
internal static class ClaimOfExemption
{
    private static readonly Milestone[] FinalPlan = [Milestone.FinalPlan];
    private static readonly DateOnly CoronavirusFrom = new(2020, 5, 1);
    private static readonly DateOnly CoronavirusTo = new(2020, 9, 25);

    internal static void Tell(CaseStory story, DateOnly adviceRequestedOn)
    {
        var received = story.Life.ReceivedOn;
        var (closedFrom, reopensOn) = SummerOf(adviceRequestedOn.Year);
        var claim = new ExemptionClaimed("1", Ground.ExceptionalCircumstances, FinalPlan);
        var decidedOn = received.AddDays(story.Between(60, 90));
        if (adviceRequestedOn >= closedFrom.AddDays(-7) && adviceRequestedOn <= reopensOn.AddDays(-7))
        {
            claim = claim with { Ground = Ground.SchoolClosed, AdviceRequestedOn = adviceRequestedOn, ClosedFrom = closedFrom, ReopensOn = reopensOn };
            decidedOn = adviceRequestedOn.AddDays(story.Between(1, 14));
        }
        else if (received <= CoronavirusTo && received.AddDays(StatutoryDays.FinalPlan) >= CoronavirusFrom && decidedOn >= CoronavirusFrom
            && story.Draw.Next(2) == 0)
        {
            claim = claim with { Ground = Ground.Coronavirus };
        }
        else if (story.Draw.Next(2) == 0)
        {
            // Both days are days away, and the ground needs four weeks within the twenty.
            var from = received.AddDays(story.Between(40, 55));
            claim = claim with { Ground = Ground.AbsentFromArea, AbsentFrom = from, AbsentTo = from.AddDays(story.Between(27, 35)) };
            decidedOn = claim.AbsentTo.Value;
        }

        story.Tell(decidedOn.AddDays(5), "exemption-1", claim with { DecidedOn = decidedOn, FamilyToldOn = decidedOn.AddDays(story.Between(0, 4)) });
    }

    // Schools of England break up around 22 July and return in the first days of September: more than four weeks.
    private static (DateOnly ClosedFrom, DateOnly ReopensOn) SummerOf(int year) => (new(year, 7, 22), new(year, 9, 3));
}
