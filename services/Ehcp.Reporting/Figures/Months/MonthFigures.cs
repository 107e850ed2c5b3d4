using System.Globalization;
using Ehcp.Reporting.Figures.Rates;
using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;
using Ehcp.Reporting.Sums;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Figures.Months;

/// <summary>Every measure of one month beside the month before and the same month a year before, from one snapshot of the database.</summary>
public sealed class MonthFigures(FigureReader figures, IOptions<MeasureSettings> settings)
{
    /// <summary>Readings of every measure, and the figures once they have been read.</summary>
    /// <param name="month">First day of the month.</param>
    /// <param name="grouping">Not a grouping by time.</param>
    internal (Reading[] Readings, Func<List<FigureOfMonth>> Figures) Of(DateOnly month, RateGrouping grouping, AsKnown known)
    {
        DateOnly[] months = [month, month.AddMonths(-1), month.AddYears(-1)];
        var read = Measure.All.ToDictionary(measure => measure, measure => grouping == RateGrouping.All
            ? Ungrouped(measure, months, known)
            : [.. months.Select(each => TwentyWeekRates.Tallies(measure, new(each, Last(each), grouping, known)))]);
        return (
            [.. read.Values.SelectMany(readings => readings).SelectMany(reading => reading.Readings)],
            () =>
            {
                var tallies = read.ToDictionary(one => one.Key, one => grouping == RateGrouping.All ? ByMonth(one.Value, months) : ByGroup(one.Value));
                return [.. MonthFigure.All.Select(figure => Told(figure, tallies[figure.Measure]))];
            }
        );
    }

    internal async Task<(Freshness Freshness, List<FigureOfMonth> Figures)> ReadAsync(
        DateOnly month, RateGrouping grouping, AsKnown known, CancellationToken cancellationToken)
    {
        var (readings, told) = Of(month, grouping, known);
        return (await figures.ReadAsync(known, [], cancellationToken, readings), told());
    }

    private static DateOnly Last(DateOnly month) => month.AddMonths(1).AddDays(-1);

    // Thirteen months by month are one question; three months are three.
    private static RateReading<TallyOf>[] Ungrouped(Measure measure, DateOnly[] months, AsKnown known) =>
        [TwentyWeekRates.Tallies(measure, new(months[2], Last(months[0]), RateGrouping.Month, known))];

    private static List<(string Group, Tally[] Months)> ByMonth(RateReading<TallyOf>[] readings, DateOnly[] months)
    {
        var rows = readings[0].Rows().ToDictionary(row => row.Group, row => row.Tally, StringComparer.Ordinal);
        return [(RateQuestion.All, [.. months.Select(month => rows.GetValueOrDefault(month.ToString("yyyy-MM", CultureInfo.InvariantCulture)) ?? new Tally())])];
    }

    private static List<(string Group, Tally[] Months)> ByGroup(RateReading<TallyOf>[] readings)
    {
        var rows = readings.Select(reading => reading.Rows().ToDictionary(row => row.Group, row => row.Tally, StringComparer.Ordinal)).ToList();
        return [.. rows.SelectMany(month => month.Keys).Distinct().Order(StringComparer.Ordinal)
            .Select(group => (group, rows.Select(month => month.GetValueOrDefault(group) ?? new Tally()).ToArray()))];
    }

    private FigureOfMonth Told(MonthFigure figure, List<(string Group, Tally[] Months)> groups)
    {
        var definition = figure.Measure.Definition(settings.Value);
        return new(
            figure.Code, figure.Measure.Code, figure.Words, figure.Unit.ToString().ToLowerInvariant(), $"{definition.Population} {definition.Numerator}",
            groups.ConvertAll(group =>
            {
                var values = group.Months.Select(tally => figure.Value(tally, settings.Value.LeavesOutDisputed)).ToArray();
                return MonthRow.Of(group.Group, values[0], values[1], values[2]);
            }));
    }
}
