using System.Collections.Immutable;
using Ehcp.Contracts;
using static Ehcp.Deadlines.Provisions;

namespace Ehcp.Deadlines;

/// <summary>From the request to the final plan.</summary>
internal static class RequestLimits
{
    private const string ByPost = "reg. 13(1)(a) with the Interpretation Act 1978, s. 7";

    private const string FirstDateStays = "Who is detained or released during the assessment keeps the first date (SI 2015/62, reg. 15).";

    internal static ImmutableArray<TimeLimit> All { get; } =
    [
        .. FromTheRequest(
            new("decision-to-assess-2014", Milestone.DecisionToAssess, "Notify the family whether there will be an EHC needs assessment",
                Requested, new WithinWeeksOf(6), [Of<AssessmentDecided>()], [NotIssued, PlanSent, Closed], FourGrounds("reg. 5(4)"), Send2014("reg. 5(1)")),
            "Notify the appropriate person and the person in charge of the accommodation whether there will be an EHC needs assessment",
            DetainedGrounds("reg. 5(4)"), Detained2015("regs 4(1) and 5(1)")),
        .. FromTheRequest(
            RefusalToIssue,
            "Notify the appropriate person and the person in charge of the accommodation of a decision not to secure a plan",
            DetainedGrounds("reg. 10(4)"), Detained2015("reg. 10(1)")),
        .. FromTheRequest(
            FinalPlan,
            "Send the finalised plan to the appropriate person, the person in charge of the accommodation, the youth offending team, the named institution, "
                + "the "
                + "home commissioning body and the health services commissioner",
            DetainedGrounds("reg. 13(3) with 10(4)"), Detained2015("reg. 13(2)")),
        Advice("advice-2014", AdviceAsked(orAbsent: false, AdviceType.Health), Send2014("reg. 8(1)"), AdviceGrounds)
            with { ForDetainedPersons = false, Note = "Reg. 8 binds the bodies of section 31 of the Act." },
        Advice("advice-detained-2015", AdviceAsked(orAbsent: false, AdviceType.Health), Detained2015("reg. 8"), AdviceGrounds)
            with { InForceFrom = new(2015, 4, 1), ForDetainedPersons = true },
        Advice(
            "advice-code-2015", AdviceAsked(orAbsent: true, AdviceType.EducationalPsychology, AdviceType.School, AdviceType.SocialCare, AdviceType.Other),
            Code2015("9.52"), []) with
        {
            Note = "For schools, the authority's own psychologists and its social care the six weeks are guidance. Reg. 8(1) binds the bodies of section 31 of "
                + "the Act alone.",
        },
        .. Representations("representations-2014", "", Served("Draft plan served on", absentToo: true, ServiceMethod.Email, ServiceMethod.Hand),
            new DaysBeginningWith(15), "reg. 13(1)(a)"),
        .. Representations("representations-first-class-2014", " posted first class", Served(
            "Draft plan posted first class on", absentToo: false, ServiceMethod.PostFirstClass), new DaysBeginningWithPostalService(15, 2), ByPost),
        .. Representations("representations-second-class-2014", " posted second class", Served(
            "Draft plan posted second class on", absentToo: false, ServiceMethod.PostSecondClass), new DaysBeginningWithPostalService(15, 4), ByPost),
        new("consultation-2015", Milestone.Consultation, "Answer the authority's consultation on being named in the plan",
            On<ConsultationSent>("Consultation sent on"), new WithinDaysOf(15), [Of<ConsultationAnswered>()], [Refused, NotIssued, PlanSent, Closed], [],
                Code2015("9.83")) { Bearer = Bearer.Institution },
    ];

    /// <summary>The 16 weeks for a decision not to issue a plan.</summary>
    internal static TimeLimit RefusalToIssue => new("refusal-to-issue-2014", Milestone.RefusalToIssue, "Notify the family of a decision not to issue a plan",
        Requested, new WithinWeeksOf(16), [NotIssued], [Refused, Issued, PlanSent, Closed], FourGrounds("reg. 10(4)", lettered: true),
        Send2014("reg. 10(1)"))
    {
        AfterLastDay = AfterLastDay.StaysOpen,
        Refusals = [DisputedDecision.RefusalToAssess],
        Note = "It limits a refusal only: a decision to issue a plan has until the limit of the final plan.",
    };

    /// <summary>The 20 weeks for the plan.</summary>
    internal static TimeLimit FinalPlan =>
        new("final-plan-2014", Milestone.FinalPlan, "Send the finalised plan to the family, the named institution and the responsible commissioning body",
        Requested, new WithinWeeksOf(20), [PlanSent], [Refused, NotIssued, Closed], FourGrounds("reg. 13(3) with 10(4)", lettered: true),
        Send2014("reg. 13(2)"))
        { Refusals = [DisputedDecision.RefusalToAssess, DisputedDecision.RefusalToIssue] };

