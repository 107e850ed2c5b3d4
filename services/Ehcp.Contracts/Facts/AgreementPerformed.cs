namespace Ehcp.Contracts;

/// <summary>The authority did what was agreed in mediation, where that is no plan of its own. Reg. 42.</summary>
/// <param name="PerformedOn">London date all of it was done.</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
public sealed record AgreementPerformed(DateOnly PerformedOn, string? AppealId = null) : Fact;
