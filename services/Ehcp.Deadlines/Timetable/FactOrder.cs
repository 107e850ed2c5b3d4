using System.Collections.Immutable;
using Ehcp.Contracts;
using static Ehcp.Deadlines.Provisions;

namespace Ehcp.Deadlines;

/// <summary>Two events that can have happened in one order only.</summary>
/// <param name="First">The event that comes first, or on the same day.</param>
/// <param name="Then">The event that cannot come before it.</param>
/// <param name="SameItem">Whether both must have the same second id, such as that of the advice.</param>
internal sealed record Precedence(FactMatch First, FactMatch Then, bool SameItem = false);

/// <summary>Two dates of one event that can lie in one order only.</summary>
/// <param name="Type">The type of event.</param>
/// <param name="First">The date that comes first, or on the same day.</param>
/// <param name="Then">The date that cannot come before it.</param>
internal sealed record DateOrder(FactType Type, DateField First, DateField Then)
{
    internal static DateOrder Of<TFact>(string first, string then)
        where TFact : Fact => new(FactCatalogue.Of<TFact>(), FactCatalogue.Of<TFact>().Date(first), FactCatalogue.Of<TFact>().Date(then));
}

/// <summary>What may precede what: the one table. What contradicts it is told, and nothing is computed from it.</summary>
internal static class FactOrder
{
    private static readonly ImmutableArray<ImmutableArray<Precedence>> ByThen;

    private static readonly ImmutableArray<ImmutableArray<DateOrder>> DatesByType;

    static FactOrder()
    {
        ByThen = [.. FactCatalogue.All.Select(type => Table.Where(entry => entry.Then.Type == type).ToImmutableArray())];
        DatesByType = [.. FactCatalogue.All.Select(type => Dates.Where(entry => entry.Type == type).ToImmutableArray())];
    }

    /// <summary>Events of one request, review, re-assessment or appeal, or of the case itself.</summary>
    internal static ImmutableArray<Precedence> Table { get; } =
    [
        .. Before(Of<RequestReceived>(), Of<AssessmentDecided>(), Of<IssueDecided>(), Of<DraftPlanServed>(), Of<FinalPlanSent>(), Of<RequestClosed>()),
        .. Before(Of<AssessmentDecided>().With(AssessmentDecision.Assess), Of<IssueDecided>(), Of<DraftPlanServed>(), Of<FinalPlanSent>()),
        .. Before(Of<IssueDecided>().With(IssueDecision.Issue), Of<FinalPlanSent>()),
        .. Before(Of<DraftPlanServed>(), Of<FinalPlanSent>()),
        new(Of<AdviceRequested>(), Of<AdviceReceived>(), SameItem: true),
        new(Of<ConsultationSent>(), Of<ConsultationAnswered>(), SameItem: true),
        .. Before(Of<ReviewNoticeSent>(), Of<ReviewMeetingHeld>()),
        .. Before(Of<ReviewMeetingHeld>(), Of<ReviewReportSent>(), Of<ReviewDecided>(), Of<AmendmentNoticeSent>(), Of<AmendedPlanSent>()),
        .. Before(Of<ReviewDecided>().With(ReviewDecision.Amend), Of<AmendedPlanSent>()),
        .. Before(Of<AmendmentNoticeSent>(), Of<AmendedPlanSent>()),
        .. Before(Of<ReassessmentRequested>(), Of<ReassessmentDecided>()),
        .. Before(Of<ReassessmentDecided>().With(AssessmentDecision.Assess), Of<AmendmentRefused>()),
        .. Before(Of<MediationRequested>(), Of<MediationHeld>(), Of<MediationEnded>(), Of<MediationAgreed>(), Of<MediationCertificateIssued>()),
        .. Before(Of<MediationHeld>(), Of<MediationEnded>(), Of<MediationAgreed>()),
        .. Before(Of<MediationDeclined>(), Of<MediationCertificateIssued>()),
        .. Before(Of<MediationEnded>(), Of<MediationCertificateIssued>()),
        .. Before(Of<MediationAgreed>(), Of<AgreementPerformed>()),
        .. Before(Of<AppealReceived>(), Of<AppealResponseSent>(), Of<AppealUnopposed>(), Of<TribunalOrdered>(), Of<AppealEnded>()),
        .. Before(Of<TribunalOrdered>(), Of<DecisionReconsidered>()),
        new(Of<RecommendationsMade>(), Of<RecommendationsAnswered>(), SameItem: true),
        .. Before(Of<CommissioningBodyChanged>(), Of<CommissioningBodyNotified>()),
    ];

    /// <summary>Dates of one event.</summary>
    internal static ImmutableArray<DateOrder> Dates { get; } =
    [
        DateOrder.Of<FinalPlanSent>(nameof(FinalPlanSent.SignedOn), nameof(FinalPlanSent.SentOn)),
        DateOrder.Of<AppealReceived>(nameof(AppealReceived.LodgedOn), nameof(AppealReceived.ReceivedOn)),
        DateOrder.Of<PlanHeld>(nameof(PlanHeld.MadeOn), nameof(PlanHeld.HeldOn)),
        DateOrder.Of<PlanHeld>(nameof(PlanHeld.LastReviewedOn), nameof(PlanHeld.HeldOn)),
        DateOrder.Of<PlanHeld>(nameof(PlanHeld.MadeOn), nameof(PlanHeld.LastReviewedOn)),
        DateOrder.Of<PlanTransferredIn>(nameof(PlanTransferredIn.OriginalPlanOn), nameof(PlanTransferredIn.TransferredOn)),
        DateOrder.Of<PlanTransferredIn>(nameof(PlanTransferredIn.OriginalPlanOn), nameof(PlanTransferredIn.LastReviewedOn)),
        DateOrder.Of<PlanTransferredIn>(nameof(PlanTransferredIn.LastReviewedOn), nameof(PlanTransferredIn.TransferredOn)),
    ];

    /// <summary>What nothing of a plan can come before: the first plan of the case.</summary>
    internal static ImmutableArray<FactMatch> AfterThePlan { get; } = [Of<AmendedPlanSent>(), Of<PlanCeased>(), Of<ReviewMeetingHeld>(), Of<ReviewDecided>()];

    /// <summary>What cannot follow a refusal that nothing reversed, within its request.</summary>
    internal static ImmutableArray<Precedence> NotAfterARefusal { get; } =
    [
        .. Before(Of<AssessmentDecided>().With(AssessmentDecision.Refuse), Of<IssueDecided>(), Of<DraftPlanServed>(), Of<FinalPlanSent>()),
        .. Before(Of<IssueDecided>().With(IssueDecision.NotIssue), Of<DraftPlanServed>(), Of<FinalPlanSent>()),
    ];

    internal static ImmutableArray<Precedence> Preceding(FactType type) => ByThen[type.Order];

    internal static ImmutableArray<DateOrder> DatesOf(FactType type) => DatesByType[type.Order];

    private static IEnumerable<Precedence> Before(FactMatch first, params FactMatch[] then) => then.Select(match => new Precedence(first, match));
}
