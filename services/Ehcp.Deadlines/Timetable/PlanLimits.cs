using System.Collections.Immutable;
using Ehcp.Contracts;
using static Ehcp.Deadlines.Provisions;

namespace Ehcp.Deadlines;

/// <summary>Maintaining a plan: reviews and amendments, re-assessments, transfers between phases of education.</summary>
internal static class PlanLimits
{
    private const string DecidedOnReview =
        "R (L, M, P) v Devon CC [2022] EWHC 493 (Admin): the notice must carry the proposed amendments. A decision to amend is complete with them, and they "
            + "are "
        + "the decision where nothing else was sent.";

    private const string AskTheTribunal =
        "It is the latest day of every appeal period of the decision. The authority learns of an appeal weeks after it was lodged: ask the tribunal before the "
        + "plan ceases. Once the family has appealed, the plan is kept until the appeal has ended.";

    internal static ImmutableArray<TimeLimit> All { get; } =
    [
        new("annual-review-2014", Milestone.AnnualReview, "Complete the first review of the plan",
            PlanMade, new MonthsBeginningWith(12), Reviewed, [Ceased], [], Act2014("s. 44(1)"))
            { NamesItsTrigger = true, ForDetainedPersons = false },
        new("next-annual-review-2014", Milestone.AnnualReview, "Complete the next review of the plan",
            LastReviewed, new MonthsBeginningWith(12), Reviewed, [Ceased], [], Act2014("s. 44(1)")) { NamesItsTrigger = true },
        new("next-annual-review-noticed-2014", Milestone.AnnualReview, "Complete the next review of the plan",
            NoticeSent, new MonthsBeginningWith(12), Reviewed, [Ceased], [], Act2014("s. 44(1)"))
            { NamesItsTrigger = true, OnlyWith = [Of<ReviewMeetingHeld>()], Unless = [Of<ReviewDecided>()], Note = DecidedOnReview },
        new("annual-review-held-2014", Milestone.AnnualReview, "Complete the next review of a plan that was held already",
            Held, new FromOriginal(new MonthsBeginningWith(12)), Reviewed, [Ceased], [], Act2014("s. 44(1)")) { NamesItsTrigger = true },
        UnderFives("under-fives-review-2015", PlanMade, new MonthsFrom(6)) with { ForDetainedPersons = false },
        UnderFives("under-fives-next-review-2015", LastReviewed, new MonthsFrom(6)),
        UnderFives("under-fives-review-held-2015", Held, new FromOriginal(new MonthsFrom(6))),
        new("review-notice-2014", Milestone.ReviewNotice, "Give notice of the review meeting, and send round what is to be considered at it",
            MeetingHeld, new AtLeastWeeksBefore(2), [Of<ReviewNoticeSent>()], [], [], Send2014("regs 20(3), (4) and 21(3), (4)"))
            {
                AfterLastDay = AfterLastDay.StaysOpen, OutcomeMonthsAhead = 12,
                Note = "Whether two weeks mean clear weeks, so that the day before is the last, can be argued. Until notice is recorded nobody is shown to be "
                    + "late.",
            },
        new("review-report-2014", Milestone.ReviewReport, "Send the report of the review meeting, with recommendations",
            MeetingHeld, new WithinWeeksOf(2), [Of<ReviewReportSent>()], [Ceased], [Coronavirus], Send2014("regs 20(8) and 21(7)")),
        new("review-decision-2014", Milestone.ReviewDecision, "Notify the family whether the plan is maintained, amended or ceased",
            MeetingHeld, new WithinWeeksOf(4),
            [Of<ReviewDecided>().With(ReviewDecision.Maintain), Of<ReviewDecided>().With(ReviewDecision.Cease), Of<AmendmentNoticeSent>()],
            [Of<AmendedPlanSent>(), Ceased], [Coronavirus], Send2014("regs 20(10) and 21(10)")) { Note = DecidedOnReview },
        new("amended-plan-after-review-undecided-2014", Milestone.AmendedPlanAfterReview, "Send the amended plan, where the plan is amended after a review",
            MeetingHeld, new WithinWeeksOf(12), [Of<AmendedPlanSent>()], [Ceased], [Coronavirus], Devon2022)
            { Unless = [Of<ReviewDecided>(), Of<AmendmentNoticeSent>()], AfterLastDay = AfterLastDay.StaysOpen,
                Note = "12 weeks are the 4 for the decision and the 8 for the plan. It binds only where the plan is amended, and that is not decided yet." },
        new("amended-plan-after-review-2014", Milestone.AmendedPlanAfterReview, "Send the plan amended after a review",
            MeetingHeld, new WithinWeeksOf(12), [Of<AmendedPlanSent>()],
                [Of<ReviewDecided>().With(ReviewDecision.Maintain), Of<ReviewDecided>().With(ReviewDecision.Cease), Ceased], [Coronavirus], Devon2022)
            { OnlyWith = [Of<ReviewDecided>(), Of<AmendmentNoticeSent>()], Note = "12 weeks are the 4 for the decision and the 8 for the plan." },
        new("amendment-representations-2014", Milestone.AmendmentRepresentations,
            "Leave the family at least 15 days for representations on the proposed amendments",
            NoticeSent, new DaysBeginningWith(15), [Of<AmendedPlanSent>()],
                [Later<ReviewDecided>().With(ReviewDecision.Maintain), Later<ReviewDecided>().With(ReviewDecision.Cease), Ceased], [],
                Send2014("reg. 22(2)(c)"))
            { AfterLastDay = AfterLastDay.Met,
                Note = "It is the least the family must be given; the plan may be finalised from the day after. Reg. 28 applies it where a plan is amended "
                + "without a review." },
        new("amended-plan-2014", Milestone.AmendedPlan, "Send the amended plan, or notify the decision not to amend",
            NoticeSent, new WithinWeeksOf(8), [Of<AmendedPlanSent>(), Later<ReviewDecided>().With(ReviewDecision.Maintain)],
                [Later<ReviewDecided>().With(ReviewDecision.Cease), Ceased], [Coronavirus],
            Send2014("reg. 22(3) and (4)")) { Note = "Reg. 28 applies it where a plan is amended without a review." },
        new("reassessment-decision-2014", Milestone.ReassessmentDecision, "Notify the family whether there will be a re-assessment",
            On<ReassessmentRequested>("Request for a re-assessment received on"), new WithinDaysOf(15), [Of<ReassessmentDecided>()], [Ceased], [Coronavirus],
            Send2014("reg. 25(1)")),
        new("reassessed-plan-2014", Milestone.ReassessedPlan, "Send the plan finalised after a re-assessment, or notify the refusal to amend or replace it",
            On<ReassessmentDecided>("Decision to re-assess notified on", Is(AssessmentDecision.Assess)), new WithinWeeksOf(14),
                [Any<AmendedPlanSent>(), Any<FinalPlanSent>(), Later<AmendmentRefused>()], [Ceased],
            FourGrounds("reg. 27(3)"), Send2014("reg. 27(2)")),
        PhaseTransfer("phase-transfer-2014", "Transfer between phases of education due on", TransferPhase.Other, new BeforeFixedDate(2, 15), "reg. 18(1)(b)"),
        PhaseTransfer("phase-transfer-post-16-first-year-2014", "Transfer from secondary school to a post-16 institution due on",
            TransferPhase.SecondaryToPost16, new BeforeFixedDate(5, 31), "reg. 18(3)") with { InForceTo = new(2015, 12, 31) },
        PhaseTransfer("phase-transfer-post-16-2014", "Transfer from secondary school to a post-16 institution due on", TransferPhase.SecondaryToPost16,
            new BeforeFixedDate(3, 31), "reg. 18(1)(a)") with { InForceFrom = new(2016, 1, 1) },
        PhaseTransfer("phase-transfer-between-post-16-2014", "Transfer between post-16 institutions due on", TransferPhase.Post16, new AtLeastMonthsBefore(5),
            "reg. 18(2)"),
        new("reviews-of-term-2015", Milestone.ReviewsOfTerm, "Tell schools which plans need a review in the term",
            On<TermStarts>("Term starts on"), new AtLeastWeeksBefore(2), [Of<TermReviewsListed>()], [Ceased], [], Code2015("9.172"))
            { OutcomeMonthsAhead = 12 },
        new("keep-plan-2014", Milestone.KeepPlan, "Keep the plan in being until the family's time to appeal has passed, or the appeal has ended",
            On<ReviewDecided>("Decision to cease the plan notified on", Is(ReviewDecision.Cease)) with
            {
                SecondDate = [TriggerDate.OfAnother<MediationCertificateIssued>(nameof(MediationCertificateIssued.IssuedOn))],
                SecondWords = "Mediation certificate issued on",
            },
            new RolledByTribunal(new LaterOf(new MonthsFrom(2), new MonthsFrom(1), FirstAlone: true)), [Ceased],
            [Any<AppealReceived>().With(DisputedDecision.Cease)], [], Act2014("s. 45(4)"))
            { AfterLastDay = AfterLastDay.Met, ForbidsUntilThen = true, Note = AskTheTribunal },
    ];

