using System.Collections.Immutable;
using Ehcp.Reporting.Measures;

namespace Ehcp.Reporting.Figures.Caseload;

/// <summary>A week of the process, or after the 20th several.</summary>
/// <param name="Week">Name: <c>0</c> to <c>20</c>, <c>21-26</c>, <c>27-39</c>, <c>40-52</c>, <c>53+</c>.</param>
/// <param name="From">First week.</param>
/// <param name="To">Last week; null for no end.</param>
public sealed record WeekBand(string Week, int From, int? To);

/// <summary>A week with whose last day a limit ends.</summary>
/// <param name="Week">The week.</param>
/// <param name="Meaning">What must be done by its last day.</param>
public sealed record WeekLine(int Week, string Meaning);

/// <summary>
/// Week 0 is the day of receipt; week n is the seven days up to the last day of a limit of n weeks, so that what is in week 20
/// is in time and what is in week 21 is not.
/// </summary>
internal static class WeekBands
{
    internal static ImmutableArray<WeekBand> All { get; } =
    [
        .. Enumerable.Range(0, (Measure.PlansIssued.DaysInTime / 7) + 1).Select(week => new WeekBand($"{week}", week, week)),
        new("21-26", 21, 26),
        new("27-39", 27, 39),
        new("40-52", 40, 52),
        new("53+", 53, null),
    ];

    internal static ImmutableArray<WeekLine> Lines { get; } =
    [
        new(Measure.DecisionsToAssess.DaysInTime / 7, "decision whether to assess"),
        new(Measure.RefusalsToIssue.DaysInTime / 7, "notice of a refusal to issue a plan"),
        new(Measure.PlansIssued.DaysInTime / 7, "final plan sent"),
        new(Measure.DaysOfYear / 7, "a year"),
    ];

    /// <summary>Place in <see cref="All"/> of the band that a week is in.</summary>
    internal static int IndexOf(int week) => All.Count(band => band.To < week);
}
