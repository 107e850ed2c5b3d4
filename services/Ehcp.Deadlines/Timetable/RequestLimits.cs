using System.Collections.Immutable;
using static Ehcp.Deadlines.Provisions;

namespace Ehcp.Deadlines;

/// <summary>From the request to the final plan.</summary>
internal static class RequestLimits
{
    internal static ImmutableArray<TimeLimit> All { get; } =
    [
        .. OnReceiptOrResponsibility(new("decision-to-assess-2014", "decision-to-assess", "Notify the family whether there will be an EHC needs assessment",
            Requested, new WithinWeeksOf(6), [AssessmentDecided], [NotIssued, PlanSent, RequestClosed], FourGrounds("reg. 5(4)"), Send2014("reg. 5(1)"))),
        new("decision-to-assess-detained-2015", "decision-to-assess", "Notify a detained person's decision not to assess",
            Detained, new WithinWeeksOf(6), [AssessmentDecided], [NotIssued, PlanSent, RequestClosed], [], Detained2015("reg. 4(1)"))
            { InForceFrom = new(2015, 4, 1), ForDetainedPersons = true, Note = "For a detained person no other limit is computed." },
        .. OnReceiptOrResponsibility(new("refusal-to-issue-2014", "refusal-to-issue", "Notify the family of a decision not to issue a plan",
            Requested, new WithinWeeksOf(16), [NotIssued], [Refused, Issued, PlanSent, RequestClosed], FourGrounds("reg. 10(4)", lettered: true), Send2014("reg. 10(1)"))
            { AfterLastDay = AfterLastDay.StaysOpen, Refusals = ["refusal-to-assess"], Note = "It limits a refusal only: a decision to issue a plan has until the limit of the final plan." }),
        .. OnReceiptOrResponsibility(new("final-plan-2014", "final-plan", "Send the finalised plan to the family, the named institution and the responsible commissioning body",
            Requested, new WithinWeeksOf(20), [PlanSent], [Refused, NotIssued, RequestClosed], FourGrounds("reg. 13(3) with 10(4)", lettered: true), Send2014("reg. 13(2)"))
            { Refusals = ["refusal-to-assess", "refusal-to-issue"] }),
        new("advice-2014", "advice", "Supply the advice that the authority asked for",
            AdviceRequested, new WithinWeeksOf(6), [new("advice-received")], [Refused, NotIssued, PlanSent, RequestClosed],
            [new("appointment-missed", "reg. 8(2)"), new("exceptional-circumstances", "reg. 8(2)"), new("absent-from-area", "reg. 8(2)"), Coronavirus],
            Send2014("reg. 8(1)", verified: false)),
        Representations("representations-2014", "", Served("Draft plan served on", "", "email", "hand"), new DaysBeginningWith(15), verified: true),
        Representations("representations-first-class-2014", " posted first class", Served("Draft plan posted first class on", "post-first-class"), new DaysBeginningWithPostalService(15, 2), verified: false),
        Representations("representations-second-class-2014", " posted second class", Served("Draft plan posted second class on", "post-second-class"), new DaysBeginningWithPostalService(15, 4), verified: false),
        new("consultation-2015", "consultation", "Answer the authority's consultation on being named in the plan",
            new("consultation-sent", "sentOn", "Consultation sent on"), new WithinDaysOf(15), [new("consultation-answered")], [Refused, NotIssued, PlanSent, RequestClosed], [], Code2015("9.83")),
    ];

    private static FactMatch AssessmentDecided => new("assessment-decided");

    private static FactMatch Refused => new("assessment-decided", "refuse");

    private static FactMatch Issued => new("issue-decided", "issue");

    private static FactMatch NotIssued => new("issue-decided", "not-issue");

    private static FactMatch PlanSent => new("final-plan-sent");

    private static FactMatch RequestClosed => new("request-closed");

    private static LimitTrigger Requested => new("request-received", "receivedOn", "Request received on", Route("request"));

    private static LimitTrigger Responsible => Requested with { Words = "Became responsible for the child or young person on", When = [Route("became-responsible")] };

    private static LimitTrigger Detained => Requested with { Words = "Request for a detained person received on", When = [Route("detained")] };

    private static LimitTrigger AdviceRequested => new("advice-requested", "requestedOn", "Advice requested on",
        new FieldTest("adviceType", "other", "educational-psychology", "school", "health", "social-care", "other"));

    private static FieldTest Route(string route) => new("route", "request", route);

    private static LimitTrigger Served(string words, params ImmutableArray<string> services) => new("draft-plan-served", "servedOn", words, new FieldTest("service", "", services));

    private static ImmutableArray<TimeLimit> OnReceiptOrResponsibility(TimeLimit limit) => [limit, limit with { Id = limit.Id + "-responsible", Trigger = Responsible }];

    private static TimeLimit Representations(string id, string posted, LimitTrigger served, LimitShape shape, bool verified) =>
        new(id, "representations", $"Leave the family at least 15 days for representations on {(posted.Length == 0 ? "the draft plan" : "a draft plan" + posted)}",
            served, shape, [PlanSent], [Refused, NotIssued, RequestClosed], [], Send2014("reg. 13(1)(a)", verified))
        { AfterLastDay = AfterLastDay.Met, Note = "It is the least the family must be given; the plan may be finalised from the day after." };
}
