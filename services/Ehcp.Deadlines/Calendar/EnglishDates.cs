using System.Globalization;

namespace Ehcp.Deadlines;

/// <summary>Dates as an English reader expects them.</summary>
public static class EnglishDates
{
    /// <summary>For example <c>Monday 5 January 2026</c>.</summary>
    internal static string Long(DateOnly day) => day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>For example <c>5 January 2026</c>.</summary>
    /// <param name="day">The day.</param>
    public static string Plain(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>For example <c>15 February</c>.</summary>
    internal static string DayOfYear(DateOnly day) => day.ToString("d MMMM", CultureInfo.InvariantCulture);

    /// <summary>With its year only where that is not the year of <paramref name="beside"/>.</summary>
    internal static string Beside(DateOnly day, DateOnly beside) =>
        day.ToString(day.Year == beside.Year ? "dddd d MMMM" : "dddd d MMMM yyyy", CultureInfo.InvariantCulture);
}
