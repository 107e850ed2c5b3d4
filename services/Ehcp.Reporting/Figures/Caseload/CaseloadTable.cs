using System.Globalization;
using Ehcp.Reporting.Exports;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Figures.Caseload;

/// <summary>The caseload as rows of DfE's open data standard, which has no file for it: requests without a plan are in no published figure.</summary>
internal static class CaseloadTable
{
    internal static OpenDataTable Of(AsKnown known, OpenCaseload caseload)
    {
        var question = new RateQuestion(known.Day, known.Day, RateGrouping.All, known);
        var (time, identifier) = OpenDataTime.Of(question, RateQuestion.All);
        var place = OpenDataPlace.Of(question, RateQuestion.All);
        return new(
            "ehcp-open-requests",
            "Open requests by week of the process",
            [
                .. OpenDataTime.Columns,
                .. OpenDataPlace.Columns,
                new("breakdown_topic", OpenDataKind.FilterGroup, "What the rows are broken down by"),
                new("breakdown", OpenDataKind.Filter, "Week of the process"),
                new("requests_open", OpenDataKind.Count, "Open requests"),
                new("requests_open_gt20weeks", OpenDataKind.Count, "Open requests past 20 weeks"),
            ],
            [
                Row("All open requests", "Total", caseload.Open, caseload.Overdue),
                .. caseload.Weeks.Select(week => Row("Week of the process", week.Week, week.Open, week.From > 20 ? week.Open : 0)),
                Row("Week of the process", "cannot be computed", caseload.CannotCompute, 0),
            ]);

        string[] Row(string topic, string breakdown, int open, int overdue) =>
            [time, identifier, .. place, topic, breakdown, open.ToString(CultureInfo.InvariantCulture), overdue.ToString(CultureInfo.InvariantCulture)];
    }
}
