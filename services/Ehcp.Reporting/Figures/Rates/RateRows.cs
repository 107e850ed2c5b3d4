using System.Text.Json.Serialization;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Sums;

namespace Ehcp.Reporting.Figures.Rates;

/// <param name="Group">The year, quarter, month, authority, team, area or need; <c>all</c> when not grouped; <c>not-recorded</c> when nobody said.</param>
/// <param name="PlansIssued">Final plans sent in the period.</param>
/// <param name="WithinTwentyWeeks">Of them, those sent on or before the 140th day after receipt.</param>
/// <param name="Rate">The share of the two, 0 to 1, unrounded; null when there were none.</param>
/// <param name="PlansIssuedExcludingExemptions">Plans with no exemption claimed on the final plan.</param>
/// <param name="WithinTwentyWeeksExcludingExemptions">Of them, those in time.</param>
/// <param name="RateExcludingExemptions">DfE's headline: the share of the last two.</param>
/// <param name="UnusableDates">Plans whose 20 weeks cannot be measured; none of them counts as in time.</param>
/// <param name="OverTwentyToFiftyTwoWeeks">Plans sent after the 140th day and on or before the 364th.</param>
/// <param name="OverFiftyTwoWeeks">Plans sent later still.</param>
/// <param name="OverTwentyToFiftyTwoWeeksExcludingExemptions">Of them, those with no exemption claimed.</param>
/// <param name="OverFiftyTwoWeeksExcludingExemptions">Likewise.</param>
/// <param name="AfterMediationOrTribunal">Plans sent after mediation or a tribunal: among those issued, or left out of every other number here, as the
/// definition says.</param>
/// <param name="AfterMediationOrTribunalWithinTwentyWeeks">Of them, those in time.</param>
/// <param name="MeanWeeks">Mean number of weeks from receipt to plan, unrounded, over the plans whose dates are usable; null when there were none.</param>
/// <param name="MeanWeeksExcludingExemptions">Likewise of plans with no exemption claimed.</param>
public sealed record PlansIssuedRow(
    string Group,
    int PlansIssued,
    int WithinTwentyWeeks,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Rate,
    int PlansIssuedExcludingExemptions,
    int WithinTwentyWeeksExcludingExemptions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? RateExcludingExemptions,
    int UnusableDates,
    int OverTwentyToFiftyTwoWeeks,
    int OverFiftyTwoWeeks,
    int OverTwentyToFiftyTwoWeeksExcludingExemptions,
    int OverFiftyTwoWeeksExcludingExemptions,
    int AfterMediationOrTribunal,
    int AfterMediationOrTribunalWithinTwentyWeeks,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? MeanWeeks,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? MeanWeeksExcludingExemptions)
{
    internal static PlansIssuedRow None(string group) => Of(group, new(), leavesOutDisputed: false);

    internal static PlansIssuedRow Of(string group, Tally tally, bool leavesOutDisputed)
    {
        var slots = Measure.PlansIssued.Slots;
        var (issued, within) = (tally.Count(Counts), Of(PlanOutcome.WithinTwentyWeeks));
        var (issuedExcluding, withinExcluding) = (tally.Count(slot => Counts(slot) && !slots.IsExempt(slot)), Excluding(PlanOutcome.WithinTwentyWeeks));
        return new(
            group, issued, within, Shares.Of(within, issued), issuedExcluding, withinExcluding, Shares.Of(withinExcluding, issuedExcluding),
            Of(PlanOutcome.UnusableDates), Of(PlanOutcome.ToFiftyTwoWeeks), Of(PlanOutcome.Later),
            Excluding(PlanOutcome.ToFiftyTwoWeeks), Excluding(PlanOutcome.Later),
            tally.Count(slots.IsDisputed), tally.Count(slot => slots.IsDisputed(slot) && slots.OutcomeOf(slot) == (int)PlanOutcome.WithinTwentyWeeks),
            MeanWeeks(Counts), MeanWeeks(slot => Counts(slot) && !slots.IsExempt(slot)));

        // Flags tell apart which sum of days it is; the days of plans without usable dates are none.
        double? MeanWeeks(Func<int, bool> counts) =>
            tally.Count(slot => counts(slot) && slots.OutcomeOf(slot) != (int)PlanOutcome.UnusableDates) is > 0 and var plans
                ? tally.Days(counts) / 7.0 / plans
                : null;

        bool Counts(int slot) => !leavesOutDisputed || !slots.IsDisputed(slot);

        int Of(PlanOutcome outcome) => tally.Count(slot => Counts(slot) && slots.OutcomeOf(slot) == (int)outcome);

        int Excluding(PlanOutcome outcome) => tally.Count(slot => Counts(slot) && slots.OutcomeOf(slot) == (int)outcome && !slots.IsExempt(slot));
    }
}

/// <summary>Decisions notified in a period.</summary>
/// <param name="Group">As in <see cref="PlansIssuedRow.Group"/>.</param>
/// <param name="Decisions">All of them.</param>
/// <param name="InTime">Of them, those notified on or before the last day.</param>
/// <param name="Rate">The share of the two, 0 to 1, unrounded; null when there were none.</param>
/// <param name="UnusableDates">Those whose time cannot be measured; none of them counts as in time.</param>
public sealed record DecisionsRow(
    string Group,
    int Decisions,
    int InTime,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Rate,
    int UnusableDates)
{
    internal static DecisionsRow Of(string group, Tally tally)
    {
        var (all, inTime) = (tally.Count(_ => true), tally.Count(slot => slot == (int)DecisionOutcome.InTime));
        return new(group, all, inTime, Shares.Of(inTime, all), tally.Count(slot => slot == (int)DecisionOutcome.UnusableDates));
    }
}

