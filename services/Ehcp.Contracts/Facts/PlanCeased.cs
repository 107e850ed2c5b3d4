namespace Ehcp.Contracts;

/// <summary>The authority ceased to maintain the plan. CFA 2014 s. 45.</summary>
/// <param name="CeasedOn">London date it ceased: not the date of the decision.</param>
/// <param name="Reason">SEN2 CeaseReason.</param>
public sealed record PlanCeased(DateOnly CeasedOn, CeaseReason Reason) : Fact;
