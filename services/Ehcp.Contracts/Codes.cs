using System.Collections.Immutable;

namespace Ehcp.Contracts;

/// <summary>Code lists that more than one field uses.</summary>
public static class Codes
{
    /// <summary>Decisions that can be appealed against, and so reversed.</summary>
    public static ImmutableArray<string> AppealableDecisions { get; } =
        ["refusal-to-assess", "refusal-to-issue", "refusal-to-reassess", "contents", "placement", "cease"];

    /// <summary>Milestones an exemption can be claimed for; whether the law allows it is another matter.</summary>
    public static ImmutableArray<string> Milestones { get; } =
    [
        "decision-to-assess", "advice", "refusal-to-issue", "final-plan", "representations", "consultation",
        "annual-review", "review-notice", "review-report", "review-decision", "amended-plan-after-review", "amendment-representations", "amended-plan",
        "reassessment-decision", "reassessed-plan", "phase-transfer", "reviews-of-term", "keep-plan",
        "plan-transfer", "transfer-notice", "review-after-transfer", "commissioning-body",
        "mediation-contact", "appeal", "mediation", "mediation-certificate", "appeal-response",
        "assessment-notice-after-reversal", "refusal-to-issue-after-reversal", "final-plan-after-reversal", "draft-plan-after-reversal",
        "amended-plan-after-reversal", "continue-plan", "reconsideration", "cease-plan", "agreement", "agreement-told",
    ];

    /// <summary>SEN2 SENtype codes.</summary>
    public static ImmutableArray<string> Needs { get; } =
        ["SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "DS", "OTH"];
}
