using System.Globalization;
using Ehcp.Deadlines;
using Ehcp.Simulator.Cases;

namespace Ehcp.Simulator.Caseload;

/// <summary>
/// A council at work: requests come in every day, and what becomes of each is settled by its reference alone. What has happened
/// by a moment is what a run at that moment sends, so a run on a later day goes on with the same cases.
/// </summary>
public static class OpenCaseload
{
    private const int DaysBack = 420;

    public static IEnumerable<CaseStory> Cases(Council council, DateOnly today)
    {
        for (var day = today.AddDays(-DaysBack); day <= today; day = day.AddDays(1))
        {
            var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            var requests = weekend ? 1 : 2 + (day.DayNumber % 3);
            for (var request = 1; request <= requests; request++)
            {
                var reference = string.Create(CultureInfo.InvariantCulture, $"EHC-{day:yyyyMMdd}-{request}");
                yield return TwentyWeekProcess.Tell(council, reference, LifeOf(day, reference, request));
            }
        }
    }

    // The first request of every day takes too long: so each day of the year somebody's limit is four weeks, a week, a day away.
    private static CaseLife LifeOf(DateOnly receivedOn, string reference, int request)
    {
        var draw = new Random(CaseStory.Seed("life of " + reference));
        var isExempt = draw.Next(20) == 0;
        return (request, draw.Next(100)) switch
        {
            (1, < 8) => PlanAfter(draw.Next(380, 600)),
            (1, _) => PlanAfter(draw.Next(150, 200)),
            (_, < 25) => new(receivedOn, draw.Next(25, StatutoryDays.DecisionToAssess + 1), Ending.RefusedToAssess, IsExempt: false),
            (_, < 30) => new(receivedOn, draw.Next(95, StatutoryDays.RefusalToIssue + 1), Ending.RefusedToIssue, IsExempt: false),
            (_, < 34) => new(receivedOn, draw.Next(14, 90), Ending.Withdrawn, IsExempt: false),
            (_, < 75) => PlanAfter(draw.Next(105, StatutoryDays.FinalPlan + 1)),
            _ => PlanAfter(draw.Next(StatutoryDays.FinalPlan + 1, 260)),
        };

        CaseLife PlanAfter(int days)
        {
            var sentOn = WorkingDays.Shipped.OnOrBefore(receivedOn.AddDays(days));
            return new(receivedOn, sentOn.DayNumber - receivedOn.DayNumber, Ending.PlanSent, isExempt);
        }
    }
}
