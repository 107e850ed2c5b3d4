using System.Text.Json.Serialization;

namespace Ehcp.Reporting.Figures.Months;

/// <param name="Value">A share of 0 to 1, a number of weeks or a count, unrounded; null when there is nothing to take it of.</param>
/// <param name="Part">Of a share: what is above the line; else absent.</param>
/// <param name="Whole">Of a share: what is below it; else absent.</param>
public sealed record FigureValue(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Part,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Whole);

/// <param name="Group">The authority, team, area or need; <c>all</c> when not grouped; <c>not-recorded</c> when nobody said.</param>
/// <param name="Now">The month asked for.</param>
/// <param name="MonthBefore">The month before it.</param>
/// <param name="YearBefore">The same month a year before.</param>
/// <param name="Change">Now less the month before, in the same unit; null when either has no value.</param>
/// <param name="ChangeOverYear">Now less the year before, likewise.</param>
public sealed record MonthRow(
    string Group,
    FigureValue Now,
    FigureValue MonthBefore,
    FigureValue YearBefore,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Change,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? ChangeOverYear)
{
    internal static MonthRow Of(string group, FigureValue now, FigureValue monthBefore, FigureValue yearBefore) =>
        new(group, now, monthBefore, yearBefore, now.Value - monthBefore.Value, now.Value - yearBefore.Value);
}

/// <param name="Figure">Its code.</param>
/// <param name="Basis">The measure it is of: <c>basis</c> of <c>GET /v1/rates</c> and its changes, where its definition is.</param>
/// <param name="Words">What it is.</param>
/// <param name="Unit"><c>share</c>, <c>weeks</c> or <c>number</c>.</param>
/// <param name="Meaning">What is counted, and what counts as in time, as sentences.</param>
/// <param name="Rows">One for each group that has anything in any of the three months.</param>
public sealed record FigureOfMonth(string Figure, string Basis, string Words, string Unit, string Meaning, IReadOnlyList<MonthRow> Rows);