/// <summary>What became of the requests received in a period. Every request is in exactly one of the eight columns after <paramref name="Requests"/>.</summary>
/// <param name="Group">As in <see cref="PlansIssuedRow.Group"/>.</param>
/// <param name="Requests">Requests received: the sum of the next eight.</param>
/// <param name="InTime">Plan sent within 20 weeks.</param>
/// <param name="Late">Plan sent later.</param>
/// <param name="OpenInTime">No outcome yet, and 20 weeks have not passed.</param>
/// <param name="OpenOverdue">No outcome yet, and they have.</param>
/// <param name="RefusedToAssess">Refused an assessment.</param>
/// <param name="RefusedToIssue">Assessed, and refused a plan.</param>
/// <param name="Closed">Closed without a decision.</param>
/// <param name="CannotCompute">The dates do not say whether it was, or still is, in time.</param>
/// <param name="WithExemption">Of all requests, those with an exemption claimed on the final plan.</param>
public sealed record RequestsReceivedRow(
    string Group,
    int Requests,
    int InTime,
    int Late,
    int OpenInTime,
    int OpenOverdue,
    int RefusedToAssess,
    int RefusedToIssue,
    int Closed,
    int CannotCompute,
    int WithExemption)
{
    internal static RequestsReceivedRow Of(string group, Tally tally)
    {
        var slots = Measure.RequestsReceived.Slots;
        var overdue = tally.CountBeforeCut(slot => slots.OutcomeOf(slot) == (int)RequestOutcome.Open);
        return new(
            group, tally.Count(_ => true), Of(RequestOutcome.InTime), Of(RequestOutcome.Late), Of(RequestOutcome.Open) - overdue, overdue,
            Of(RequestOutcome.RefusedToAssess), Of(RequestOutcome.RefusedToIssue), Of(RequestOutcome.Closed), Of(RequestOutcome.CannotCompute),
            tally.Count(slots.IsExempt));

        int Of(RequestOutcome outcome) => tally.Count(slot => slots.OutcomeOf(slot) == (int)outcome);
    }
}

/// <summary>What was to be done in a period. Each is in exactly one of the six columns after <paramref name="Due"/>.</summary>
/// <param name="Group">As in <see cref="PlansIssuedRow.Group"/>.</param>
/// <param name="Due">All of them.</param>
/// <param name="InTime">Done on or before the last day.</param>
/// <param name="Late">Done after it.</param>
/// <param name="OpenInTime">Not done, and the last day has not passed.</param>
/// <param name="OpenOverdue">Not done, and it has.</param>
/// <param name="Closed">Something else ended the duty before it was done.</param>
/// <param name="CannotCompute">The dates do not say whether it was in time.</param>
/// <param name="Rate">In time, of those done and those overdue, 0 to 1, unrounded; null when there were none.</param>
/// <param name="RateOfDone">In time, of those done, 0 to 1, unrounded; null when there were none.</param>
public sealed record DutiesRow(
    string Group,
    int Due,
    int InTime,
    int Late,
    int OpenInTime,
    int OpenOverdue,
    int Closed,
    int CannotCompute,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Rate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? RateOfDone)
{
    internal static DutiesRow Of(string group, Tally tally)
    {
        var (inTime, late) = (Of(DutyOutcome.InTime), Of(DutyOutcome.Late));
        var overdue = tally.CountBeforeCut(slot => slot == (int)DutyOutcome.Open);
        return new(
            group, tally.Count(_ => true), inTime, late, Of(DutyOutcome.Open) - overdue, overdue, Of(DutyOutcome.Closed), Of(DutyOutcome.CannotCompute),
            Shares.Of(inTime, inTime + late + overdue), Shares.Of(inTime, inTime + late));

        int Of(DutyOutcome outcome) => tally.Count(slot => slot == (int)outcome);
    }
}

/// <summary>Refusals reversed in a period.</summary>
/// <param name="Group">As in <see cref="PlansIssuedRow.Group"/>.</param>
/// <param name="Reversed">All of them: the sum of the next three, and of the four after those.</param>
/// <param name="RefusalsToAssess">Refusals to assess.</param>
/// <param name="RefusalsToIssue">Refusals to issue a plan.</param>
/// <param name="SinceReplaced">Another decision has been notified since, so that the refusal is no longer told.</param>
/// <param name="PlanInTime">A plan was sent by the last day that follows from the reversal.</param>
/// <param name="PlanLate">A plan was sent after it.</param>
/// <param name="PlanWithoutLimit">A plan was sent, and that day cannot be computed.</param>
/// <param name="NoPlan">No plan has been sent.</param>
public sealed record ReversalsRow(
    string Group, int Reversed, int RefusalsToAssess, int RefusalsToIssue, int SinceReplaced, int PlanInTime, int PlanLate, int PlanWithoutLimit, int NoPlan)
{
    internal static ReversalsRow Of(string group, Tally tally)
    {
        return new(group, tally.Count(_ => true), Of(ReversalOutcome.ToAssessNoPlan), Of(ReversalOutcome.ToIssueNoPlan), Of(ReversalOutcome.ReplacedNoPlan),
            Came(ReversalOutcome.ToAssessPlanInTime), Came(ReversalOutcome.ToAssessPlanLate), Came(ReversalOutcome.ToAssessPlanOfNoLimit),
            Came(ReversalOutcome.ToAssessNoPlan));

        int Of(ReversalOutcome first) => tally.Count(slot => slot / Kinds == (int)first / Kinds);

        int Came(ReversalOutcome first) => tally.Count(slot => slot % Kinds == (int)first % Kinds);
    }

    // So many outcomes has each kind of refusal.
    private const int Kinds = 4;
}
