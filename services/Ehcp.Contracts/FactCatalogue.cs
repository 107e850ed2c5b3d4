using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Ehcp.Contracts;

/// <summary>
/// Every type of event with its fields and their rules, on one table: it validates what comes in, writes the JSON Schemas, and
/// names the values that the law reads. Beside these fields the data of every event holds <c>authority</c>.
/// </summary>
public static class FactCatalogue
{
    /// <summary>Every type, in the order of a case's life.</summary>
    public static ImmutableArray<FactType> All { get; } =
    [
        new FactType<RequestReceived>("request-received", ProcessKind.Request, fact => fact.RequestId, null, "receivedOn")
        {
            { "receivedOn", FieldRule.FirstDay, fact => fact.ReceivedOn },
            { "route", FieldRule.OneOf<RequestRoute>().Optional, fact => fact.Route },
            { "requestedBy", FieldRule.OneOf<Requester>().Optional, fact => fact.RequestedBy },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<AssessmentDecided>("assessment-decided", ProcessKind.Request, fact => fact.RequestId, null, "notifiedOn")
        {
            { "decision", FieldRule.OneOf<AssessmentDecision>(), fact => fact.Decision },
            { "notifiedOn", FieldRule.PastDate, fact => fact.NotifiedOn },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<AdviceRequested>("advice-requested", ProcessKind.Request, fact => fact.RequestId, fact => fact.AdviceId, "requestedOn")
        {
            { "adviceId", FieldRule.Id, fact => fact.AdviceId },
            { "adviceType", FieldRule.OneOf<AdviceType>(), fact => fact.AdviceType },
            { "requestedOn", FieldRule.PastDate, fact => fact.RequestedOn },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<AdviceReceived>("advice-received", ProcessKind.Request, fact => fact.RequestId, fact => fact.AdviceId, "receivedOn")
        {
            { "adviceId", FieldRule.Id, fact => fact.AdviceId },
            { "adviceType", FieldRule.OneOf<AdviceType>(), fact => fact.AdviceType },
            { "receivedOn", FieldRule.PastDate, fact => fact.ReceivedOn },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<IssueDecided>("issue-decided", ProcessKind.Request, fact => fact.RequestId, null, "notifiedOn")
        {
            { "decision", FieldRule.OneOf<IssueDecision>(), fact => fact.Decision },
            { "notifiedOn", FieldRule.PastDate, fact => fact.NotifiedOn },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<DraftPlanServed>("draft-plan-served", ProcessKind.Request, fact => fact.RequestId, null, "servedOn")
        {
            { "servedOn", FieldRule.PastDate, fact => fact.ServedOn },
            { "service", FieldRule.OneOf<ServiceMethod>().Optional, fact => fact.Service },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<ConsultationSent>("consultation-sent", ProcessKind.Request, fact => fact.RequestId, fact => fact.ConsultationId, "sentOn")
        {
            { "consultationId", FieldRule.Id, fact => fact.ConsultationId },
            { "sentOn", FieldRule.PastDate, fact => fact.SentOn },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<ConsultationAnswered>("consultation-answered", ProcessKind.Request, fact => fact.RequestId, fact => fact.ConsultationId, "answeredOn")
        {
            { "consultationId", FieldRule.Id, fact => fact.ConsultationId },
            { "answeredOn", FieldRule.PastDate, fact => fact.AnsweredOn },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<FinalPlanSent>("final-plan-sent", ProcessKind.Request, fact => fact.RequestId, null, "sentOn")
        {
            { "sentOn", FieldRule.PastDate, fact => fact.SentOn },
            { "signedOn", FieldRule.PastDate.Optional, fact => fact.SignedOn },
            { "phaseTransferYear", FieldRule.Year.Optional, fact => fact.PhaseTransferYear },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<RequestClosed>("request-closed", ProcessKind.Request, fact => fact.RequestId, null, "closedOn")
        {
            { "closedOn", FieldRule.PastDate, fact => fact.ClosedOn },
            { "reason", FieldRule.OneOf<ClosingReason>(), fact => fact.Reason },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<CustodyChanged>("custody-changed", ProcessKind.Request, fact => fact.RequestId, fact => fact.ChangeId, "changedOn")
        {
            { "changedOn", FieldRule.PastDate, fact => fact.ChangedOn },
            { "custody", FieldRule.OneOf<Custody>(), fact => fact.Custody },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
            { "changeId", FieldRule.Id.Optional, fact => fact.ChangeId },
        },
        new FactType<ExemptionClaimed>("exemption-claimed", ProcessKind.Request, fact => fact.RequestId, fact => fact.ExemptionId)
        {
            { "exemptionId", FieldRule.Id, fact => fact.ExemptionId },
            { "ground", FieldRule.OneOf<Ground>(), fact => fact.Ground },
            { "milestones", FieldRule.SomeOf<Milestone>(), fact => fact.Milestones },
            { "adviceRequestedOn", FieldRule.PastDate.Optional, fact => fact.AdviceRequestedOn },
            { "closedFrom", FieldRule.FutureDate.Optional, fact => fact.ClosedFrom },
            { "reopensOn", FieldRule.FutureDate.Optional, fact => fact.ReopensOn },
            { "absentFrom", FieldRule.FutureDate.Optional, fact => fact.AbsentFrom },
            { "absentTo", FieldRule.FutureDate.Optional, fact => fact.AbsentTo },
            { "decidedOn", FieldRule.PastDate.Optional, fact => fact.DecidedOn },
            { "familyToldOn", FieldRule.PastDate.Optional, fact => fact.FamilyToldOn },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
            { "reviewId", FieldRule.Id.Optional, fact => fact.ReviewId },
            { "reassessmentId", FieldRule.Id.Optional, fact => fact.ReassessmentId },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<ExemptionWithdrawn>("exemption-withdrawn", ProcessKind.Request, fact => fact.RequestId, fact => fact.ExemptionId)
        {
            { "exemptionId", FieldRule.Id, fact => fact.ExemptionId },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<DecisionReversed>("decision-reversed", ProcessKind.Appeal, fact => fact.AppealId, null, "effectiveOn", "directedTo")
        {
            { "reversed", FieldRule.OneOf(Codes.AppealableDecisions), fact => fact.Reversed },
            { "by", FieldRule.OneOf<ReversalRoute>().Optional, fact => fact.By },
            { "effectiveOn", FieldRule.PastDate, fact => fact.EffectiveOn },
            { "directedTo", FieldRule.FutureDate.Optional, fact => fact.DirectedTo },
            { "directedFor", FieldRule.OneOf<DirectedStep>().Optional, fact => fact.DirectedFor },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<TribunalOrdered>("tribunal-ordered", ProcessKind.Appeal, fact => fact.AppealId, null, "orderedOn", "directedTo")
        {
            { "order", FieldRule.OneOf<TribunalOrder>(), fact => fact.Order },
            { "orderedOn", FieldRule.PastDate, fact => fact.OrderedOn },
            { "directedTo", FieldRule.FutureDate.Optional, fact => fact.DirectedTo },
            { "directedFor", FieldRule.OneOf<DirectedStep>().Optional, fact => fact.DirectedFor },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<DecisionReconsidered>("decision-reconsidered", ProcessKind.Appeal, fact => fact.AppealId, null, "notifiedOn")
        {
            { "notifiedOn", FieldRule.PastDate, fact => fact.NotifiedOn },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<MediationRequested>("mediation-requested", ProcessKind.Appeal, fact => fact.AppealId, null, "requestedOn")
        {
            { "requestedOn", FieldRule.PastDate, fact => fact.RequestedOn },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<MediationHeld>("mediation-held", ProcessKind.Appeal, fact => fact.AppealId, null, "heldOn")
        {
            { "heldOn", FieldRule.PastDate, fact => fact.HeldOn },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<MediationEnded>("mediation-ended", ProcessKind.Appeal, fact => fact.AppealId, null, "endedOn")
        {
            { "endedOn", FieldRule.PastDate, fact => fact.EndedOn },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<MediationDeclined>("mediation-declined", ProcessKind.Appeal, fact => fact.AppealId, null, "toldOn")
        {
            { "toldOn", FieldRule.PastDate, fact => fact.ToldOn },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<MediationAgreed>("mediation-agreed", ProcessKind.Appeal, fact => fact.AppealId, null, "agreedOn", "periodAgreedTo")
        {
            { "agreedOn", FieldRule.PastDate, fact => fact.AgreedOn },
            { "about", FieldRule.OneOf<DisputedDecision>(), fact => fact.About },
            { "periodAgreedTo", FieldRule.FutureDate.Optional, fact => fact.PeriodAgreedTo },
            { "agreedWith", FieldRule.OneOf<AgreementParty>().Optional, fact => fact.AgreedWith },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<AgreementPerformed>("agreement-performed", ProcessKind.Appeal, fact => fact.AppealId, null, "performedOn")
        {
            { "performedOn", FieldRule.PastDate, fact => fact.PerformedOn },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<MediationCertificateIssued>("mediation-certificate-issued", ProcessKind.Appeal, fact => fact.AppealId, null, "issuedOn")
        {
            { "issuedOn", FieldRule.PastDate, fact => fact.IssuedOn },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<AppealReceived>("appeal-received", ProcessKind.Appeal, fact => fact.AppealId, null, "receivedOn", "lodgedOn")
        {
            { "receivedOn", FieldRule.PastDate, fact => fact.ReceivedOn },
            { "against", FieldRule.OneOf(Codes.AppealableDecisions), fact => fact.Against },
            { "lodgedOn", FieldRule.PastDate.Optional, fact => fact.LodgedOn },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<AppealResponseSent>("appeal-response-sent", ProcessKind.Appeal, fact => fact.AppealId, null, "sentOn")
        {
            { "sentOn", FieldRule.PastDate, fact => fact.SentOn },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<AppealUnopposed>("appeal-unopposed", ProcessKind.Appeal, fact => fact.AppealId, null, "notifiedOn")
        {
            { "notifiedOn", FieldRule.PastDate, fact => fact.NotifiedOn },
            { "against", FieldRule.OneOf(Codes.AppealableDecisions), fact => fact.Against },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<AppealEnded>("appeal-ended", ProcessKind.Appeal, fact => fact.AppealId, null, "endedOn")
        {
            { "endedOn", FieldRule.PastDate, fact => fact.EndedOn },
            { "how", FieldRule.OneOf<AppealEnding>(), fact => fact.How },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<RecommendationsMade>("recommendations-made", ProcessKind.Appeal, fact => fact.AppealId, fact =>
            Code.OrNull<RecommendedCare>(fact.About), "madeOn")
        {
            { "madeOn", FieldRule.PastDate, fact => fact.MadeOn },
            { "about", FieldRule.OneOf<RecommendedCare>(), fact => fact.About },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<RecommendationsAnswered>("recommendations-answered", ProcessKind.Appeal, fact => fact.AppealId, fact =>
            Code.OrNull<RecommendedCare>(fact.About), "answeredOn")
        {
            { "answeredOn", FieldRule.PastDate, fact => fact.AnsweredOn },
            { "about", FieldRule.OneOf<RecommendedCare>(), fact => fact.About },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<ReviewNoticeSent>("review-notice-sent", ProcessKind.Review, fact => fact.ReviewId, null, "sentOn")
        {
            { "sentOn", FieldRule.PastDate, fact => fact.SentOn },
            { "reviewId", FieldRule.Id.Optional, fact => fact.ReviewId },
        },
        new FactType<ReviewMeetingHeld>("review-meeting-held", ProcessKind.Review, fact => fact.ReviewId, null, "heldOn")
        {
            { "heldOn", FieldRule.PastDate, fact => fact.HeldOn },
            { "reviewId", FieldRule.Id.Optional, fact => fact.ReviewId },
        },
        new FactType<ReviewReportSent>("review-report-sent", ProcessKind.Review, fact => fact.ReviewId, null, "sentOn")
        {
            { "sentOn", FieldRule.PastDate, fact => fact.SentOn },
            { "reviewId", FieldRule.Id.Optional, fact => fact.ReviewId },
        },
        new FactType<ReviewDecided>("review-decided", ProcessKind.Review, fact => fact.ReviewId, null, "notifiedOn")
        {
            { "decision", FieldRule.OneOf<ReviewDecision>(), fact => fact.Decision },
            { "notifiedOn", FieldRule.PastDate, fact => fact.NotifiedOn },
            { "phaseTransferYear", FieldRule.Year.Optional, fact => fact.PhaseTransferYear },
            { "reviewId", FieldRule.Id.Optional, fact => fact.ReviewId },
        },
        new FactType<AmendmentNoticeSent>("amendment-notice-sent", ProcessKind.Review, fact => fact.ReviewId, null, "sentOn")
        {
            { "sentOn", FieldRule.PastDate, fact => fact.SentOn },
            { "reviewId", FieldRule.Id.Optional, fact => fact.ReviewId },
        },
        new FactType<AmendedPlanSent>("amended-plan-sent", ProcessKind.Review, fact => fact.ReviewId, null, "sentOn")
        {
            { "sentOn", FieldRule.PastDate, fact => fact.SentOn },
            { "phaseTransferYear", FieldRule.Year.Optional, fact => fact.PhaseTransferYear },
            { "reviewId", FieldRule.Id.Optional, fact => fact.ReviewId },
        },
        new FactType<PlanHeld>("plan-held", ProcessKind.Case, null, null, "heldOn", "madeOn", "lastReviewedOn")
        {
            { "heldOn", FieldRule.PastDate, fact => fact.HeldOn },
            { "madeOn", FieldRule.PastDate.Optional, fact => fact.MadeOn },
            { "lastReviewedOn", FieldRule.PastDate.Optional, fact => fact.LastReviewedOn },
        },
        new FactType<PlanCeased>("plan-ceased", ProcessKind.Case, null, null, "ceasedOn")
        {
            { "ceasedOn", FieldRule.PastDate, fact => fact.CeasedOn },
            { "reason", FieldRule.OneOf<CeaseReason>(), fact => fact.Reason },
        },
        new FactType<ReassessmentRequested>("reassessment-requested", ProcessKind.Reassessment, fact => fact.ReassessmentId, null, "receivedOn")
        {
            { "receivedOn", FieldRule.FirstDay, fact => fact.ReceivedOn },
            { "reassessmentId", FieldRule.Id.Optional, fact => fact.ReassessmentId },
        },
        new FactType<ReassessmentDecided>("reassessment-decided", ProcessKind.Reassessment, fact => fact.ReassessmentId, null, "notifiedOn")
        {
            { "decision", FieldRule.OneOf<AssessmentDecision>(), fact => fact.Decision },
            { "notifiedOn", FieldRule.PastDate, fact => fact.NotifiedOn },
            { "reassessmentId", FieldRule.Id.Optional, fact => fact.ReassessmentId },
        },
        new FactType<AmendmentRefused>("amendment-refused", ProcessKind.Reassessment, fact => fact.ReassessmentId, null, "notifiedOn")
        {
            { "notifiedOn", FieldRule.PastDate, fact => fact.NotifiedOn },
            { "reassessmentId", FieldRule.Id.Optional, fact => fact.ReassessmentId },
        },
        new FactType<MoveNotified>("move-notified", ProcessKind.Case, null, null, "awareOn", "movesOn")
        {
            { "awareOn", FieldRule.PastDate, fact => fact.AwareOn },
            { "movesOn", FieldRule.FutureDate, fact => fact.MovesOn },
            { "destination", FieldRule.OneOf<Destination>().Optional, fact => fact.Destination },
        },
        new FactType<PlanTransferredIn>("plan-transferred-in", ProcessKind.Case, null, null, "transferredOn", "originalPlanOn", "lastReviewedOn")
        {
            { "transferredOn", FieldRule.FutureDate with { IsBeginning = true }, fact => fact.TransferredOn },
            { "oldAuthority", FieldRule.Authority, fact => fact.OldAuthority },
            { "originalPlanOn", FieldRule.PastDate.Optional, fact => fact.OriginalPlanOn },
            { "lastReviewedOn", FieldRule.PastDate.Optional, fact => fact.LastReviewedOn },
        },
        new FactType<TransferNoticeSent>("transfer-notice-sent", ProcessKind.Case, null, null, "sentOn")
        {
            { "sentOn", FieldRule.PastDate, fact => fact.SentOn },
        },
        new FactType<CommissioningBodyChanged>("commissioning-body-changed", ProcessKind.Case, null, null, "awareOn")
        {
            { "awareOn", FieldRule.PastDate, fact => fact.AwareOn },
        },
        new FactType<CommissioningBodyNotified>("commissioning-body-notified", ProcessKind.Case, null, null, "notifiedOn")
        {
            { "notifiedOn", FieldRule.PastDate, fact => fact.NotifiedOn },
        },
        new FactType<PhaseTransferDue>("phase-transfer-due", ProcessKind.Case, null, null, "transferOn")
        {
            { "year", FieldRule.Year, fact => fact.Year },
            { "phase", FieldRule.OneOf<TransferPhase>(), fact => fact.Phase },
            { "transferOn", FieldRule.FutureDate.Optional, fact => fact.TransferOn },
        },
        new FactType<TermStarts>("term-starts", ProcessKind.Case, null, fact => fact.TermId, "startsOn")
        {
            { "startsOn", FieldRule.FutureDate, fact => fact.StartsOn },
            { "termId", FieldRule.Id.Optional, fact => fact.TermId },
        },
        new FactType<TermReviewsListed>("term-reviews-listed", ProcessKind.Case, null, fact => fact.TermId, "sentOn")
        {
            { "sentOn", FieldRule.PastDate, fact => fact.SentOn },
            { "termId", FieldRule.Id.Optional, fact => fact.TermId },
        },
        new FactType<CaseAssigned>("case-assigned", ProcessKind.Case)
        {
            { "caseOfficer", FieldRule.Email, fact => fact.CaseOfficer },
            { "deputy", FieldRule.Email.Optional, fact => fact.Deputy },
            { "team", FieldRule.Name, fact => fact.Team },
        },
        new FactType<CaseDescribed>("case-described", ProcessKind.Case)
        {
            { "area", FieldRule.Name.Optional, fact => fact.Area },
            { "primaryNeed", FieldRule.OneOf(Codes.Needs).Optional, fact => fact.PrimaryNeed },
            { "yearGroup", FieldRule.YearGroup.Optional, fact => fact.YearGroup },
            { "setting", FieldRule.Setting.Optional, fact => fact.Setting },
        },
        new FactType<EventRetracted>("event-retracted", ProcessKind.Case)
        {
            { "retractedId", FieldRule.Id, fact => fact.RetractedId },
            { "retractedSource", FieldRule.Source.Optional, fact => fact.RetractedSource },
            { "reason", FieldRule.OneOf<RetractionReason>().Optional, fact => fact.Reason },
        },
        new FactType<CasePassedOn>("case-passed-on", ProcessKind.Case, null, null, "heldTo")
        {
            { "heldTo", FieldRule.PastDate, fact => fact.HeldTo },
            { "successor", FieldRule.Successor, fact => fact.Successor },
            { "successorReference", FieldRule.CaseReference.Optional, fact => fact.SuccessorReference },
        },
    ];

    private static readonly FrozenDictionary<string, FactType> ByWireType = Ordered().ToFrozenDictionary(type => type.WireType, StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, FactType> ByRecord = All.ToFrozenDictionary(type => type.Record);

    /// <summary>The type called <paramref name="wireType"/>, or null.</summary>
    /// <param name="wireType">CloudEvents <c>type</c>, e.g. <c>ehcp.request-received.v1</c>; case matters.</param>
    public static FactType? Find(string wireType) => ByWireType.GetValueOrDefault(wireType);

    /// <summary>The type that is held by <typeparamref name="TFact"/>.</summary>
    /// <typeparam name="TFact">The record of a type.</typeparam>
    public static FactType Of<TFact>()
        where TFact : Fact => ByRecord[typeof(TFact)];

    /// <summary>The type that <paramref name="fact"/> is of.</summary>
    /// <param name="fact">Any fact.</param>
    public static FactType Of(Fact fact) => ByRecord[fact.GetType()];

    private static ImmutableArray<FactType> Ordered()
    {
        for (var at = 0; at < All.Length; at++)
        {
            All[at].Order = at;
        }

        return All;
    }
}
