using Ehcp.Reporting.Figures.Completion;
using Ehcp.Reporting.Measures;

namespace Ehcp.Reporting.Figures.Forecasts;

/// <summary>How requests have lately been ending: for each day of age the chance that a plan is sent on it, and that the request ends otherwise.</summary>
internal sealed class Pace
{
    // Beyond a year there are few, and one day's chance is noise: all those days share one.
    private const int Old = Measure.DaysOfYear;

    private readonly double[] _plan = new double[Old + 1];
    private readonly double[] _other = new double[Old + 1];

    internal static Pace Of(AgeTable ages)
    {
        var pace = new Pace();
        var (watched, plans, others) = (0L, 0L, 0L);
        foreach (var (days, atRisk, sent, ended) in ages.Risks())
        {
            if (days < Old)
            {
                pace._plan[days] = (double)sent / atRisk;
                pace._other[days] = (double)ended / atRisk;
            }
            else
            {
                plans += sent;
                others += ended;
            }
        }

        watched = DaysWatched(ages);
        if (watched > 0)
        {
            pace._plan[Old] = (double)plans / watched;
            pace._other[Old] = (double)others / watched;
        }

        return pace;
    }

    /// <summary>Chances of a request that is so old and open: a plan in time, and a plan that is late, within so many days more.</summary>
    internal (double InTime, double Late) Chances(int age, int days)
    {
        var (open, inTime, late) = (1.0, 0.0, 0.0);
        for (var then = age + 1; then <= age + days; then++)
        {
            var (plan, other) = (_plan[Math.Min(then, Old)], _other[Math.Min(then, Old)]);
            _ = then <= Measure.PlansIssued.DaysInTime ? inTime += open * plan : late += open * plan;
            open *= Math.Max(0, 1 - plan - other);
        }

        return (inTime, late);
    }

    // Days of age from a year on, of everyone who was watched on them.
    private static long DaysWatched(AgeTable ages)
    {
        return ages.Exits.Sum(age => (long)(age.Plans + age.OtherEnds + age.Open) * From(age.Days + 1)) - ages.Entries.Sum(
            entry => (long)entry.Value * From(entry.Key));

        static int From(int days) => Math.Max(0, days - Old);
    }
}