    private static FactMatch Refused => Of<AssessmentDecided>().With(AssessmentDecision.Refuse);

    private static FactMatch Issued => Of<IssueDecided>().With(IssueDecision.Issue);

    private static FactMatch NotIssued => Of<IssueDecided>().With(IssueDecision.NotIssue);

    private static FactMatch PlanSent => Of<FinalPlanSent>();

    private static FactMatch Closed => Of<RequestClosed>();

    private static LimitTrigger Requested => On<RequestReceived>("Request received on", Is(RequestRoute.Request).OrAbsent);

    private static LimitTrigger Responsible => On<RequestReceived>("Became responsible for the child or young person on", Is(RequestRoute.BecameResponsible));

    private static LimitTrigger Detained => On<RequestReceived>("Request for a detained person received on", Is(RequestRoute.Detained));

    private static LimitTrigger DetainedAttention =>
        On<RequestReceived>("Detained person came to the attention of the authority on", Is(RequestRoute.DetainedAttention));

    private static ImmutableArray<AllowedGround> AdviceGrounds =>
    [
        new(Ground.AppointmentMissed, "reg. 8(2)"), new(Ground.ExceptionalCircumstances, "reg. 8(2)"), new(Ground.AbsentFromArea, "reg. 8(2)"), Coronavirus,
    ];

    private static LimitTrigger AdviceAsked(bool orAbsent, params ImmutableArray<AdviceType> of) =>
        On<AdviceRequested>("Advice requested on", orAbsent ? Is(of).OrAbsent : Is(of));

    private static LimitTrigger Served(string words, bool absentToo, params ImmutableArray<ServiceMethod> by) =>
        On<DraftPlanServed>(words, absentToo ? Is(by).OrAbsent : Is(by));

    /// <summary>The limit by both ways a request begins, the same for a detained person by both ways that begins, and what each becomes when custody begins or
    /// ends in the middle.</summary>
    private static ImmutableArray<TimeLimit> FromTheRequest(
        TimeLimit limit, string dutyInCustody, ImmutableArray<AllowedGround> groundsInCustody, LegalSource inCustody)
    {
        var free = limit with { ForDetainedPersons = false };
        var detained = limit with
        {
            Id = limit.MilestoneCode + "-detained-2015",
            Duty = dutyInCustody,
            Trigger = Detained,
            Grounds = groundsInCustody,
            Source = inCustody,
            InForceFrom = new(2015, 4, 1),
            ForDetainedPersons = true,
        };
        return
        [
            free,
            free with { Id = limit.Id + "-responsible", Trigger = Responsible },
            detained,
            detained with { Id = detained.Id + "-attention", Trigger = DetainedAttention },
            MidAssessment(detained, "after-detention", Requested),
            MidAssessment(detained, "after-detention-responsible", Responsible),
            MidAssessment(free, "after-release", Detained),
            MidAssessment(free, "after-release-attention", DetainedAttention),
        ];
    }

    private static TimeLimit MidAssessment(TimeLimit limit, string suffix, LimitTrigger begun) => limit with
    {
        Id = $"{limit.Id}-{suffix}",
        Trigger = begun,
        InForceFrom = new(2015, 4, 1),
        OnlyAfterCustodyChange = true,
        Note = $"{limit.Note} {FirstDateStays}".TrimStart(),
    };

    private static TimeLimit Advice(string id, LimitTrigger asked, LegalSource source, ImmutableArray<AllowedGround> grounds) =>
        new(id, Milestone.Advice, "Supply the advice that the authority asked for", asked, new WithinWeeksOf(6), [Of<AdviceReceived>()],
            [Refused, NotIssued, PlanSent, Closed], grounds, source)
        { Bearer = Bearer.AdviceGiver };

    private static ImmutableArray<TimeLimit> Representations(string id, string posted, LimitTrigger served, LimitShape shape, string provision)
    {
        var free = new TimeLimit(id, Milestone.Representations,
            $"Leave the family at least 15 days for representations on {(posted.Length == 0 ? "the draft plan" : "a draft plan" + posted)}",
            served, shape, [PlanSent], [Refused, NotIssued, Closed], [], Send2014(provision))
        {
            AfterLastDay = AfterLastDay.Met,
            ForDetainedPersons = false,
            Note = "It is the least the family must be given; the plan may be finalised from the day after.",
        };
        return
        [
            free,
            free with
            {
                Id = id.Replace("-2014", "-detained-2015", StringComparison.Ordinal), Source = Detained2015(provision),
                InForceFrom = new(2015, 4, 1), ForDetainedPersons = true,
            },
        ];
    }
}
