using System.Collections.Immutable;

namespace Ehcp.Deadlines;

/// <summary>Key stages end with the National Curriculum years 2, 6, 9 and 11; a school year runs from 1 September to 31 August.</summary>
internal static class KeyStages
{
    private static readonly ImmutableArray<int> LastYears = [2, 6, 9, 11];

    /// <summary>The last day, included, of the key stage that a child is in on a day; null after the last key stage.</summary>
    /// <param name="day">The day.</param>
    /// <param name="yearGroup">Year group of the child.</param>
    /// <param name="knownOn">Day on which that was the year group.</param>
    internal static DateOnly? EndOnOrAfter(DateOnly day, int yearGroup, DateOnly knownOn)
    {
        var then = yearGroup + SchoolYear(day) - SchoolYear(knownOn);
        foreach (var last in LastYears)
        {
            if (then <= last)
            {
                return new DateOnly(SchoolYear(day) + last - then + 1, 8, 31);
            }
        }

        return null;
    }

    private static int SchoolYear(DateOnly day) => day.Month >= 9 ? day.Year : day.Year - 1;
}
