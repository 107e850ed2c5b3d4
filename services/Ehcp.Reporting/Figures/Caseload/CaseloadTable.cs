using System.Globalization;
using Ehcp.Reporting.Exports;
using Ehcp.Reporting.Questions;
using Ehcp.Reporting.Words;

namespace Ehcp.Reporting.Figures.Caseload;

/// <summary>The open requests of one authority, for a file.</summary>
/// <param name="Authority">ONS code.</param>
/// <param name="Open">All of them.</param>
/// <param name="Overdue">Of them, those past the limit that applies.</param>
/// <param name="CannotCompute">Of them, those that are in no week.</param>
/// <param name="Weeks">Open requests by <see cref="WeekBands.All"/>.</param>
internal sealed record AuthorityCaseload(string Authority, int Open, int Overdue, int CannotCompute, int[] Weeks)
{
    internal static AuthorityCaseload None(string authority) => new(authority, 0, 0, 0, new int[WeekBands.All.Length]);
}

/// <summary>
/// The caseload as rows of DfE's open data standard, which has no file for it: requests without a plan are in no published figure. It is counted on a day, and
/// stands under the month of the day, as DfE's own counts of a census day do; the labels say which day.
/// </summary>
internal static class CaseloadTable
{
    internal static OpenDataTable Of(AsKnown known, IReadOnlyList<AuthorityCaseload> caseloads)
    {
        var month = new DateOnly(known.Day.Year, known.Day.Month, 1);
        var period = new OpenDataPeriod(month, month.AddMonths(1).AddDays(-1));
        var (time, day) = (OpenDataTime.Of([period]), English.Date(known.Day));
        return new(
            "ehcp-open-requests",
            $"Open requests by week of the process on {day}",
            [
                .. time.Columns,
                .. OpenDataPlace.Columns,
                new("breakdown_topic", OpenDataKind.FilterGroup, "What the rows are broken down by"),
                new("breakdown", OpenDataKind.Filter, "Week of the process"),
                new("requests_open", OpenDataKind.Count, $"Open requests on {day}"),
                new("requests_open_gt20weeks", OpenDataKind.Count, $"Open requests past 20 weeks on {day}"),
            ],
            [.. caseloads.SelectMany(Rows)]);

        IEnumerable<string[]> Rows(AuthorityCaseload one) =>
        [
            Row(one, "All open requests", "Total", one.Open, one.Overdue),
            .. WeekBands.All.Select((band, at) => Row(one, "Week of the process", band.Week, one.Weeks[at], band.From > 20 ? one.Weeks[at] : 0)),
            Row(one, "Week of the process", "cannot be computed", one.CannotCompute, 0),
        ];

        string[] Row(AuthorityCaseload one, string topic, string breakdown, int open, int overdue) =>
        [
            .. time.Cells(period), .. OpenDataPlace.Of(one.Authority), topic, breakdown,
            open.ToString(CultureInfo.InvariantCulture), overdue.ToString(CultureInfo.InvariantCulture),
        ];
    }
}