    private static LegalSource Devon2022 => Send2014("regs 20(10), 21(10) and 22(3), read in R (L, M, P) v Devon CC [2022] EWHC 493 (Admin)");

    private static LimitTrigger PlanMade => On<FinalPlanSent>("Plan made on");

    private static LimitTrigger LastReviewed => On<ReviewDecided>("Plan last reviewed on", Is(ReviewDecision.Maintain, ReviewDecision.Amend));

    private static LimitTrigger Held => On<PlanHeld>("Plan held on") with
    {
        SecondDate = [TriggerDate.Of<PlanHeld>(nameof(PlanHeld.LastReviewedOn)), TriggerDate.Of<PlanHeld>(nameof(PlanHeld.MadeOn))],
        SecondWords = "Plan made or last reviewed on",
    };

    private static LimitTrigger MeetingHeld => On<ReviewMeetingHeld>("Review meeting held on");

    private static LimitTrigger NoticeSent => On<AmendmentNoticeSent>("Notice of proposed amendments sent on");

    /// <summary>What completes a review: a decision, and of one to amend the amendments, or the plan that came of them.</summary>
    internal static ImmutableArray<FactMatch> Reviewed =>
    [
        Any<ReviewDecided>().With(ReviewDecision.Maintain), Any<ReviewDecided>().With(ReviewDecision.Cease),
        Any<AmendmentNoticeSent>() with { AfterMeeting = true, InAnotherProcess = true },
        Any<AmendedPlanSent>() with { AfterMeeting = true, InAnotherProcess = true },
    ];

