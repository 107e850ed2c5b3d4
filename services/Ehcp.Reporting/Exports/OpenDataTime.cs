using System.Globalization;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Exports;

/// <summary>
/// The time columns of a file. A file says <c>time_period</c> and <c>time_identifier</c> only when each of its rows is a whole period that DfE's open data
/// standard has a name for, and all of one kind; else it says the first and the last day of each row, under names that claim nothing.
/// </summary>
internal sealed class OpenDataTime
{
    private static readonly OpenDataColumn[] Named =
    [
        new("time_period", OpenDataKind.Time, "Calendar year; for quarters the financial year, from April to March", "[0-9]{4}|[0-9]{6}"),
        new("time_identifier", OpenDataKind.Time, "What of the year: all of it, a quarter, a month"),
    ];

    private static readonly OpenDataColumn[] Days =
    [
        new("period_from", OpenDataKind.Time, "First day of the period, included; .. for no beginning", @"[0-9]{4}-[0-9]{2}-[0-9]{2}|\.\."),
        new("period_to", OpenDataKind.Time, "Last day of the period, included; .. for no end", @"[0-9]{4}-[0-9]{2}-[0-9]{2}|\.\."),
    ];

    private readonly bool _isNamed;

    private OpenDataTime(bool isNamed) => _isNamed = isNamed;

    internal OpenDataColumn[] Columns => _isNamed ? Named : Days;

    /// <summary>The columns for rows of some periods.</summary>
    internal static OpenDataTime Of(IEnumerable<OpenDataPeriod> periods) =>
        new(periods.Select(period => period.Kind).Distinct().ToList() is [] or [not OpenDataPeriodKind.None]);

    /// <summary>The cells of a row.</summary>
    internal string[] Cells(OpenDataPeriod period) => _isNamed ? period.Name : [Iso(period.First), Iso(period.Last)];

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "..";
}

/// <summary>Which of the standard's periods it is; those of one kind may stand in one file.</summary>
internal enum OpenDataPeriodKind
{
    /// <summary>None of them.</summary>
    None,
    Year,
    Quarter,
    Month,
}

/// <param name="First">First day, included; null for no beginning.</param>
/// <param name="Last">Last day, included; null for no end.</param>
internal readonly record struct OpenDataPeriod(DateOnly? First, DateOnly? Last)
{
    internal OpenDataPeriodKind Kind => (First, Last) switch
    {
        ({ Day: 1, Month: 1 } first, { } last) when last == first.AddYears(1).AddDays(-1) => OpenDataPeriodKind.Year,
        ({ Day: 1, Month: 1 or 4 or 7 or 10 } first, { } last) when last == first.AddMonths(3).AddDays(-1) => OpenDataPeriodKind.Quarter,
        ({ Day: 1 } first, { } last) when last == first.AddMonths(1).AddDays(-1) => OpenDataPeriodKind.Month,
        _ => OpenDataPeriodKind.None,
    };

    /// <summary>
    /// <c>time_period</c> and <c>time_identifier</c>. The standard has quarters of financial and of academic years and none of calendar years: January to March
    /// is the fourth of the financial year that began in the April before.
    /// </summary>
    internal string[] Name => (Kind, First) switch
    {
        (OpenDataPeriodKind.Year, { } first) => [Year(first.Year), "Calendar year"],
        (OpenDataPeriodKind.Month, { } first) => [Year(first.Year), CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(first.Month)],
        (OpenDataPeriodKind.Quarter, { } first) when first.AddMonths(-3) is var shifted =>
            [Year(shifted.Year) + Year((shifted.Year + 1) % 100)[2..], $"Financial year Q{((shifted.Month - 1) / 3) + 1}"],
        _ => throw new InvalidOperationException("The standard has no name for this period."),
    };

    /// <summary>The period of a group: that which is grouped by, as far as it was asked for.</summary>
    internal static OpenDataPeriod Of(RateQuestion question, string group)
    {
        var (_, year, rest) = question.Parts(group);
        var (kind, name) = question.Grouping switch
        {
            RateGrouping.Year => (RateGrouping.Year, rest),
            RateGrouping.Quarter or RateGrouping.Month => (question.Grouping, rest),
            _ => (year is null ? RateGrouping.All : RateGrouping.Year, year ?? ""),
        };
        if (name == RateQuestion.NotRecorded)
        {
            return default;
        }

        var (first, last) = kind switch
        {
            RateGrouping.Year => Whole(name, 1, 12),
            RateGrouping.Quarter => Whole(name, (3 * (name[^1] - '0')) - 2, 3),
            RateGrouping.Month => Whole(name, int.Parse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture), 1),
            _ => ((DateOnly?)null, null),
        };
        return new(
            first is null || question.From > first ? question.From : first,
            last is null || question.To < last ? question.To : last);
    }

    private static (DateOnly? First, DateOnly? Last) Whole(string name, int month, int months)
    {
        var first = new DateOnly(int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), month, 1);
        return (first, first.AddMonths(months).AddDays(-1));
    }

    private static string Year(int year) => year.ToString("0000", CultureInfo.InvariantCulture);
}
