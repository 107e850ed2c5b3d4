namespace Ehcp.Contracts;

/// <summary>The authority claims that a limit does not apply. It never moves a date. Regs 5(4), 8(2), 10(4), 13(3), 27(3), 44(3).</summary>
/// <param name="ExemptionId">This claim within the request.</param>
/// <param name="Ground">The ground.</param>
/// <param name="Milestones">The milestones it is claimed for, at least one.</param>
/// <param name="AdviceRequestedOn">When advice was asked of the closed school or provider.</param>
/// <param name="ClosedFrom">First day of the closure; may lie ahead.</param>
/// <param name="ReopensOn">Day of re-opening; may lie ahead.</param>
/// <param name="AbsentFrom">First day away; may lie ahead.</param>
/// <param name="AbsentTo">Last day away, included; may lie ahead.</param>
/// <param name="DecidedOn">When the authority decided to claim it.</param>
/// <param name="FamilyToldOn">When the family was told.</param>
/// <param name="RequestId">The request within the case; absent means <c>1</c>.</param>
/// <param name="ReviewId">The review that its milestones of a review belong to; absent means <c>1</c>.</param>
/// <param name="ReassessmentId">The re-assessment that its milestones of a re-assessment belong to; absent means <c>1</c>.</param>
/// <param name="AppealId">The appeal that its milestones of an appeal belong to; absent means <c>1</c>.</param>
public sealed record ExemptionClaimed(
    string ExemptionId,
    Ground Ground,
    IReadOnlyList<Milestone> Milestones,
    DateOnly? AdviceRequestedOn = null,
    DateOnly? ClosedFrom = null,
    DateOnly? ReopensOn = null,
    DateOnly? AbsentFrom = null,
    DateOnly? AbsentTo = null,
    DateOnly? DecidedOn = null,
    DateOnly? FamilyToldOn = null,
    string? RequestId = null,
    string? ReviewId = null,
    string? ReassessmentId = null,
    string? AppealId = null) : Fact;
