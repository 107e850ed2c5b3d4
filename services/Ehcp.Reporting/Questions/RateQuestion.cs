namespace Ehcp.Reporting.Questions;

internal enum RateGrouping
{
    All,
    Year,
    Quarter,
    Month,
    Authority,
    Team,
    Area,
    Need,
}

/// <param name="From">First day of the period, included; null for no beginning.</param>
/// <param name="To">Last day of the period, included; null for no end.</param>
internal sealed record RateQuestion(DateOnly? From, DateOnly? To, RateGrouping Grouping, AsKnown Known)
{
    /// <summary>Whether each authority has its own groups; else they are added up.</summary>
    public bool ByAuthority { get; init; }

    /// <summary>Whether each calendar year has its own groups, beside what is grouped by.</summary>
    public bool ByYear { get; init; }

    internal const string All = "all";
    internal const string NotRecorded = "not-recorded";

    /// <summary>Whether the answer is one row, also when nothing counts.</summary>
    internal bool IsOneRow => Grouping == RateGrouping.All && !ByAuthority && !ByYear;

    /// <summary>
    /// What a file in the shape of DfE's asks for the same figures. Such a file has a level for one authority, for a region and for England, and none for some
    /// authorities added up; and it has names for years, quarters and months, and none for all of time.
    /// </summary>
    internal RateQuestion ForFile() => this with
    {
        ByAuthority = Grouping != RateGrouping.Authority && Known.Authorities is not [_],
        ByYear = Grouping is not (RateGrouping.Year or RateGrouping.Quarter or RateGrouping.Month)
            && From is null or { Month: 1, Day: 1 } && To is null or { Month: 12, Day: 31 } && (From?.Year != To?.Year || From is null),
    };

    /// <summary>The parts of a group's name: whose, of which year, and what.</summary>
    internal (string? Authority, string? Year, string Group) Parts(string group)
    {
        var (authority, year) = ((string?)null, (string?)null);
        if (ByAuthority)
        {
            (authority, group) = Cut(group);
        }

        if (ByYear)
        {
            (year, group) = Cut(group);
        }

        return (authority, year, group);

        static (string Head, string Tail) Cut(string text)
        {
            var end = text.IndexOf(' ', StringComparison.Ordinal);
            return (text[..end], text[(end + 1)..]);
        }
    }
}
