using System.Globalization;
using Ehcp.Reporting.Exports;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Figures.Rates;

/// <summary>The rates under the column names of DfE's own file of 20-week timeliness, so that the two can be laid beside each other.</summary>
internal static class RatesTable
{
    internal static OpenDataTable Of(RateQuestion question, List<PlansIssuedRow> rows) => Of(
        question, Measure.PlansIssued, rows, row => row.Group,
        [
            Count<PlansIssuedRow>("plans_issued_den", "Plans issued", row => row.PlansIssued),
            Count<PlansIssuedRow>("plans_issued_within_20_weeks", "Plans issued within 20 weeks", row => row.WithinTwentyWeeks),
            Percent<PlansIssuedRow>("pc_plans_issued_within_20_weeks", "Percentage of plans issued within 20 weeks", row =>
                (row.WithinTwentyWeeks, row.PlansIssued)),
            Count<PlansIssuedRow>("plans_issued_den_ex", "Plans issued, excluding exceptions", row => row.PlansIssuedExcludingExemptions),
            Count<PlansIssuedRow>("plans_issued_20_weeks_ex", "Plans issued within 20 weeks, excluding exceptions", row =>
                row.WithinTwentyWeeksExcludingExemptions),
            Percent<PlansIssuedRow>("pc_plans_issued_20_weeks_ex", "Percentage of plans issued within 20 weeks, excluding exceptions", row =>
                (row.WithinTwentyWeeksExcludingExemptions, row.PlansIssuedExcludingExemptions)),
            Count<PlansIssuedRow>("plans_issued_with_exceptions", "Plans issued with an exception claimed", row =>
                row.PlansIssued - row.PlansIssuedExcludingExemptions),
            Count<PlansIssuedRow>("plans_issued_unusable_dates", "Plans issued without a usable date of receipt", row => row.UnusableDates),
            Count<PlansIssuedRow>("plans_issued_gt20weeks_ltyear", "Plans issued after 20 weeks and within 52", row => row.OverTwentyToFiftyTwoWeeks),
            Count<PlansIssuedRow>("plans_issued_gt_1_year", "Plans issued after 52 weeks", row => row.OverFiftyTwoWeeks),
            Count<PlansIssuedRow>("plans_issued_gt20weeks_ltyear_ex", "Plans issued after 20 weeks and within 52, excluding exceptions", row =>
                row.OverTwentyToFiftyTwoWeeksExcludingExemptions),
            Count<PlansIssuedRow>("plans_issued_gt_1_year_ex", "Plans issued after 52 weeks, excluding exceptions", row =>
                row.OverFiftyTwoWeeksExcludingExemptions),
            Count<PlansIssuedRow>("plans_issued_mediation_tribunal", "Plans issued after mediation or a tribunal", row => row.AfterMediationOrTribunal),
            Count<PlansIssuedRow>("plans_issued_mediation_tribunal_within_20_weeks", "Of them, within 20 weeks", row =>
                row.AfterMediationOrTribunalWithinTwentyWeeks),
            Mean<PlansIssuedRow>("avg_weeks_issue_plan", "Mean weeks to issue a plan", row => row.MeanWeeks),
            Mean<PlansIssuedRow>("avg_weeks_issue_plan_exc", "Mean weeks to issue a plan, excluding exceptions", row => row.MeanWeeksExcludingExemptions),
        ]);

    internal static OpenDataTable Of(RateQuestion question, List<RequestsReceivedRow> rows) => Of(
        question, Measure.RequestsReceived, rows, row => row.Group,
        [
            Count<RequestsReceivedRow>("requests_received", "Requests received", row => row.Requests),
            Count<RequestsReceivedRow>("requests_plan_within_20_weeks", "Plan sent within 20 weeks", row => row.InTime),
            Count<RequestsReceivedRow>("requests_plan_gt20weeks", "Plan sent after 20 weeks", row => row.Late),
            Count<RequestsReceivedRow>("requests_open_within_20_weeks", "Open, within 20 weeks", row => row.OpenInTime),
            Count<RequestsReceivedRow>("requests_open_gt20weeks", "Open, after 20 weeks", row => row.OpenOverdue),
            Count<RequestsReceivedRow>("requests_refused_to_assess", "Refused an assessment", row => row.RefusedToAssess),
            Count<RequestsReceivedRow>("requests_refused_to_issue", "Assessed and refused a plan", row => row.RefusedToIssue),
            Count<RequestsReceivedRow>("requests_closed", "Closed without a decision", row => row.Closed),
            Count<RequestsReceivedRow>("requests_cannot_compute", "Outcome in time or late cannot be told from the dates", row => row.CannotCompute),
            Count<RequestsReceivedRow>("requests_with_exceptions", "Of all, with an exception claimed", row => row.WithExemption),
        ]);

