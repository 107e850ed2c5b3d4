using Ehcp.Reporting.Publishing.Disclosure;

namespace Ehcp.Reporting.Publishing.PublicFigures;

/// <summary>Figures of one authority that were published, for good.</summary>
/// <param name="Id">Rises with each edition.</param>
/// <param name="Authority">ONS code.</param>
/// <param name="KnownAt">As known when: what came later is in a later edition.</param>
/// <param name="RoundTo">What its counts are rounded to.</param>
/// <param name="Note">What the council says of it; null for nothing.</param>
public sealed record PublicEdition(
    long Id, string Authority, DateTimeOffset PublishedAt, DateTimeOffset KnownAt, int Threshold, int RoundTo, string? Note, IReadOnlyList<PublishedYear> Years)
{
    /// <summary>A row for each year and each of its quarters, in order.</summary>
    internal IEnumerable<PublicRow> Rows() => Years.SelectMany(year =>
        year.Quarters.Select((counts, index) => PublicRow.Of($"{year.Year}-Q{index + 1}", counts, year.QuarterDetail, RoundTo, year.KnownAt))
            .Prepend(PublicRow.Of($"{year.Year}", year.Total, year.YearDetail, RoundTo, year.KnownAt)));
}

/// <summary>What is published of one period. A number that is not shown is null.</summary>
/// <param name="Period">A calendar year, or one of its quarters: <c>2025-Q1</c>.</param>
/// <param name="KnownAt">As known when: earlier than the edition where corrections since are too small to be shown.</param>
public sealed record PublicRow(
    string Period,
    int? PlansIssued,
    int? WithinTwentyWeeks,
    double? Rate,
    int? PlansIssuedExcludingExemptions,
    int? WithinTwentyWeeksExcludingExemptions,
    double? RateExcludingExemptions,
    DateTimeOffset KnownAt)
{
    internal static PublicRow Of(string period, PlanCounts counts, Detail detail, int roundTo, DateTimeOffset knownAt)
    {
        var (issued, within) = (Shown(counts.Issued, Detail.Issued), Shown(counts.AllWithin, Detail.Within));
        var (issuedExcluding, withinExcluding) = (Shown(counts.IssuedExcludingExemptions, Detail.Exemptions), Shown(counts.Within, Detail.Exemptions));
        return new(period, issued, within, Share(within, issued), issuedExcluding, withinExcluding, Share(withinExcluding, issuedExcluding), knownAt);

        int? Shown(int count, Detail from) => detail >= from ? (count + (roundTo / 2)) / roundTo * roundTo : null;

        static double? Share(int? part, int? whole) => part is { } some && whole is > 0 ? (double)some / whole : null;
    }
}
