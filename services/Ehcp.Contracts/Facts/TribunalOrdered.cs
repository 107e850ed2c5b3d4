namespace Ehcp.Contracts;

/// <summary>The tribunal made an order, which starts its own limits. Reg. 44.</summary>
/// <param name="Order">What it ordered.</param>
/// <param name="OrderedOn">London date of the order.</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
/// <param name="DirectedTo">Last day that the tribunal directed in place of the period of reg. 44; may lie ahead. Reg. 44(1).</param>
/// <param name="DirectedFor">What that day is for; absent: for the last thing that the order demands.</param>
/// <param name="RequestId">The request that it is about, where the source knows; absent: the dates must tell.</param>
public sealed record TribunalOrdered(
    TribunalOrder Order,
    DateOnly OrderedOn,
    string? AppealId = null,
    DateOnly? DirectedTo = null,
    DirectedStep? DirectedFor = null,
    string? RequestId = null) : Fact;
