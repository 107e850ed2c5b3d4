namespace Ehcp.Contracts;

/// <summary>Another commissioning body of health became responsible for the plan. Reg. 16.</summary>
/// <param name="AwareOn">London date the old body became aware of it.</param>
public sealed record CommissioningBodyChanged(DateOnly AwareOn) : Fact;
