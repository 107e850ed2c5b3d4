using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Ehcp.Reporting.Figures.Caseload;
using Ehcp.Reporting.Figures.Months;
using Ehcp.Reporting.Figures.Queue;
using Ehcp.Reporting.Figures.Rates;
using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Reports;

/// <summary>Counts everything that a report says, from one snapshot of the database.</summary>
public sealed class MakeReports(FigureReader figures, MonthFigures months, OpenRequests requests, TwentyWeekRates rates)
{
    /// <summary>The last instant of which all events are known; null before Intake has told of its minutes.</summary>
    internal async Task<DateTimeOffset?> CompleteToAsync(AsKnown known, CancellationToken cancellationToken) =>
        (await figures.ReadAsync(known, [], cancellationToken)).KnownTo;

    /// <param name="month">First day of the month.</param>
    /// <param name="known">One authority, as known at an instant.</param>
    internal async Task<ReportContent> OfAsync(DateOnly month, AsKnown known, CancellationToken cancellationToken)
    {
        var authority = Authorities.Find(known.Authorities![0])!;
        var (monthReadings, monthFigures) = months.Of(month, RateGrouping.All, known);
        var (queueReadings, knownQueue) = QueueFigures.Reading();
        var (caseloadReadings, caseload) = requests.Reading(known, Sight.None);
        var (from, to) = (new DateOnly(month.Year, 1, 1), month.AddMonths(1).AddDays(-1) is var last && last < known.Day ? last : known.Day);
        var now = rates.PlansIssued(new(from, to, RateGrouping.All, known));
        var before = rates.PlansIssued(new(from.AddYears(-1), to.AddYears(-1), RateGrouping.All, known));
        var freshness = await figures.ReadAsync(
            known, [], cancellationToken, [.. monthReadings, .. queueReadings, .. caseloadReadings, .. now.Readings, .. before.Readings]);
        var (all, open, queue) = (monthFigures(), caseload(), Queue(known.Day, caseload(), knownQueue()));
        return new(
            authority.OnsCode, authority.Name, ReadMeasures.Name(month), known.At, freshness.Rules,
            ReportWords.Of(month, known.Day, all, queue, open.WaitingOn), YearSoFar(from, to, now.Rows()[0], before.Rows()[0]), all, queue, open.WaitingOn);
    }

    private static QueueInReport Queue(DateOnly day, OpenCaseload open, KnownQueue queue)
    {
        var weeks = QueueSeries.Of(queue.Requests, ReadQueueByDay.Days(day.AddDays(1 - 365), day, QueueStep.Week));
        return new(
            open.Open, open.Overdue, open.OverdueWithExemption, open.CannotCompute, open.MedianDays, open.Oldest?.Days, QueueFlow.Of(day, queue.Requests),
            On(day.AddMonths(-1)), On(day.AddYears(-1)), weeks);

        QueueDay On(DateOnly then) => QueueSeries.Of(queue.Requests, [then])[0];
    }

    private static List<YearSoFar> YearSoFar(DateOnly from, DateOnly to, PlansIssuedRow now, PlansIssuedRow before) =>
    [
        .. MonthFigure.All.Where(figure => figure.Measure == Measure.PlansIssued && figure.Of is not null)
            .Select(figure => new YearSoFar(figure.Code, figure.Words, from, to, figure.Of!(now), figure.Of(before))),
    ];
}
