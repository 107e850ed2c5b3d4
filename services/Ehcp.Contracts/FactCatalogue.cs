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
        new FactType<RequestReceived>("request-received")
        {
            { "receivedOn", FieldRule.FirstDay, fact => fact.ReceivedOn },
            { "route", FieldRule.OneOf("request", "became-responsible", "detained").Optional, fact => fact.Route },
            { "requestedBy", FieldRule.OneOf("parent-or-young-person", "school", "health", "social-care", "other").Optional, fact => fact.RequestedBy },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<AssessmentDecided>("assessment-decided")
        {
            { "decision", FieldRule.OneOf("assess", "refuse"), fact => fact.Decision },
            { "notifiedOn", FieldRule.PastDate, fact => fact.NotifiedOn },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<AdviceRequested>("advice-requested")
        {
            { "adviceId", FieldRule.Id, fact => fact.AdviceId },
            { "adviceType", FieldRule.OneOf("educational-psychology", "school", "health", "social-care", "parent", "other"), fact => fact.AdviceType },
            { "requestedOn", FieldRule.PastDate, fact => fact.RequestedOn },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<AdviceReceived>("advice-received")
        {
            { "adviceId", FieldRule.Id, fact => fact.AdviceId },
            { "adviceType", FieldRule.OneOf("educational-psychology", "school", "health", "social-care", "parent", "other"), fact => fact.AdviceType },
            { "receivedOn", FieldRule.PastDate, fact => fact.ReceivedOn },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<IssueDecided>("issue-decided")
        {
            { "decision", FieldRule.OneOf("issue", "not-issue"), fact => fact.Decision },
            { "notifiedOn", FieldRule.PastDate, fact => fact.NotifiedOn },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<DraftPlanServed>("draft-plan-served")
        {
            { "servedOn", FieldRule.PastDate, fact => fact.ServedOn },
            { "service", FieldRule.OneOf("email", "post-first-class", "post-second-class", "hand").Optional, fact => fact.Service },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<ConsultationSent>("consultation-sent")
        {
            { "consultationId", FieldRule.Id, fact => fact.ConsultationId },
            { "sentOn", FieldRule.PastDate, fact => fact.SentOn },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<ConsultationAnswered>("consultation-answered")
        {
            { "consultationId", FieldRule.Id, fact => fact.ConsultationId },
            { "answeredOn", FieldRule.PastDate, fact => fact.AnsweredOn },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<FinalPlanSent>("final-plan-sent")
        {
            { "sentOn", FieldRule.PastDate, fact => fact.SentOn },
            { "signedOn", FieldRule.PastDate.Optional, fact => fact.SignedOn },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<RequestClosed>("request-closed")
        {
            { "closedOn", FieldRule.PastDate, fact => fact.ClosedOn },
            { "reason", FieldRule.OneOf("withdrawn", "moved-away", "left-education", "deceased", "other"), fact => fact.Reason },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<ExemptionClaimed>("exemption-claimed")
        {
            { "exemptionId", FieldRule.Id, fact => fact.ExemptionId },
            { "ground", FieldRule.OneOf("school-closed", "early-years-closed", "exceptional-circumstances", "absent-from-area", "appointment-missed", "coronavirus"), fact => fact.Ground },
            { "milestones", FieldRule.SomeOf(Codes.Milestones), fact => fact.Milestones },
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
        new FactType<ExemptionWithdrawn>("exemption-withdrawn")
        {
            { "exemptionId", FieldRule.Id, fact => fact.ExemptionId },
            { "requestId", FieldRule.Id.Optional, fact => fact.RequestId },
        },
        new FactType<DecisionReversed>("decision-reversed")
        {
            { "reversed", FieldRule.OneOf(Codes.AppealableDecisions), fact => fact.Reversed },
            { "by", FieldRule.OneOf("tribunal-order", "consent-order", "mediation-agreement", "unopposed-appeal", "conceded").Optional, fact => fact.By },
            { "effectiveOn", FieldRule.PastDate, fact => fact.EffectiveOn },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<TribunalOrdered>("tribunal-ordered")
        {
            { "order", FieldRule.OneOf("assess", "reassess", "make-plan", "amend-contents", "amend-placement", "reconsider", "continue", "continue-and-amend", "dismiss-cease"), fact => fact.Order },
            { "orderedOn", FieldRule.PastDate, fact => fact.OrderedOn },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<MediationRequested>("mediation-requested")
        {
            { "requestedOn", FieldRule.PastDate, fact => fact.RequestedOn },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<MediationAgreed>("mediation-agreed")
        {
            { "agreedOn", FieldRule.PastDate, fact => fact.AgreedOn },
            { "about", FieldRule.OneOf([.. Codes.AppealableDecisions, "other"]), fact => fact.About },
            { "periodAgreedTo", FieldRule.FutureDate.Optional, fact => fact.PeriodAgreedTo },
            { "agreedWith", FieldRule.OneOf("authority", "commissioning-body").Optional, fact => fact.AgreedWith },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<MediationCertificateIssued>("mediation-certificate-issued")
        {
            { "issuedOn", FieldRule.PastDate, fact => fact.IssuedOn },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<AppealReceived>("appeal-received")
        {
            { "receivedOn", FieldRule.PastDate, fact => fact.ReceivedOn },
            { "against", FieldRule.OneOf(Codes.AppealableDecisions), fact => fact.Against },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<AppealUnopposed>("appeal-unopposed")
        {
            { "notifiedOn", FieldRule.PastDate, fact => fact.NotifiedOn },
            { "against", FieldRule.OneOf(Codes.AppealableDecisions), fact => fact.Against },
            { "appealId", FieldRule.Id.Optional, fact => fact.AppealId },
        },
        new FactType<ReviewMeetingHeld>("review-meeting-held")
        {
            { "heldOn", FieldRule.PastDate, fact => fact.HeldOn },
            { "reviewId", FieldRule.Id.Optional, fact => fact.ReviewId },
        },
        new FactType<ReviewReportSent>("review-report-sent")
        {
            { "sentOn", FieldRule.PastDate, fact => fact.SentOn },
            { "reviewId", FieldRule.Id.Optional, fact => fact.ReviewId },
        },
        new FactType<ReviewDecided>("review-decided")
        {
            { "decision", FieldRule.OneOf("maintain", "amend", "cease"), fact => fact.Decision },
            { "notifiedOn", FieldRule.PastDate, fact => fact.NotifiedOn },
            { "reviewId", FieldRule.Id.Optional, fact => fact.ReviewId },
        },
        new FactType<AmendmentNoticeSent>("amendment-notice-sent")
        {
            { "sentOn", FieldRule.PastDate, fact => fact.SentOn },
            { "reviewId", FieldRule.Id.Optional, fact => fact.ReviewId },
        },
        new FactType<AmendedPlanSent>("amended-plan-sent")
        {
            { "sentOn", FieldRule.PastDate, fact => fact.SentOn },
            { "reviewId", FieldRule.Id.Optional, fact => fact.ReviewId },
        },
        new FactType<PlanCeased>("plan-ceased")
        {
            { "ceasedOn", FieldRule.PastDate, fact => fact.CeasedOn },
            { "reason", FieldRule.OneOf("1", "2", "3", "4", "5", "6", "7", "8", "9"), fact => fact.Reason },
        },
        new FactType<ReassessmentRequested>("reassessment-requested")
        {
            { "receivedOn", FieldRule.FirstDay, fact => fact.ReceivedOn },
            { "reassessmentId", FieldRule.Id.Optional, fact => fact.ReassessmentId },
        },
        new FactType<ReassessmentDecided>("reassessment-decided")
        {
            { "decision", FieldRule.OneOf("assess", "refuse"), fact => fact.Decision },
            { "notifiedOn", FieldRule.PastDate, fact => fact.NotifiedOn },
            { "reassessmentId", FieldRule.Id.Optional, fact => fact.ReassessmentId },
        },
        new FactType<MoveNotified>("move-notified")
        {
            { "awareOn", FieldRule.PastDate, fact => fact.AwareOn },
            { "movesOn", FieldRule.FutureDate, fact => fact.MovesOn },
        },
        new FactType<PlanTransferredIn>("plan-transferred-in")
        {
            { "transferredOn", FieldRule.FutureDate with { IsBeginning = true }, fact => fact.TransferredOn },
            { "oldAuthority", FieldRule.Authority, fact => fact.OldAuthority },
            { "originalPlanOn", FieldRule.PastDate.Optional, fact => fact.OriginalPlanOn },
            { "lastReviewedOn", FieldRule.PastDate.Optional, fact => fact.LastReviewedOn },
        },
        new FactType<PhaseTransferDue>("phase-transfer-due")
        {
            { "year", FieldRule.Year, fact => fact.Year },
            { "phase", FieldRule.OneOf("secondary-to-post-16", "post-16", "other"), fact => fact.Phase },
            { "transferOn", FieldRule.FutureDate.Optional, fact => fact.TransferOn },
        },
        new FactType<CaseAssigned>("case-assigned")
        {
            { "caseOfficer", FieldRule.Email, fact => fact.CaseOfficer },
            { "deputy", FieldRule.Email.Optional, fact => fact.Deputy },
            { "team", FieldRule.Name, fact => fact.Team },
        },
        new FactType<CaseDescribed>("case-described")
        {
            { "area", FieldRule.Name.Optional, fact => fact.Area },
            { "primaryNeed", FieldRule.OneOf(Codes.Needs).Optional, fact => fact.PrimaryNeed },
            { "yearGroup", FieldRule.YearGroup.Optional, fact => fact.YearGroup },
            { "setting", FieldRule.Setting.Optional, fact => fact.Setting },
        },
        new FactType<EventRetracted>("event-retracted")
        {
            { "retractedId", FieldRule.Id, fact => fact.RetractedId },
            { "retractedSource", FieldRule.Source.Optional, fact => fact.RetractedSource },
            { "reason", FieldRule.OneOf("wrong-case", "wrong-value", "duplicate", "test", "other").Optional, fact => fact.Reason },
        },
    ];

    private static readonly FrozenDictionary<string, FactType> ByWireType = All.ToFrozenDictionary(type => type.WireType, StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, FactType> ByRecord = All.ToFrozenDictionary(type => type.Record);

    /// <summary>The type called <paramref name="wireType"/>, or null.</summary>
    /// <param name="wireType">CloudEvents <c>type</c>, e.g. <c>ehcp.request-received.v1</c>; case matters.</param>
    public static FactType? Find(string wireType) => ByWireType.GetValueOrDefault(wireType);

    /// <summary>The type that <paramref name="fact"/> is of.</summary>
    /// <param name="fact">Any fact.</param>
    public static FactType Of(Fact fact) => ByRecord[fact.GetType()];
}
