namespace Ehcp.Reporting.Figures.Completion;

/// <param name="Week">Weeks since receipt; what is finished by its last day is in.</param>
/// <param name="AtRisk">Requests still open, and watched, when it began.</param>
/// <param name="Finished">Estimated share finished, 0 to 1.</param>
/// <param name="Lower">Lower end of the band of 95 %.</param>
/// <param name="Upper">Upper end.</param>
public sealed record FinishedByWeek(int Week, int AtRisk, double Finished, double Lower, double Upper);

/// <summary>Kaplan and Meier's estimate with Greenwood's variance and the log-log band: what is still open tells as much as it can, and no more.</summary>
internal static class CompletionCurve
{
    internal const int LastWeek = 104;
    private const double Normal975 = 1.959963984540054;

    internal static List<FinishedByWeek> Of(AgeTable ages, bool anyEnd)
    {
        var risks = ages.Risks().Select(risk => (risk.Days, risk.AtRisk, Ended: anyEnd ? risk.Plans + risk.OtherEnds : risk.Plans)).ToList();
        var all = ages.Exits.OrderBy(age => age.Days).ToList();
        var weeks = new List<FinishedByWeek>();
        var (open, variance, next) = (1.0, 0.0, 0);
        for (var week = 0; week <= LastWeek; week++)
        {
            // Nobody is that old yet: the estimate says nothing, and so do we.
            var atRisk = AtRisk(ages, all, Math.Max(0, (7 * (week - 1)) + 1));
            if (atRisk == 0)
            {
                break;
            }

            for (; next < risks.Count && risks[next].Days <= 7 * week; next++)
            {
                var (_, watched, ended) = risks[next];
                open *= 1 - ((double)ended / watched);
                variance += ended == watched ? 0 : (double)ended / ((double)watched * (watched - ended));
            }

            var (lower, upper) = Band(open, variance);
            weeks.Add(new(week, atRisk, 1 - open, 1 - upper, 1 - lower));
        }

        return weeks;
    }

    /// <summary>First day by which half are finished; null when that is not seen.</summary>
    internal static int? MedianDays(AgeTable ages, bool anyEnd)
    {
        var open = 1.0;
        foreach (var (days, atRisk, plans, others) in ages.Risks())
        {
            open *= 1 - ((double)(anyEnd ? plans + others : plans) / atRisk);
            if (open <= 0.5)
            {
                return days;
            }
        }

        return null;
    }

    private static int AtRisk(AgeTable ages, List<Ages> exits, int day) =>
        exits.Where(age => age.Days >= day).Sum(age => age.Plans + age.OtherEnds + age.Open) - ages.Entries.Where(entry => entry.Key > day)
            .Sum(entry => entry.Value);

    // Where nothing or everything has ended the transformation has no value: the band is the estimate.
    private static (double Lower, double Upper) Band(double open, double variance)
    {
        if (open is <= 0 or >= 1)
        {
            return (open, open);
        }

        var width = Normal975 * Math.Sqrt(variance) / Math.Abs(Math.Log(open));
        return (Math.Pow(open, Math.Exp(width)), Math.Pow(open, Math.Exp(-width)));
    }
}
