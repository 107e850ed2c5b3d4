using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Simulator.Cases;

/// <summary>Tells the life of a request step by step, in the order of the statutory process and on days an office would do it.</summary>
internal static class TwentyWeekProcess
{
    private static readonly AdviceType[] AdviceBesideThePsychologist = [AdviceType.School, AdviceType.Health, AdviceType.SocialCare];

    internal static CaseStory Tell(Council council, string caseReference, CaseLife life)
    {
        var story = new CaseStory(council, caseReference, life);
        var requestedBy = story.Draw.Next(3) == 0 ? Requester.School : Requester.ParentOrYoungPerson;
        story.Tell(life.ReceivedOn, "received", new RequestReceived(life.ReceivedOn, RequestedBy: requestedBy));
        story.Tell(life.ReceivedOn.AddDays(story.Between(1, 3)), "assigned", story.Assignment());
        story.Tell(life.ReceivedOn.AddDays(story.Between(1, 3)), "described", story.Description());
        if (life.Ending == Ending.RefusedToAssess)
        {
            story.Tell(life.EndsOn, "assessment-decided", new AssessmentDecided(AssessmentDecision.Refuse, life.EndsOn));
            return story;
        }

        var decidedOn = life.ReceivedOn.AddDays(story.Draw.Next(10) == 0 ? story.Between(StatutoryDays.DecisionToAssess + 1, StatutoryDays.DecisionToAssess + 7)
            : story.Between(30, StatutoryDays.DecisionToAssess));
        if (life.Ending == Ending.Withdrawn && life.EndsOn <= decidedOn)
        {
            return Withdraw(story);
        }

        story.Tell(decidedOn, "assessment-decided", new AssessmentDecided(AssessmentDecision.Assess, decidedOn));
        TellAssessment(story, decidedOn);
        return story;
    }

    private static void TellAssessment(CaseStory story, DateOnly decidedOn)
    {
        var life = story.Life;
        var servedOn = OnWorkingDay(life.EndsOn.AddDays(-story.Between(24, 40)));
        var adviceBy = life.Ending == Ending.PlanSent ? servedOn : life.EndsOn;
        var requestedOn = decidedOn.AddDays(story.Between(0, 3));
        TellAdvice(story, "advice-1", AdviceType.EducationalPsychology, requestedOn, adviceBy);
        TellAdvice(story, "advice-2", AdviceBesideThePsychologist[story.Draw.Next(3)], requestedOn, adviceBy);
        if (life.IsExempt)
        {
            ClaimOfExemption.Tell(story, requestedOn);
        }

        switch (life.Ending)
        {
            case Ending.RefusedToIssue:
                story.Tell(life.EndsOn, "issue-decided", new IssueDecided(IssueDecision.NotIssue, life.EndsOn));
                break;
            case Ending.Withdrawn:
                Withdraw(story);
                break;
            default:
                TellPlan(story, servedOn);
                break;
        }
    }

    private static void TellAdvice(CaseStory story, string adviceId, AdviceType adviceType, DateOnly requestedOn, DateOnly by)
    {
        if (requestedOn > by)
        {
            return;
        }

        story.Tell(requestedOn, adviceId + "-requested", new AdviceRequested(adviceId, adviceType, requestedOn));
        var receivedOn = requestedOn.AddDays(story.Between(21, 56));
        if (receivedOn > by && story.Life.Ending != Ending.PlanSent)
        {
            return;
        }

        receivedOn = receivedOn > by ? by : receivedOn;
        story.Tell(receivedOn, adviceId + "-received", new AdviceReceived(adviceId, adviceType, receivedOn));
    }

    private static void TellPlan(CaseStory story, DateOnly servedOn)
    {
        var sentOn = story.Life.EndsOn;
        story.Tell(servedOn, "draft-served", new DraftPlanServed(servedOn, story.Draw.Next(4) == 0 ? ServiceMethod.PostFirstClass : ServiceMethod.Email));
        story.Tell(servedOn, "consultation-1-sent", new ConsultationSent("1", servedOn));
        var answeredOn = servedOn.AddDays(story.Between(5, 18));
        story.Tell(answeredOn, "consultation-1-answered", new ConsultationAnswered("1", answeredOn));
        story.Tell(sentOn, "final-plan-sent", new FinalPlanSent(sentOn, sentOn.AddDays(-story.Between(0, 1))));
    }

    private static CaseStory Withdraw(CaseStory story)
    {
        story.Tell(story.Life.EndsOn, "closed", new RequestClosed(story.Life.EndsOn, ClosingReason.Withdrawn));
        return story;
    }

    private static DateOnly OnWorkingDay(DateOnly day) => WorkingDays.Shipped.OnOrBefore(day);
}
