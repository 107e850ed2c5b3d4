using System.Collections.Immutable;

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
        .. Enumerable.Range(0, 21).Select(week => new WeekBand($"{week}", week, week)),
        new("21-26", 21, 26),
        new("27-39", 27, 39),
        new("40-52", 40, 52),
        new("53+", 53, null),
    ];

    internal static ImmutableArray<WeekLine> Lines { get; } =
    [
        new(6, "decision whether to assess"),
        new(16, "notice of a refusal to issue a plan"),
        new(20, "final plan sent"),
        new(52, "a year"),
    ];

    /// <summary>The band's name, for the database, from days since receipt: one that holds a single week is called by it.</summary>
    internal static string NameSql(string days) =>
        $"case {string.Concat(All.Reverse().Where(band => band.To != band.From).Select(band => $"when {days} > {7 * (band.From - 1)} then '{band.Week}' "))}else (({days} + 6) / 7)::text end";

    internal static int IndexOf(int week) => week <= 20 ? week : week <= 26 ? 21 : week <= 39 ? 22 : week <= 52 ? 23 : 24;
}
