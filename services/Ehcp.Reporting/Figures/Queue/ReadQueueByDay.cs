using System.Globalization;
using System.Text.Json.Serialization;
using Ehcp.Hosting.Gate;
using Ehcp.Reporting.Exports;
using Ehcp.Reporting.Figures.Months;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Reporting.Figures.Queue;

/// <summary><c>GET /v1/queue</c>: how many requests were open, how many of them overdue and how old, day by day.</summary>
public static class ReadQueueByDay
{
    internal static readonly Dictionary<string, QueueStep> Steps = new(StringComparer.Ordinal)
    {
        ["day"] = QueueStep.Day,
        ["week"] = QueueStep.Week,
        ["month"] = QueueStep.Month,
    };

    public sealed record Query(
        [property: FromQuery(Name = "from")] DateOnly? From,
        [property: FromQuery(Name = "to")] DateOnly? To,
        [property: FromQuery(Name = "every")] string? Every,
        [property: FromQuery(Name = "asOf")] DateTimeOffset? AsOf,
        [property: FromQuery(Name = "authority")] string? Authority,
        [property: FromQuery(Name = "format")] string? Format);

    internal static async Task<Results<Ok<QueueAnswer>, FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        [AsParameters] Query query, Passage gate, QueueFigures queues, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var known = parameters.AsKnown(query.Authority, query.AsOf);
        var to = parameters.UpTo("to", query.To, known.Day) ?? known.Day;
        var (from, _) = parameters.Period(query.From, to);
        var step = parameters.OneOf("every", query.Every, QueueStep.Day, Steps);
        var format = parameters.OneOf("format", query.Format, ExportFormat.Json, ReadMeasures.Formats);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        var (freshness, queue) = await queues.ReadAsync(known, cancellationToken);
        var days = QueueSeries.Of(queue.Requests, Days(from ?? queue.First ?? to, to, step));
        return format == ExportFormat.Csv
            ? TypedResults.File(Csv(days), "text/csv; charset=utf-8", "ehcp-queue-by-day.csv")
            : TypedResults.Ok(new QueueAnswer(
                QueueDefinition.Words, known.At, freshness.KnownTo, freshness.Rules, QueueFlow.Of(to, queue.Requests), queue.UndatedOpen, queue.UndatedEnded,
                days));
    }

    /// <summary>Every day, the last day of every week that begins on a Monday, or of every month; and always the last day of all.</summary>
    internal static List<DateOnly> Days(DateOnly from, DateOnly to, QueueStep step)
    {
        var days = new List<DateOnly>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            if (day == to || step == QueueStep.Day || (step == QueueStep.Week ? day.DayOfWeek == DayOfWeek.Sunday : day.AddDays(1).Day == 1))
            {
                days.Add(day);
            }
        }

        return days;
    }

    private static byte[] Csv(List<QueueDay> days) => SafeCsv.Of(
        [
            ["day", "open", "overdue", "days_p10", "days_p25", "days_median", "days_p75", "days_p90", "days_oldest", "received", "plans_sent", "other_ends"],
            .. days.Select(day => (string[])
            [
                day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Text(day.Open), Text(day.Overdue), Text(day.Ages?.Tenth), Text(day.Ages?.Quarter),
                Text(day.Ages?.Median), Text(day.Ages?.ThreeQuarters), Text(day.Ages?.NineTenths), Text(day.Ages?.Oldest), Text(day.Received),
                Text(day.PlansSent), Text(day.OtherEnds),
            ]),
        ]);

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? OpenDataTable.NotApplicable;
}

/// <summary>Which days a series has.</summary>
internal enum QueueStep
{
    Day,
    Week,
    Month,
}

/// <param name="Definition">What the figures mean.</param>
/// <param name="AsOf">The instant they speak of, of every day.</param>
/// <param name="KnownTo">Every event recorded before it is in them; null before Intake has told of its minutes.</param>
/// <param name="Rules">Release of the rules.</param>
/// <param name="Flow">What came in and went out lately.</param>
/// <param name="UndatedOpen">Open requests in no day.</param>
/// <param name="UndatedEnded">Ended requests in no day.</param>
/// <param name="Days">In order.</param>
public sealed record QueueAnswer(
    QueueDefinition Definition,
    DateTimeOffset AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? KnownTo,
    string Rules,
    QueueFlow Flow,
    int UndatedOpen,
    int UndatedEnded,
    IReadOnlyList<QueueDay> Days);
