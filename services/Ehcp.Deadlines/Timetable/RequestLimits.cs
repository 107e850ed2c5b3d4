using System.Collections.Immutable;
using Ehcp.Contracts;
using static Ehcp.Deadlines.Provisions;

namespace Ehcp.Deadlines;

/// <summary>From the request to the final plan.</summary>
internal static class RequestLimits
{
    internal static ImmutableArray<TimeLimit> All { get; } =
    [
        .. OnReceiptOrResponsibility(
            new("decision-to-assess-2014", Milestone.DecisionToAssess, "Notify the family whether there will be an EHC needs assessment",
            Requested, new WithinWeeksOf(6), [Of<AssessmentDecided>()], [NotIssued, PlanSent, Closed], FourGrounds("reg. 5(4)"), Send2014("reg. 5(1)"))),
        new("decision-to-assess-detained-2015", Milestone.DecisionToAssess, "Notify a detained person's decision not to assess",
            Detained, new WithinWeeksOf(6), [Of<AssessmentDecided>()], [NotIssued, PlanSent, Closed], [], Detained2015("reg. 4(1)"))
            { InForceFrom = new(2015, 4, 1), ForDetainedPersons = true, Note = "For a detained person no other limit is computed." },
        .. OnReceiptOrResponsibility(new("refusal-to-issue-2014", Milestone.RefusalToIssue, "Notify the family of a decision not to issue a plan",
            Requested, new WithinWeeksOf(16), [NotIssued], [Refused, Issued, PlanSent, Closed], FourGrounds("reg. 10(4)", lettered: true),
                Send2014("reg. 10(1)"))
            { AfterLastDay = AfterLastDay.StaysOpen, Refusals = [DisputedDecision.RefusalToAssess],
                Note = "It limits a refusal only: a decision to issue a plan has until the limit of the final plan." }),
        .. OnReceiptOrResponsibility(
            new("final-plan-2014", Milestone.FinalPlan, "Send the finalised plan to the family, the named institution and the responsible commissioning body",
            Requested, new WithinWeeksOf(20), [PlanSent], [Refused, NotIssued, Closed], FourGrounds("reg. 13(3) with 10(4)", lettered: true),
                Send2014("reg. 13(2)"))
            { Refusals = [DisputedDecision.RefusalToAssess, DisputedDecision.RefusalToIssue] }),
        new("advice-2014", Milestone.Advice, "Supply the advice that the authority asked for",
            AdviceAsked, new WithinWeeksOf(6), [Of<AdviceReceived>()], [Refused, NotIssued, PlanSent, Closed],
            [new(Ground.AppointmentMissed, "reg. 8(2)"), new(Ground.ExceptionalCircumstances, "reg. 8(2)"), new(Ground.AbsentFromArea, "reg. 8(2)"),
                Coronavirus],
            Send2014("reg. 8(1)", verified: false)) { Bearer = Bearer.AdviceGiver },
        Representations("representations-2014", "", Served("Draft plan served on", absentToo: true, ServiceMethod.Email, ServiceMethod.Hand),
            new DaysBeginningWith(15), verified: true),
        Representations("representations-first-class-2014", " posted first class", Served(
            "Draft plan posted first class on", absentToo: false, ServiceMethod.PostFirstClass), new DaysBeginningWithPostalService(15, 2), verified: false),
        Representations("representations-second-class-2014", " posted second class", Served(
            "Draft plan posted second class on", absentToo: false, ServiceMethod.PostSecondClass), new DaysBeginningWithPostalService(15, 4), verified: false),
        new("consultation-2015", Milestone.Consultation, "Answer the authority's consultation on being named in the plan",
            On<ConsultationSent>("Consultation sent on"), new WithinDaysOf(15), [Of<ConsultationAnswered>()], [Refused, NotIssued, PlanSent, Closed], [],
                Code2015("9.83")) { Bearer = Bearer.Institution },
    ];

    private static FactMatch Refused => Of<AssessmentDecided>().With(AssessmentDecision.Refuse);

    private static FactMatch Issued => Of<IssueDecided>().With(IssueDecision.Issue);

    private static FactMatch NotIssued => Of<IssueDecided>().With(IssueDecision.NotIssue);

    private static FactMatch PlanSent => Of<FinalPlanSent>();

    private static FactMatch Closed => Of<RequestClosed>();

    private static LimitTrigger Requested => On<RequestReceived>("Request received on", Is(RequestRoute.Request).OrAbsent);

    private static LimitTrigger Responsible => On<RequestReceived>("Became responsible for the child or young person on", Is(RequestRoute.BecameResponsible));

    private static LimitTrigger Detained => On<RequestReceived>("Request for a detained person received on", Is(RequestRoute.Detained));

    private static LimitTrigger AdviceAsked => On<AdviceRequested>(
        "Advice requested on", Is(AdviceType.EducationalPsychology, AdviceType.School, AdviceType.Health, AdviceType.SocialCare, AdviceType.Other).OrAbsent);

    private static LimitTrigger Served(string words, bool absentToo, params ImmutableArray<ServiceMethod> by) =>
        On<DraftPlanServed>(words, absentToo ? Is(by).OrAbsent : Is(by));

    private static ImmutableArray<TimeLimit> OnReceiptOrResponsibility(TimeLimit limit) =>
        [limit, limit with { Id = limit.Id + "-responsible", Trigger = Responsible }];

    private static TimeLimit Representations(string id, string posted, LimitTrigger served, LimitShape shape, bool verified) =>
        new(id, Milestone.Representations,
            $"Leave the family at least 15 days for representations on {(posted.Length == 0 ? "the draft plan" : "a draft plan" + posted)}",
            served, shape, [PlanSent], [Refused, NotIssued, Closed], [], Send2014("reg. 13(1)(a)", verified))
        { AfterLastDay = AfterLastDay.Met, Note = "It is the least the family must be given; the plan may be finalised from the day after." };
}
