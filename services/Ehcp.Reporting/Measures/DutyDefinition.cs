using Ehcp.Reporting.Words;

namespace Ehcp.Reporting.Measures;

/// <summary>What the figures mean that count what was to be done, whether or not it has been.</summary>
internal static class DutyDefinition
{
    private const string Rates =
        "rate is inTime over inTime, late and openOverdue: what is overdue and not done counts against it, until something else closes it. rateOfDone is inTime "
            + "over inTime and late.";

    internal static RateDefinition RequestsDecided(Measure measure, bool leavesOutDisputed) => new(
        measure.Code,
        "Requests received in the period, both days included, by the day of receipt, and when the family was notified whether there will be an assessment. DfE "
            + "counts its six-week figure over the requests received in a year; decisions-to-assess counts the decisions notified in the period.",
        $"inTime: notified on or before the {English.Ordinal(measure.DaysInTime)} day after the request was received ({measure.DaysInTime / 7} weeks). "
            + "late: notified after it. openInTime, openOverdue: not decided on, before and after that day has passed. closed: closed without a decision, overdue or not.",
        "due: every request received in the period. " + Rates,
        [
            "A decision without a usable date of receipt, or before it, or whose day is not recorded, is in cannotCompute and in no rate.",
            "A refusal that was reversed later keeps the day on which it was notified.",
            "A request whose day of receipt is not recorded is counted only where no period is asked for.",
        ]);

    internal static RateDefinition AnnualReviews(Measure measure, bool leavesOutDisputed) => new(
        measure.Code,
        "Reviews of plans whose last day is in the period, both days included: 12 months beginning with the day the "
            + "plan was made or last reviewed (Children and "
            + "Families Act 2014, s. 44(1)).",
        "inTime: completed on or before that day, by the decision after the review and, where that is to amend, the amendments or the plan that came of them. "
            + "late: after it. openInTime, openOverdue: not completed, before and after that day has passed. closed: the plan ceased first, overdue or not.",
        "due: every review due in the period. " + Rates,
        ["A review whose last day cannot be computed is in no period.", CountsForHolder]);

    internal static RateDefinition PhaseTransfers(Measure measure, bool leavesOutDisputed) => new(
        measure.Code,
        "Transfers between phases of education whose last day for the final plan is in the period, both days included: the day before 15 February, before 31 "
            + "March from secondary school to post-16, else five months before the transfer (SEND Regulations 2014, reg. 18).",
        "inTime: the plan named the setting after the transfer, or stayed as it was and named it already, on or before that day. late: after it. openInTime, "
            + "openOverdue: not yet, before and after that day has passed. closed: the plan ceased first, overdue or not.",
        "due: every transfer due in the period. " + Rates,
        ["A transfer whose last day cannot be computed is in no period.", CountsForHolder]);

    internal static RateDefinition ExemptionsTold(Measure measure, bool leavesOutDisputed) => new(
        measure.Code,
        "Exemptions claimed in the period, both days included, by the day of the claim, that disapply a limit.",
        "inTime: the family was told of the claim, whenever. openInTime, openOverdue: no event says so; of a claim of the day itself and of an earlier one. "
            + "No regulation names a number of days, so late is always 0.",
        "due: every such claim. " + Rates,
        ["A claim that was withdrawn, or that its limit does not allow, is not counted.", CountsForHolder]);

    internal static RateDefinition RefusalsReversed(Measure measure, bool leavesOutDisputed) => new(
        measure.Code,
        "Refusals to assess or to issue a plan that were reversed, by an order, an agreement, an appeal that was not "
            + "opposed or the authority itself, by the day of "
            + "the reversal, both days included. A request counts once, by its newest reversal.",
        "refusalsToAssess and refusalsToIssue: which refusal it was; sinceReplaced: another decision has been notified "
            + "since. planInTime and planLate: a final plan "
            + "was sent, on or before and after the last day that follows from the reversal; planWithoutLimit: sent, and "
            + "that day cannot be computed; noPlan: not "
            + "sent.",
        "reversed: every reversal in the period, the sum of the first three and of the last four.",
        ["The refusal itself stays in refusals-to-issue and decisions-to-assess by the day on which it was notified."]);

    private const string CountsForHolder =
        "Where a case passed to another authority, what was done counts for the one that held it then, and what is open for the one that holds it now.";
}