    internal static OpenDataTable Of(RateQuestion question, Measure measure, List<DecisionsRow> rows) => Of(
        question, measure, rows, row => row.Group,
        [
            Count<DecisionsRow>("decisions", "Decisions", row => row.Decisions),
            Count<DecisionsRow>("decisions_in_time", "Decisions in time", row => row.InTime),
            Percent<DecisionsRow>("pc_decisions_in_time", "Percentage of decisions in time", row => (row.InTime, row.Decisions)),
            Count<DecisionsRow>("decisions_unusable_dates", "Decisions without usable dates", row => row.UnusableDates),
        ]);

    internal static OpenDataTable Of(RateQuestion question, Measure measure, List<DutiesRow> rows) => Of(
        question, measure, rows, row => row.Group,
        [
            Count<DutiesRow>("due", "All", row => row.Due),
            Count<DutiesRow>("done_in_time", "Done in time", row => row.InTime),
            Count<DutiesRow>("done_late", "Done late", row => row.Late),
            Count<DutiesRow>("open_in_time", "Not done, last day not passed", row => row.OpenInTime),
            Count<DutiesRow>("open_overdue", "Not done, last day passed", row => row.OpenOverdue),
            Count<DutiesRow>("closed", "Ended by something else", row => row.Closed),
            Count<DutiesRow>("cannot_compute", "In time or late cannot be told from the dates", row => row.CannotCompute),
            Percent<DutiesRow>("pc_in_time", "Percentage in time of those done and those overdue", row =>
                (row.InTime, row.InTime + row.Late + row.OpenOverdue)),
            Percent<DutiesRow>("pc_in_time_of_done", "Percentage in time of those done", row => (row.InTime, row.InTime + row.Late)),
        ]);

    internal static OpenDataTable Of(RateQuestion question, Measure measure, List<ReversalsRow> rows) => Of(
        question, measure, rows, row => row.Group,
        [
            Count<ReversalsRow>("refusals_reversed", "Refusals reversed", row => row.Reversed),
            Count<ReversalsRow>("reversed_to_assess", "Refusals to assess reversed", row => row.RefusalsToAssess),
            Count<ReversalsRow>("reversed_to_issue", "Refusals to issue a plan reversed", row => row.RefusalsToIssue),
            Count<ReversalsRow>("reversed_since_replaced", "Refusals reversed that another decision has replaced since", row => row.SinceReplaced),
            Count<ReversalsRow>("reversed_plan_in_time", "Plan sent by the last day that follows", row => row.PlanInTime),
            Count<ReversalsRow>("reversed_plan_late", "Plan sent after it", row => row.PlanLate),
            Count<ReversalsRow>("reversed_plan_no_limit", "Plan sent, last day not computed", row => row.PlanWithoutLimit),
            Count<ReversalsRow>("reversed_no_plan", "No plan sent", row => row.NoPlan),
        ]);

    private static OpenDataTable Of<TRow>(
        RateQuestion question, Measure measure, List<TRow> rows, Func<TRow, string> group, Indicator<TRow>[] indicators)
    {
        var periods = rows.ConvertAll(row => OpenDataPeriod.Of(question, group(row)));
        var time = OpenDataTime.Of(periods);
        return new(
            measure.Words.File,
            measure.Words.Title,
            [
                .. time.Columns,
                .. OpenDataPlace.Columns,
                new("breakdown_topic", OpenDataKind.FilterGroup, "What the rows are broken down by"),
                new("breakdown", OpenDataKind.Filter, "Breakdown"),
                .. indicators.Select(indicator => indicator.Column),
            ],
            [
                .. rows.Zip(periods, (row, period) => (string[])
                [
                    .. time.Cells(period), .. OpenDataPlace.Of(question, group(row)),
                    .. Breakdown(question.Grouping, question.Parts(group(row)).Group, measure.Words.Topic),
                    .. indicators.Select(indicator => indicator.Value(row)),
                ]),
            ]);
    }

    private static string[] Breakdown(RateGrouping grouping, string group, string topic) => grouping switch
    {
        RateGrouping.Team => ["Team", group],
        RateGrouping.Area => ["Area", group],
        RateGrouping.Need => ["Primary need", group],
        _ => [topic, "Total"],
    };

    private static Indicator<TRow> Count<TRow>(string name, string label, Func<TRow, int> value) =>
        new(new(name, OpenDataKind.Count, label), row => value(row).ToString(CultureInfo.InvariantCulture));

    private static Indicator<TRow> Percent<TRow>(string name, string label, Func<TRow, (int Part, int Whole)> value) =>
        new(new(name, OpenDataKind.Percent, label), row => Percent(value(row)));

    private static Indicator<TRow> Mean<TRow>(string name, string label, Func<TRow, double?> value) =>
        new(new(name, OpenDataKind.Mean, label), row => value(row) is { } mean
            ? Math.Round((decimal)mean, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture)
            : OpenDataTable.NotApplicable);

    private static string Percent((int Part, int Whole) share) => share.Whole == 0
        ? OpenDataTable.NotApplicable
        : Math.Round(100m * share.Part / share.Whole, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture);

    private sealed record Indicator<TRow>(OpenDataColumn Column, Func<TRow, string> Value);
}
