using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Simulator.Cases;

/// <summary>
/// The life of a plan after it was made: a review every year until it ceases. Of reviews before the council's case system kept every step only the decision is
/// told; from then on each with its notice, meeting, report, decision and, where the plan is amended, the amendments and the plan.
/// </summary>
internal static class Reviews
{
    private const int MostYears = 12;

    // The school year from which the steps are kept.
    private static readonly DateOnly StepsFrom = new(2025, 9, 1);

    internal static void Tell(CaseStory story, DateOnly madeOn)
    {
        var last = madeOn;
        for (var year = 1; year <= MostYears; year++)
        {
            var (due, id) = (StatutoryDays.NextReview(last), year.ToString(CultureInfo.InvariantCulture));
            // One in twenty-five plans ceases in a year: school ends, or the family moves away.
            if (story.Draw.Next(25) == 0)
            {
                var ceasedOn = WorkingDays.Shipped.OnOrBefore(due.AddDays(-story.Between(0, 200)));
                story.Tell(ceasedOn, "plan-ceased", new PlanCeased(ceasedOn, CeaseReason.Reason1));
                return;
            }

            // Most are decided in the weeks before they must be, one in twelve some weeks after.
            var decidedOn = WorkingDays.Shipped.OnOrBefore(due.AddDays(story.Draw.Next(12) == 0 ? story.Between(5, 120) : -story.Between(0, 45)));
            last = decidedOn < StepsFrom ? Decide(story, id, ReviewDecision.Maintain, decidedOn) : TellSteps(story, id, decidedOn);
        }
    }

    private static DateOnly TellSteps(CaseStory story, string id, DateOnly decidedOn)
    {
        // From the meeting to the decision there are four weeks; a report takes two of them at most, but for one in twenty.
        var heldOn = WorkingDays.Shipped.OnOrAfter(decidedOn.AddDays(-story.Between(14, StatutoryDays.ReviewDecision)));
        var reportOn = heldOn.AddDays(
            story.Draw.Next(20) == 0 ? StatutoryDays.ReviewReport + story.Between(1, 6) : story.Between(3, StatutoryDays.ReviewReport));
        reportOn = reportOn > decidedOn ? decidedOn : reportOn;
        var noticeOn = heldOn.AddDays(-story.Between(15, 25));
        story.Tell(noticeOn, $"review-{id}-notice", new ReviewNoticeSent(noticeOn, id));
        story.Tell(heldOn, $"review-{id}-meeting", new ReviewMeetingHeld(heldOn, id));
        story.Tell(reportOn, $"review-{id}-report", new ReviewReportSent(reportOn, id));
        if (story.Draw.Next(4) > 0)
        {
            return Decide(story, id, ReviewDecision.Maintain, decidedOn);
        }

        story.Tell(decidedOn, $"review-{id}-amendments", new AmendmentNoticeSent(decidedOn, id));
        var planOn = WorkingDays.Shipped.OnOrBefore(decidedOn.AddDays(story.Between(25, StatutoryDays.AmendedPlan)));
        Decide(story, id, ReviewDecision.Amend, decidedOn);
        story.Tell(planOn, $"review-{id}-plan", new AmendedPlanSent(planOn, id));
        return decidedOn;
    }

    private static DateOnly Decide(CaseStory story, string id, ReviewDecision decision, DateOnly on)
    {
        story.Tell(on, $"review-{id}-decided", new ReviewDecided(decision, on, id));
        return on;
    }
}
