using System.Globalization;
using Ehcp.Reporting.Exports;
using Ehcp.Reporting.Questions;
using Ehcp.Reporting.Words;

namespace Ehcp.Reporting.Figures.Months;

/// <summary>The figures of a month as a file: a line for each figure and group. Shares are per cent to one decimal, weeks to one decimal.</summary>
internal static class MonthCsv
{
    private static readonly string[] Columns =
    [
        "figure", "words", "unit", "basis", "breakdown_topic", "breakdown", "month", "value", "part", "whole",
        "month_before", "value_month_before", "part_month_before", "whole_month_before",
        "year_before", "value_year_before", "part_year_before", "whole_year_before",
    ];

    internal static byte[] Of(DateOnly month, RateGrouping grouping, IEnumerable<FigureOfMonth> figures) => SafeCsv.Of(
        [
            Columns,
            .. figures.SelectMany(figure => figure.Rows.Select(row => (string[])
            [
                figure.Figure, figure.Words, figure.Unit == "share" ? "per cent" : figure.Unit, figure.Basis, Topic(grouping), row.Group,
                ReadMeasures.Name(month), .. Values(figure, row.Now),
                ReadMeasures.Name(month.AddMonths(-1)), .. Values(figure, row.MonthBefore),
                ReadMeasures.Name(month.AddYears(-1)), .. Values(figure, row.YearBefore),
            ])),
        ]);

    private static string[] Values(FigureOfMonth figure, FigureValue value) =>
        [English.Rounded(figure.Unit, value.Value) ?? OpenDataTable.NotApplicable, Whole(value.Part), Whole(value.Whole)];

    private static string Whole(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? OpenDataTable.NotApplicable;

    private static string Topic(RateGrouping grouping) => grouping == RateGrouping.All ? "Total" : grouping.ToString();
}
