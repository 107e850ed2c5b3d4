using System.Globalization;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Exports;

/// <summary>The time columns of DfE's open data standard; for a period that it has no name for, the ISO 8601 interval.</summary>
internal static class OpenDataTime
{
    internal static readonly OpenDataColumn[] Columns =
    [
        new("time_period", OpenDataKind.Time, "Calendar year, or the days of a date range", @"[0-9]{4}|z|([0-9]{4}-[0-9]{2}-[0-9]{2}|\.\.)/([0-9]{4}-[0-9]{2}-[0-9]{2}|\.\.)"),
        new("time_identifier", OpenDataKind.Time, "What of the year: all of it, a quarter, a month; or Date range"),
    ];

    private const string CalendarYear = "Calendar year";

    internal static (string Period, string Identifier) Of(RateQuestion question, string group) => question.Grouping switch
    {
        _ when group == RateQuestion.NotRecorded && IsTime(question.Grouping) => ("z", "z"),
        RateGrouping.Year => (group, CalendarYear),
        RateGrouping.Quarter => (group[..4], $"{CalendarYear} {group[5..]}"),
        RateGrouping.Month => (group[..4], MonthName(int.Parse(group.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture))),
        _ => Of(question.From, question.To),
    };

    private static bool IsTime(RateGrouping grouping) => grouping is RateGrouping.Year or RateGrouping.Quarter or RateGrouping.Month;

    private static (string Period, string Identifier) Of(DateOnly? from, DateOnly? to)
    {
        if (from is { Day: 1 } first && to is { } last)
        {
            var year = first.Year.ToString("0000", CultureInfo.InvariantCulture);
            if (first.Month == 1 && last == first.AddYears(1).AddDays(-1))
            {
                return (year, CalendarYear);
            }

            if (first.Month % 3 == 1 && last == first.AddMonths(3).AddDays(-1))
            {
                return (year, $"{CalendarYear} Q{(first.Month / 3) + 1}");
            }

            if (last == first.AddMonths(1).AddDays(-1))
            {
                return (year, MonthName(first.Month));
            }
        }

        return ($"{Iso(from)}/{Iso(to)}", "Date range");
    }

    private static string MonthName(int month) => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month);

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "..";
}
