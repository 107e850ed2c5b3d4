using System.Collections.Immutable;

namespace Ehcp.Reporting.Publishing.Disclosure;

/// <summary>
/// What may be published so that nobody can work out a small count. A count of 1 to <paramref name="threshold"/> - 1 is secret, also where it is only the
/// difference of two shown ones. The quarters of a year are shown with the same detail or not at all: whatever is missing is missing of all four, so that the
/// year's total, which may say more, gives no single one away. ADR 22 has the argument, and a test that tries.
/// </summary>
internal sealed class DisclosureRule(int threshold)
{
    /// <summary>Whether this number of families may be known.</summary>
    private bool IsSafe(int count) => count == 0 || Math.Abs(count) >= threshold;

    /// <summary>The most that may be shown of a period taken alone.</summary>
    internal Detail Most(PlanCounts counts) =>
        !counts.Parts(Detail.Issued).All(IsSafe) ? Detail.Nothing
        : !counts.Parts(Detail.Within).All(IsSafe) ? Detail.Issued
        : !counts.Parts(Detail.Exemptions).All(IsSafe) ? Detail.Within
        : Detail.Exemptions;

    /// <summary>A year that has not been published before.</summary>
    internal PublishedYear Publish(int year, ImmutableArray<PlanCounts> quarters, DateTimeOffset knownAt)
    {
        var published = new PublishedYear(year, quarters, Detail.Nothing, quarters.Min(Most), knownAt);
        return published with { YearDetail = Most(published.Total) };
    }

    /// <summary>
    /// A year that has been published: what is known now takes its place where every number differs by enough from what it was in every former edition, and
    /// nothing has to be hidden that was shown; else it stays as it was. What was hidden stays hidden, or the editions together would show it.
    /// </summary>
    /// <param name="before">The year in the newest edition.</param>
    /// <param name="former">The year in every edition there is.</param>
    internal PublishedYear PublishAgain(PublishedYear before, IEnumerable<PublishedYear> former, ImmutableArray<PlanCounts> quarters, DateTimeOffset knownAt)
    {
        if (before.Quarters.SequenceEqual(quarters))
        {
            return before with { KnownAt = knownAt };
        }

        var now = Publish(before.Year, quarters, knownAt);
        return now.YearDetail >= before.YearDetail && now.QuarterDetail >= before.QuarterDetail
            && former.All(then => ChangesEnough(then.Total, now.Total, before.YearDetail)
                && then.Quarters.Zip(quarters).All(pair => ChangesEnough(pair.First, pair.Second, before.QuarterDetail)))
            ? now with { YearDetail = before.YearDetail, QuarterDetail = before.QuarterDetail }
            : before;
    }

    // Whatever can be added up of the parts that are shown must not change by a small number: some may grow while others shrink.
    private bool ChangesEnough(PlanCounts before, PlanCounts now, Detail shown)
    {
        var changes = (now - before).Parts(shown);
        return Enumerable.Range(1, (1 << changes.Length) - 1).All(chosen => IsSafe(changes.Where((_, index) => (chosen >> index & 1) == 1).Sum()));
    }
}
