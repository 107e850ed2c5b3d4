namespace Ehcp.Contracts;

/// <summary>The tribunal made an order, which starts its own limits. Reg. 44.</summary>
/// <param name="Order">What it ordered.</param>
/// <param name="OrderedOn">London date of the order.</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
public sealed record TribunalOrdered(TribunalOrder Order, DateOnly OrderedOn, string? AppealId = null) : Fact;
