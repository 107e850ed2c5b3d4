using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Ehcp.Deadlines;

/// <summary>Every statutory time limit this release computes. A new limit, or a change of the law, is one entry here and one test.</summary>
public static class StatutoryTimetable
{
    /// <summary>Name of this set of rules. It rises (year, dot, number) whenever an entry or the fold changes what can come out, so that a figure can say which rules it was computed by.</summary>
    public static string Release => "2026.1";

    /// <summary>The limits, in the order of the process.</summary>
    public static ImmutableArray<TimeLimit> Limits { get; } =
    [
        .. OnReceiptOrResponsibility(new("decision-to-assess-2014", "decision-to-assess", "Notify the family whether there will be an EHC needs assessment",
            Requested, new WithinWeeksOf(6), [AssessmentDecided], [NotIssued, PlanSent, RequestClosed], Grounds("reg. 5(4)"), Send2014("reg. 5(1)"))),
        new("decision-to-assess-detained-2015", "decision-to-assess", "Notify a detained person's decision not to assess",
            Detained, new WithinWeeksOf(6), [AssessmentDecided], [NotIssued, PlanSent, RequestClosed], [], Detained2015("reg. 4(1)"))
            { InForceFrom = new(2015, 4, 1), ForDetainedPersons = true },
        .. OnReceiptOrResponsibility(new("refusal-to-issue-2014", "refusal-to-issue", "Notify the family of a decision not to issue a plan",
            Requested, new WithinWeeksOf(16), [NotIssued], [Refused, Issued, PlanSent, RequestClosed], Grounds("reg. 10(4)", lettered: true), Send2014("reg. 10(1)"))
            { AfterLastDay = AfterLastDay.StaysOpen }),
        .. OnReceiptOrResponsibility(new("final-plan-2014", "final-plan", "Send the finalised plan to the family, the named institution and the responsible commissioning body",
            Requested, new WithinWeeksOf(20), [PlanSent], [Refused, NotIssued, RequestClosed], Grounds("reg. 13(3) with 10(4)", lettered: true), Send2014("reg. 13(2)"))),
        new("advice-2014", "advice", "Supply the advice that the authority asked for",
            AdviceRequested, new WithinWeeksOf(6), [new("advice-received")], [Refused, NotIssued, PlanSent, RequestClosed],
            [new("appointment-missed", "reg. 8(2)"), new("exceptional-circumstances", "reg. 8(2)"), new("absent-from-area", "reg. 8(2)"), Coronavirus],
            Send2014("reg. 8(1)", verified: false)),
        new("representations-2014", "representations", "Leave the family at least 15 days for representations on the draft plan",
            Served("Draft plan served on", "", "email", "hand"), new DaysBeginningWith(15), [PlanSent], [Refused, NotIssued, RequestClosed], [],
            Send2014("reg. 13(1)(a)")) { AfterLastDay = AfterLastDay.Met },
        new("representations-first-class-2014", "representations", "Leave the family at least 15 days for representations on a draft plan posted first class",
            Served("Draft plan posted first class on", "post-first-class"), new DaysBeginningWithPostalService(15, 2), [PlanSent], [Refused, NotIssued, RequestClosed], [],
            Send2014("reg. 13(1)(a)", verified: false)) { AfterLastDay = AfterLastDay.Met },
        new("representations-second-class-2014", "representations", "Leave the family at least 15 days for representations on a draft plan posted second class",
            Served("Draft plan posted second class on", "post-second-class"), new DaysBeginningWithPostalService(15, 4), [PlanSent], [Refused, NotIssued, RequestClosed], [],
            Send2014("reg. 13(1)(a)", verified: false)) { AfterLastDay = AfterLastDay.Met },
    ];

    private static readonly FrozenDictionary<string, TimeLimit> ById = Limits.ToFrozenDictionary(limit => limit.Id, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, TimeLimit[]> ByTrigger =
        Limits.GroupBy(limit => limit.Trigger.EventType).ToFrozenDictionary(limits => limits.Key, limits => limits.ToArray(), StringComparer.Ordinal);

    /// <summary>The rule with this id, or null: an answer of another release may name one that this release does not have.</summary>
    /// <param name="id">Id of a rule.</param>
    public static TimeLimit? Find(string id) => ById.GetValueOrDefault(id);

    internal static ReadOnlySpan<TimeLimit> StartedBy(string eventType) => ByTrigger.GetValueOrDefault(eventType);

    private static FactMatch AssessmentDecided => new("assessment-decided");

    private static FactMatch Refused => new("assessment-decided", "refuse");

    private static FactMatch Issued => new("issue-decided", "issue");

    private static FactMatch NotIssued => new("issue-decided", "not-issue");

    private static FactMatch PlanSent => new("final-plan-sent");

    private static FactMatch RequestClosed => new("request-closed");

    private static LimitTrigger Requested => new("request-received", "receivedOn", "Request received on", Route("request"));

    private static LimitTrigger Responsible => Requested with { Words = "Became responsible for the child or young person on", When = Route("became-responsible") };

    private static LimitTrigger Detained => Requested with { Words = "Request for a detained person received on", When = Route("detained") };

    private static LimitTrigger AdviceRequested => new("advice-requested", "requestedOn", "Advice requested on",
        new("adviceType", "other", ["educational-psychology", "school", "health", "social-care", "other"]));

    // SI 2020/471 was in force from 1 May to 25 September 2020.
    private static AllowedGround Coronavirus => new("coronavirus", "reg. 2A, inserted by SI 2020/471", new(2020, 5, 1), new(2020, 9, 25));

    private static FieldTest Route(string route) => new("route", "request", [route]);

    private static LimitTrigger Served(string words, params string[] services) => new("draft-plan-served", "servedOn", words, new("service", "", [.. services]));

    private static LegalSource Send2014(string provision, bool verified = true) => new("SEND Regulations 2014 (SI 2014/1530)", provision, verified);

    private static LegalSource Detained2015(string provision) => new("SEND (Detained Persons) Regulations 2015 (SI 2015/62)", provision, true);

    private static ImmutableArray<TimeLimit> OnReceiptOrResponsibility(TimeLimit limit) => [limit, limit with { Id = limit.Id + "-responsible", Trigger = Responsible }];

    private static ImmutableArray<AllowedGround> Grounds(string provision, bool lettered = false)
    {
        string[] grounds = ["school-closed", "early-years-closed", "exceptional-circumstances", "absent-from-area"];
        return [.. grounds.Select((ground, letter) => new AllowedGround(ground, lettered ? $"{provision}({(char)('a' + letter)})" : provision)), Coronavirus];
    }
}
