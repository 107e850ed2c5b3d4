namespace Ehcp.Contracts;

/// <summary>The old commissioning body notified the new one. Reg. 16.</summary>
/// <param name="NotifiedOn">London date of the notice.</param>
public sealed record CommissioningBodyNotified(DateOnly NotifiedOn) : Fact;
