using System.Text.Json;

namespace Ehcp.Reporting.Measures;

/// <summary>Outcome and flags of a counted request as one number, which is a column of the sums. The numbers are stored.</summary>
internal static class Slots
{
    internal const int Count = 16;
    private const int PlanExempt = 4;
    private const int PlanDisputed = 8;
    private const int RequestExempt = 8;

    private static (string Day, string Usable) Received => ("received_on", "received_on_usable");

    private static (string Day, string Usable) Held => ("meeting_held_on", "dates_usable");

    /// <summary>The same for the database: one row for each request and measure, in which the day is null when it does not count there.</summary>
    internal static readonly string Sql = $"""
        (values
          ({(short)Measure.RequestsReceived}::smallint, coalesce(received_on, '-infinity'),
           case when plan_sent_on is not null then case
                  when not received_on_usable or received_on is null then {(int)RequestOutcome.CannotCompute}
                  when plan_sent_on <= received_on + {TwentyWeeks.Days} then {(int)RequestOutcome.InTime}
                  else {(int)RequestOutcome.Late} end
                when assessment_decision = 'refuse' then {(int)RequestOutcome.RefusedToAssess}
                when issue_decision = 'not-issue' then {(int)RequestOutcome.RefusedToIssue}
                when closed_on is not null then {(int)RequestOutcome.Closed}
                when not received_on_usable or received_on is null or cannot_compute_because is not null then {(int)RequestOutcome.CannotCompute}
                else {(int)RequestOutcome.Open} end
           + case when exemption_claimed then {RequestExempt} else 0 end),
          ({(short)Measure.PlansIssued}::smallint, plan_sent_on,
           case when not received_on_usable or received_on is null then {(int)PlanOutcome.UnusableDates}
                when plan_sent_on <= received_on + {TwentyWeeks.Days} then {(int)PlanOutcome.WithinTwentyWeeks}
                when plan_sent_on <= received_on + {TwentyWeeks.YearDays} then {(int)PlanOutcome.ToFiftyTwoWeeks}
                else {(int)PlanOutcome.Later} end
           + case when exemption_claimed then {PlanExempt} else 0 end + case when after_mediation_or_tribunal then {PlanDisputed} else 0 end),
          ({(short)Measure.DecisionsToAssess}::smallint, assessment_decided_on, {Decision("assessment_decided_on", Received, TwentyWeeks.DecisionDays)}),
          ({(short)Measure.RefusalsToIssue}::smallint, case when issue_decision = 'not-issue' then issue_decided_on end, {Decision("issue_decided_on", Received, TwentyWeeks.RefusalDays)})
        ) as counted (measure, day, slot)
        """;

    /// <summary>Likewise for each row of <c>known_review</c>.</summary>
    internal static readonly string ReviewSql = $"""
        (values
          ({(short)Measure.ReviewDecisions}::smallint, decided_on, {Decision("decided_on", Held, Reviews.DecisionDays)}),
          ({(short)Measure.AmendedPlans}::smallint, amended_plan_sent_on, {Decision("amended_plan_sent_on", Held, Reviews.AmendedPlanDays)})
        ) as counted (measure, day, slot)
        """;

    internal static int Of(PlanOutcome outcome, bool exempt, bool disputed) => (int)outcome + (exempt ? PlanExempt : 0) + (disputed ? PlanDisputed : 0);

    internal static int Of(RequestOutcome outcome, bool exempt) => (int)outcome + (exempt ? RequestExempt : 0);

    internal static int Of(DecisionOutcome outcome) => (int)outcome;

    /// <summary>Those that the measure uses.</summary>
    internal static IEnumerable<int> Of(Measure measure) => Enumerable.Range(0, measure switch
    {
        Measure.PlansIssued => 2 * PlanDisputed,
        Measure.RequestsReceived => 2 * RequestExempt,
        _ => (int)DecisionOutcome.UnusableDates + 1,
    });

    internal static PlanOutcome Plan(int slot) => (PlanOutcome)(slot & (PlanExempt - 1));

    internal static RequestOutcome Request(int slot) => (RequestOutcome)(slot & (RequestExempt - 1));

    /// <summary>Of a plan: whether it was sent after mediation or a tribunal.</summary>
    internal static bool IsDisputed(int slot) => (slot & PlanDisputed) != 0;

    internal static bool IsExempt(Measure measure, int slot) => measure switch
    {
        Measure.PlansIssued => (slot & PlanExempt) != 0,
        Measure.RequestsReceived => (slot & RequestExempt) != 0,
        _ => false,
    };

    /// <summary>The outcome as it is written in an answer.</summary>
    internal static string Name(Measure measure, int slot) => JsonNamingPolicy.KebabCaseLower.ConvertName(measure switch
    {
        Measure.PlansIssued => Plan(slot).ToString(),
        Measure.RequestsReceived => Request(slot).ToString(),
        _ => ((DecisionOutcome)slot).ToString(),
    });

    private static string Decision(string on, (string Day, string Usable) from, int days) => $"""
        case when not {from.Usable} or {from.Day} is null or {on} < {from.Day} then {(int)DecisionOutcome.UnusableDates}
             when {on} <= {from.Day} + {days} then {(int)DecisionOutcome.InTime}
             else {(int)DecisionOutcome.Late} end
        """;
}
