using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Rates;

/// <summary>The rates under the column names of DfE's own file of 20-week timeliness, so that the two can be laid beside each other.</summary>
internal static class RatesCsv
{
    private const string NotApplicable = "z";

    private static readonly CsvConfiguration Shape = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",

        // A team may be called "-1+1", and a spreadsheet would compute it.
        InjectionOptions = InjectionOptions.Escape,
    };

    internal static FileContentHttpResult Of(RateQuestion question, List<PlansIssuedRow> rows) => Written(
        question, rows, row => row.Group, "All EHC plans issued",
        new()
        {
            ["plans_issued_den"] = row => Count(row.PlansIssued),
            ["plans_issued_within_20_weeks"] = row => Count(row.WithinTwentyWeeks),
            ["pc_plans_issued_within_20_weeks"] = row => Percent(row.WithinTwentyWeeks, row.PlansIssued),
            ["plans_issued_den_ex"] = row => Count(row.PlansIssuedExcludingExemptions),
            ["plans_issued_20_weeks_ex"] = row => Count(row.WithinTwentyWeeksExcludingExemptions),
            ["pc_plans_issued_20_weeks_ex"] = row => Percent(row.WithinTwentyWeeksExcludingExemptions, row.PlansIssuedExcludingExemptions),
            ["plans_issued_with_exceptions"] = row => Count(row.PlansIssued - row.PlansIssuedExcludingExemptions),
            ["plans_issued_unusable_dates"] = row => Count(row.UnusableDates),
            ["plans_issued_gt20weeks_ltyear"] = row => Count(row.OverTwentyToFiftyTwoWeeks),
            ["plans_issued_gt_1_year"] = row => Count(row.OverFiftyTwoWeeks),
            ["plans_issued_gt20weeks_ltyear_ex"] = row => Count(row.OverTwentyToFiftyTwoWeeksExcludingExemptions),
            ["plans_issued_gt_1_year_ex"] = row => Count(row.OverFiftyTwoWeeksExcludingExemptions),
            ["plans_issued_mediation_tribunal"] = row => Count(row.AfterMediationOrTribunal),
            ["plans_issued_mediation_tribunal_within_20_weeks"] = row => Count(row.AfterMediationOrTribunalWithinTwentyWeeks),
        });

    internal static FileContentHttpResult Of(RateQuestion question, List<RequestsReceivedRow> rows) => Written(
        question, rows, row => row.Group, "All requests received",
        new()
        {
            ["requests_received"] = row => Count(row.Requests),
            ["requests_plan_within_20_weeks"] = row => Count(row.InTime),
            ["requests_plan_gt20weeks"] = row => Count(row.Late),
            ["requests_open_within_20_weeks"] = row => Count(row.OpenInTime),
            ["requests_open_gt20weeks"] = row => Count(row.OpenOverdue),
            ["requests_refused_to_assess"] = row => Count(row.RefusedToAssess),
            ["requests_refused_to_issue"] = row => Count(row.RefusedToIssue),
            ["requests_closed"] = row => Count(row.Closed),
            ["requests_cannot_compute"] = row => Count(row.CannotCompute),
            ["requests_with_exceptions"] = row => Count(row.WithExemption),
        });

    internal static FileContentHttpResult Of(RateQuestion question, RateDefinition definition, List<DecisionsRow> rows) => Written(
        question, rows, row => row.Group, definition.Basis switch
        {
            "decisions-to-assess" => "All decisions whether to assess",
            "refusals-to-issue" => "All decisions not to issue a plan",
            "review-decisions" => "All decisions after a review",
            _ => "All amended plans",
        },
        new()
        {
            ["decisions"] = row => Count(row.Decisions),
            ["decisions_in_time"] = row => Count(row.InTime),
            ["pc_decisions_in_time"] = row => Percent(row.InTime, row.Decisions),
            ["decisions_unusable_dates"] = row => Count(row.UnusableDates),
        });

    private static FileContentHttpResult Written<TRow>(
        RateQuestion question, List<TRow> rows, Func<TRow, string> group, string topic, Dictionary<string, Func<TRow, string>> indicators)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var csv = new CsvWriter(text, Shape))
        {
            Line(csv, [.. OpenDataPlace.TimeColumns, .. OpenDataPlace.PlaceColumns, "breakdown_topic", "breakdown", .. indicators.Keys]);
            foreach (var row in rows)
            {
                var (time, identifier) = OpenDataTime.Of(question, group(row));
                Line(csv,
                [
                    time, identifier, .. OpenDataPlace.Of(question, group(row)), .. Breakdown(question.Grouping, group(row), topic),
                    .. indicators.Values.Select(value => value(row)),
                ]);
            }
        }

        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "ehcp-20-week-rates.csv");
    }

    private static void Line(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }

    private static string[] Breakdown(RateGrouping grouping, string group, string topic) => grouping switch
    {
        RateGrouping.Team => ["Team", group],
        RateGrouping.Area => ["Area", group],
        RateGrouping.Need => ["Primary need", group],
        _ => [topic, "Total"],
    };

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(int part, int whole) => whole == 0
        ? NotApplicable
        : Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture);
}