    private static TimeLimit UnderFives(string id, LimitTrigger trigger, LimitShape shape) =>
        new(id, Milestone.UnderFivesReview, "Consider a review of the plan of a child under five", trigger, shape, Reviewed, [Ceased], [],
            Code2015("9.178"))
        {
            NamesItsTrigger = true,
            AfterLastDay = AfterLastDay.StaysOpen,
            Cohort = new(YearGroupTo: -1),
            Note = "The Code asks for it every three to six months; it is guidance. A child of a nursery year is taken to be under five.",
        };

    private static TimeLimit PhaseTransfer(string id, string words, TransferPhase phase, LimitShape shape, string provision) =>
        new(id, Milestone.PhaseTransfer, "Review the plan and, where necessary, amend it, so that it names the setting after the transfer",
            On<PhaseTransferDue>(words, Is(phase)) with { CountsYear = shape is BeforeFixedDate },
            shape,
            [
                Any<AmendedPlanSent>() with { OfTheTransfer = true }, Any<FinalPlanSent>() with { OfTheTransfer = true },
                Any<ReviewDecided>().With(ReviewDecision.Maintain) with { OfTheTransfer = true },
            ],
            [Ceased], [Coronavirus], Send2014(provision))
        {
            OutcomeMonthsAhead = 12,
            Note = "A plan that stays as it is meets the duty where it names the next setting already, and the decision says for which year it does."
                + (shape is AtLeastMonthsBefore ? " Whether the five months mean clear months, so that the day before is the last, can be argued." : ""),
        };
}
