using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>
/// Something that happened in a case. A closed set: the files of the folder Facts are the catalogue of events, and
/// <see cref="FactCatalogue"/> is the table of their fields. Wire names never change; a new property is optional.
/// No fact has room for a child's name, date of birth, address or UPN.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RequestReceived), "ehcp.request-received.v1")]
[JsonDerivedType(typeof(AssessmentDecided), "ehcp.assessment-decided.v1")]
[JsonDerivedType(typeof(AdviceRequested), "ehcp.advice-requested.v1")]
[JsonDerivedType(typeof(AdviceReceived), "ehcp.advice-received.v1")]
[JsonDerivedType(typeof(IssueDecided), "ehcp.issue-decided.v1")]
[JsonDerivedType(typeof(DraftPlanServed), "ehcp.draft-plan-served.v1")]
[JsonDerivedType(typeof(ConsultationSent), "ehcp.consultation-sent.v1")]
[JsonDerivedType(typeof(ConsultationAnswered), "ehcp.consultation-answered.v1")]
[JsonDerivedType(typeof(FinalPlanSent), "ehcp.final-plan-sent.v1")]
[JsonDerivedType(typeof(RequestClosed), "ehcp.request-closed.v1")]
[JsonDerivedType(typeof(CustodyChanged), "ehcp.custody-changed.v1")]
[JsonDerivedType(typeof(ExemptionClaimed), "ehcp.exemption-claimed.v1")]
[JsonDerivedType(typeof(ExemptionWithdrawn), "ehcp.exemption-withdrawn.v1")]
[JsonDerivedType(typeof(DecisionReversed), "ehcp.decision-reversed.v1")]
[JsonDerivedType(typeof(TribunalOrdered), "ehcp.tribunal-ordered.v1")]
[JsonDerivedType(typeof(DecisionReconsidered), "ehcp.decision-reconsidered.v1")]
[JsonDerivedType(typeof(MediationRequested), "ehcp.mediation-requested.v1")]
[JsonDerivedType(typeof(MediationHeld), "ehcp.mediation-held.v1")]
[JsonDerivedType(typeof(MediationEnded), "ehcp.mediation-ended.v1")]
[JsonDerivedType(typeof(MediationDeclined), "ehcp.mediation-declined.v1")]
[JsonDerivedType(typeof(MediationAgreed), "ehcp.mediation-agreed.v1")]
[JsonDerivedType(typeof(AgreementPerformed), "ehcp.agreement-performed.v1")]
[JsonDerivedType(typeof(MediationCertificateIssued), "ehcp.mediation-certificate-issued.v1")]
[JsonDerivedType(typeof(AppealReceived), "ehcp.appeal-received.v1")]
[JsonDerivedType(typeof(AppealResponseSent), "ehcp.appeal-response-sent.v1")]
[JsonDerivedType(typeof(AppealUnopposed), "ehcp.appeal-unopposed.v1")]
[JsonDerivedType(typeof(AppealEnded), "ehcp.appeal-ended.v1")]
[JsonDerivedType(typeof(RecommendationsMade), "ehcp.recommendations-made.v1")]
[JsonDerivedType(typeof(RecommendationsAnswered), "ehcp.recommendations-answered.v1")]
[JsonDerivedType(typeof(ReviewNoticeSent), "ehcp.review-notice-sent.v1")]
[JsonDerivedType(typeof(ReviewMeetingHeld), "ehcp.review-meeting-held.v1")]
[JsonDerivedType(typeof(ReviewReportSent), "ehcp.review-report-sent.v1")]
[JsonDerivedType(typeof(ReviewDecided), "ehcp.review-decided.v1")]
[JsonDerivedType(typeof(AmendmentNoticeSent), "ehcp.amendment-notice-sent.v1")]
[JsonDerivedType(typeof(AmendedPlanSent), "ehcp.amended-plan-sent.v1")]
[JsonDerivedType(typeof(PlanHeld), "ehcp.plan-held.v1")]
[JsonDerivedType(typeof(PlanCeased), "ehcp.plan-ceased.v1")]
[JsonDerivedType(typeof(ReassessmentRequested), "ehcp.reassessment-requested.v1")]
[JsonDerivedType(typeof(ReassessmentDecided), "ehcp.reassessment-decided.v1")]
[JsonDerivedType(typeof(AmendmentRefused), "ehcp.amendment-refused.v1")]
[JsonDerivedType(typeof(MoveNotified), "ehcp.move-notified.v1")]
[JsonDerivedType(typeof(PlanTransferredIn), "ehcp.plan-transferred-in.v1")]
[JsonDerivedType(typeof(TransferNoticeSent), "ehcp.transfer-notice-sent.v1")]
[JsonDerivedType(typeof(CommissioningBodyChanged), "ehcp.commissioning-body-changed.v1")]
[JsonDerivedType(typeof(CommissioningBodyNotified), "ehcp.commissioning-body-notified.v1")]
[JsonDerivedType(typeof(PhaseTransferDue), "ehcp.phase-transfer-due.v1")]
[JsonDerivedType(typeof(TermStarts), "ehcp.term-starts.v1")]
[JsonDerivedType(typeof(TermReviewsListed), "ehcp.term-reviews-listed.v1")]
[JsonDerivedType(typeof(CaseAssigned), "ehcp.case-assigned.v1")]
[JsonDerivedType(typeof(CaseDescribed), "ehcp.case-described.v1")]
[JsonDerivedType(typeof(EventRetracted), "ehcp.event-retracted.v1")]
[JsonDerivedType(typeof(CasePassedOn), "ehcp.case-passed-on.v1")]
public abstract record Fact
{
    private protected Fact()
    {
    }
}
