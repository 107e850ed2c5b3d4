using System.Collections.Immutable;
using Ehcp.Contracts;
using static Ehcp.Deadlines.Provisions;

namespace Ehcp.Deadlines;

/// <summary>Moves between authorities. In mid-assessment nothing carries over: the old authority closes its request and the new one becomes responsible, which
/// starts the 20 weeks afresh.</summary>
internal static class MoveLimits
{
    internal static ImmutableArray<TimeLimit> All { get; } =
    [
        new("plan-transfer-2014", Milestone.PlanTransfer, "Transfer the plan to the new authority",
            On<MoveNotified>("Aware of the move on", Is(Destination.England)
                .OrAbsent) with { SecondDate = [TriggerDate.Of<MoveNotified>(nameof(MoveNotified.MovesOn))],
                SecondWords = "The family moves on" },
            new OnMoveOrWorkingDays(15), [Any<PlanCeased>().With(CeaseReason.Reason5)], [Ceased], [Coronavirus], Send2014("reg. 15(2)")) { NeedsPlan = true },
        new("transfer-notice-2014", Milestone.TransferNotice,
            "Tell the family that the plan was transferred, whether there will be an assessment, and when the plan will be reviewed",
            Transferred, new WithinWeeksOf(6), [Any<TransferNoticeSent>()], [Ceased], [Coronavirus], Send2014("reg. 15(4)")),
        new("review-after-transfer-2014", Milestone.ReviewAfterTransfer, "Review the plan transferred in",
            Transferred with
            {
                SecondDate =
                [
                    TriggerDate.Of<PlanTransferredIn>(nameof(PlanTransferredIn.LastReviewedOn)),
                        TriggerDate.Of<PlanTransferredIn>(nameof(PlanTransferredIn.OriginalPlanOn)),
                ],
                SecondWords = "Plan made or last reviewed on",
            },
            new LaterOf(new MonthsBeginningWith(3), new MonthsBeginningWith(12), FirstAlone: false), PlanLimits.Reviewed, [Ceased], [Coronavirus],
            Send2014("reg. 15(5)")),
        new("commissioning-body-2014", Milestone.CommissioningBody, "Notify the new responsible commissioning body",
            On<CommissioningBodyChanged>("Aware of the change of commissioning body on"), new WorkingDaysBeginningWith(15),
            [Any<CommissioningBodyNotified>()], [Ceased], [], Send2014("reg. 16")) { Bearer = Bearer.CommissioningBody },
    ];

    private static LimitTrigger Transferred => On<PlanTransferredIn>("Plan transferred on");
}
