using Ehcp.Deadlines;

namespace Ehcp.Simulator.Cases;

/// <summary>How many days after its trigger the last day of a limit is, asked of the law.</summary>
internal static class StatutoryDays
{
    private static readonly DateOnly AnyDay = new(2025, 9, 1);

    internal static int DecisionToAssess { get; } = Of("decision-to-assess-2014");

    internal static int RefusalToIssue { get; } = Of("refusal-to-issue-2014");

    internal static int FinalPlan { get; } = Of("final-plan-2014");

    internal static int ReviewReport { get; } = Of("review-report-2014");

    internal static int ReviewDecision { get; } = Of("review-decision-2014");

    internal static int AmendedPlan { get; } = Of("amended-plan-2014");

    /// <summary>Last day, inclusive, of the year in which a plan must be reviewed.</summary>
    internal static DateOnly NextReview(DateOnly madeOrReviewedOn) => LastDay("annual-review-2014", madeOrReviewedOn);

    private static int Of(string rule) => LastDay(rule, AnyDay).DayNumber - AnyDay.DayNumber;

    private static DateOnly LastDay(string rule, DateOnly from) =>
        StatutoryTimetable.Shipped.Find(rule)?.Shape.LastDay(WorkingDays.Shipped, from) ?? throw new InvalidOperationException($"The law has no limit {rule}.");
}
