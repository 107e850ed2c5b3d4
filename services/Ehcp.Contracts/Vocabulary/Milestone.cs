using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>What must be done, or may be done, by a last day.</summary>
[JsonConverter(typeof(CodeConverter<Milestone>))]
public enum Milestone
{
    /// <summary>Whether there will be an assessment.</summary>
    [JsonStringEnumMemberName("decision-to-assess")]
    DecisionToAssess = 1,

    /// <summary>Advice that the authority asked for.</summary>
    [JsonStringEnumMemberName("advice")]
    Advice,

    /// <summary>A decision not to issue a plan.</summary>
    [JsonStringEnumMemberName("refusal-to-issue")]
    RefusalToIssue,

    /// <summary>The final plan.</summary>
    [JsonStringEnumMemberName("final-plan")]
    FinalPlan,

    /// <summary>The family's days on the draft plan.</summary>
    [JsonStringEnumMemberName("representations")]
    Representations,

    /// <summary>An institution's answer on being named.</summary>
    [JsonStringEnumMemberName("consultation")]
    Consultation,

    /// <summary>The next review of the plan.</summary>
    [JsonStringEnumMemberName("annual-review")]
    AnnualReview,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("review-notice")]
    ReviewNotice,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("review-report")]
    ReviewReport,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("review-decision")]
    ReviewDecision,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("amended-plan-after-review")]
    AmendedPlanAfterReview,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("amendment-representations")]
    AmendmentRepresentations,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("amended-plan")]
    AmendedPlan,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("reassessment-decision")]
    ReassessmentDecision,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("reassessed-plan")]
    ReassessedPlan,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("phase-transfer")]
    PhaseTransfer,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("reviews-of-term")]
    ReviewsOfTerm,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("keep-plan")]
    KeepPlan,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("plan-transfer")]
    PlanTransfer,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("transfer-notice")]
    TransferNotice,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("review-after-transfer")]
    ReviewAfterTransfer,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("commissioning-body")]
    CommissioningBody,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("mediation-contact")]
    MediationContact,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("appeal")]
    Appeal,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("mediation")]
    Mediation,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("mediation-certificate")]
    MediationCertificate,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("appeal-response")]
    AppealResponse,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("assessment-notice-after-reversal")]
    AssessmentNoticeAfterReversal,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("refusal-to-issue-after-reversal")]
    RefusalToIssueAfterReversal,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("final-plan-after-reversal")]
    FinalPlanAfterReversal,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("draft-plan-after-reversal")]
    DraftPlanAfterReversal,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("amended-plan-after-reversal")]
    AmendedPlanAfterReversal,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("continue-plan")]
    ContinuePlan,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("reconsideration")]
    Reconsideration,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("cease-plan")]
    CeasePlan,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("agreement")]
    Agreement,

    /// <summary>See the statutory timetable.</summary>
    [JsonStringEnumMemberName("agreement-told")]
    AgreementTold,

    /// <summary>A review of the plan of a child under five.</summary>
    [JsonStringEnumMemberName("under-fives-review")]
    UnderFivesReview,

    /// <summary>The answer to recommendations of the tribunal on health or social care.</summary>
    [JsonStringEnumMemberName("recommendations-answer")]
    RecommendationsAnswer,
}
