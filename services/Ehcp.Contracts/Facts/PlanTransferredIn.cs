namespace Ehcp.Contracts;

/// <summary>A plan was transferred in from another authority. Reg. 15.</summary>
/// <param name="TransferredOn">Day of the transfer; may lie ahead.</param>
/// <param name="OldAuthority">The authority it came from, as one canonical ONS code.</param>
/// <param name="OriginalPlanOn">When the plan was first made.</param>
/// <param name="LastReviewedOn">When it was last reviewed.</param>
public sealed record PlanTransferredIn(DateOnly TransferredOn, string OldAuthority, DateOnly? OriginalPlanOn = null, DateOnly? LastReviewedOn = null) : Fact;
