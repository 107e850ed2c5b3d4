using Ehcp.Reporting.Measures;

namespace Ehcp.Reporting.Sums;

/// <summary>
/// Figures as sums of signed changes. Whoever changes what is known of a request appends to <c>figure_change_new</c> what that adds and
/// takes away, and nobody waits for anybody; <see cref="SumChanges"/> moves it into the sums. A figure is the sums and what is still new.
/// </summary>
internal static class SumTables
{
    /// <summary>Months that a cell holds.</summary>
    internal const int Month = 1;
    internal const int Year = 12;

    /// <summary>Names of the columns that hold a slot each.</summary>
    internal static readonly string[] Columns = [.. Enumerable.Range(0, Slots.Columns).Select(slot => $"n{slot}")];

    /// <summary>Names of the columns that hold the days of four slots each.</summary>
    internal static readonly string[] DayColumns = [.. Enumerable.Range(0, Slots.Columns / Slots.ShareDays).Select(four => $"d{four}")];
}

/// <summary>What else a cell is broken down by, besides authority and month. The numbers are stored.</summary>
internal enum Breakdown : short
{
    None = 0,
    Team = 1,
    Area = 2,
    Need = 3,
}
