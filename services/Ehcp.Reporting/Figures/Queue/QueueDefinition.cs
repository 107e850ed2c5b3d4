using Ehcp.Reporting.Figures.Caseload;

namespace Ehcp.Reporting.Figures.Queue;

/// <summary>What the queue of a day is, in words that can be printed under it.</summary>
/// <param name="Open">Who is in it.</param>
/// <param name="Overdue">What is overdue: what the caseload says is.</param>
/// <param name="Ages">Whose age is told.</param>
/// <param name="StandStill">What would keep it as long as it is.</param>
/// <param name="Exclusions">What is left out, and where it is counted instead.</param>
public sealed record QueueDefinition(string Open, string Overdue, string Ages, string StandStill, IReadOnlyList<string> Exclusions)
{
    internal static QueueDefinition Words { get; } = new(
        "Requests received on or before the day that had no outcome by its end, as known at asOf: a late or corrected event changes former days too. A request "
            + "whose refusal was reversed has waited all the while. The row of the day of asOf is the caseload.",
        CaseloadDefinition.Words.Overdue,
        "Days since receipt, of the requests whose 20 weeks can be measured.",
        $"plansAWeekToStandStill: requests received less those that ended without a plan, a week, in the {QueueFlow.Weeks} weeks up to the last day.",
        [
            "undatedOpen: open requests whose day of receipt is not recorded are in no day.",
            "undatedEnded: requests with an outcome, of which the day of receipt or of the outcome is not recorded, are in no day.",
            "A request that ended on the day it was received, or by its dates before it, was in no queue; it is in received and in the ends.",
        ]);
}
