using System.Collections.Immutable;
using static Ehcp.Deadlines.Provisions;

namespace Ehcp.Deadlines;

/// <summary>Moves between authorities. In mid-assessment nothing carries over: the old authority closes its request and the new one becomes responsible, which starts the 20 weeks afresh.</summary>
internal static class MoveLimits
{
    internal static ImmutableArray<TimeLimit> All { get; } =
    [
        new("plan-transfer-2014", "plan-transfer", "Transfer the plan to the new authority",
            new("move-notified", "awareOn", "Aware of the move on") { SecondDate = ["movesOn"], SecondWords = "The family moves on" },
            new OnMoveOrWorkingDays(15), [Any("plan-ceased", "5", "reason")], [PlanCeased], [Coronavirus], Send2014("reg. 15(2)")) { NeedsPlan = true },
        new("transfer-notice-2014", "transfer-notice", "Tell the family that the plan was transferred, whether there will be an assessment, and when the plan will be reviewed",
            Transferred, new WithinWeeksOf(6), [], [], [Coronavirus], Send2014("reg. 15(4)")) { AfterLastDay = AfterLastDay.Lapses },
        new("review-after-transfer-2014", "review-after-transfer", "Review the plan transferred in",
            Transferred with { SecondDate = ["lastReviewedOn", "originalPlanOn"], SecondWords = "Plan made or last reviewed on" },
            new LaterOf(new MonthsBeginningWith(3), new MonthsBeginningWith(12), FirstAlone: false), [Any("review-decided")], [PlanCeased], [Coronavirus],
            Send2014("reg. 15(5)", verified: false)),
        new("commissioning-body-2014", "commissioning-body", "Notify the new responsible commissioning body",
            new("commissioning-body-changed", "awareOn", "Aware of the change of commissioning body on"), new WorkingDaysBeginningWith(15), [], [], [], Send2014("reg. 16", verified: false))
            { AfterLastDay = AfterLastDay.Lapses },
    ];

    private static LimitTrigger Transferred => new("plan-transferred-in", "transferredOn", "Plan transferred on");
}
