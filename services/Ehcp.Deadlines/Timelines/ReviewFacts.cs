using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>The facts of one review that the figures count.</summary>
internal static class ReviewFacts
{
    internal static ReviewProcess In(ReadOnlySpan<KeptFact> process)
    {
        KeptFact? held = null, decided = null, noticed = null, amended = null;
        foreach (ref readonly var fact in process)
        {
            switch (fact.Fact)
            {
                case ReviewMeetingHeld: held = fact; break;
                case ReviewDecided: decided = fact; break;
                case AmendmentNoticeSent: noticed = fact; break;
                case AmendedPlanSent: amended = fact; break;
                default: break;
            }
        }

        return new(
            process[0].ProcessId,
            held?.On,
            DatesUsable: held is { Disputed: false } && (decided ?? noticed) is not { Disputed: true } && amended is not { Disputed: true },
            decided?.On ?? noticed?.On,
            Code.OrNull((decided?.Fact as ReviewDecided)?.Decision) ?? (noticed is null ? null : Code.Of(ReviewDecision.Amend)),
            amended?.On);
    }
}
