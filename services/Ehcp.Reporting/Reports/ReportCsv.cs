using System.Globalization;
using Ehcp.Reporting.Exports;
using Ehcp.Reporting.Figures.Months;
using Ehcp.Reporting.Words;

namespace Ehcp.Reporting.Reports;

/// <summary>A report as a file: a line for each number, with its number before the change and a year before. Rounded as the page rounds; JSON has every
/// digit.</summary>
internal static class ReportCsv
{
    internal static byte[] Of(ReportHead head, ReportContent content) => SafeCsv.Of(
        [
            ["report", "authority", "month", "as_of", "section", "item", "unit", "value", "month_before", "year_before"],
            .. Lines(content).Select(line => (string[])
            [
                Text(head.Number), content.Authority, content.Month,
                content.AsOf.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture), .. line,
            ]),
        ]);

    private static IEnumerable<string[]> Lines(ReportContent content)
    {
        foreach (var sentence in content.Sentences)
        {
            yield return ["sentence", sentence.Text, "", "", "", ""];
        }

        foreach (var figure in content.Figures)
        {
            var row = figure.Rows[0];
            yield return ["month", figure.Words, Unit(figure.Unit), Value(figure.Unit, row.Now), Value(figure.Unit, row.MonthBefore),
                Value(figure.Unit, row.YearBefore)];
        }

        foreach (var year in content.YearSoFar)
        {
            var unit = content.Figures.Single(figure => figure.Figure == year.Figure).Unit;
            yield return ["year so far", year.Words, Unit(unit), Value(unit, year.Now), "", Value(unit, year.YearBefore)];
        }

        var queue = content.Queue;
        yield return ["queue", "Open requests", "number", Text(queue.Open), Text(queue.MonthBefore.Open), Text(queue.YearBefore.Open)];
        yield return ["queue", "Overdue", "number", Text(queue.Overdue), Text(queue.MonthBefore.Overdue), Text(queue.YearBefore.Overdue)];
        yield return ["queue", "Overdue with an exemption claimed", "number", Text(queue.OverdueWithExemption), "", ""];
        yield return ["queue", "Open, 20 weeks cannot be measured", "number", Text(queue.CannotCompute), "", ""];
        yield return ["queue", "Median wait", "days", Text(queue.MedianDays), Text(queue.MonthBefore.Ages?.Median), Text(queue.YearBefore.Ages?.Median)];
        yield return ["queue", "Longest wait", "days", Text(queue.OldestDays), Text(queue.MonthBefore.Ages?.Oldest), Text(queue.YearBefore.Ages?.Oldest)];
        yield return ["flow", "Requests received a week", "a week", AWeek(queue.Flow.ReceivedAWeek), "", ""];
        yield return ["flow", "Plans sent a week", "a week", AWeek(queue.Flow.PlansAWeek), "", ""];
        yield return ["flow", "Other ends a week", "a week", AWeek(queue.Flow.OtherEndsAWeek), "", ""];
        yield return ["flow", "Plans a week to stand still", "a week", AWeek(queue.Flow.PlansAWeekToStandStill), "", ""];
        foreach (var waited in content.WaitingOn)
        {
            yield return ["waiting for", WaitingWords.Of(waited.AdviceType is { } type ? $"advice:{type}" : waited.Whom), "number", Text(waited.Open), "", ""];
        }
    }

    private static string Unit(string unit) => unit == "share" ? "per cent" : unit;

    private static string Value(string unit, FigureValue value) => English.Rounded(unit, value.Value) ?? OpenDataTable.NotApplicable;

    private static string AWeek(double number) => English.Rounded("weeks", number)!;

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? OpenDataTable.NotApplicable;
}
