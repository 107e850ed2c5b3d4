namespace Ehcp.Contracts;

/// <summary>The authority became aware that the family moves to another area. Reg. 15(2).</summary>
/// <param name="AwareOn">London date it became aware.</param>
/// <param name="MovesOn">Day of the move; may lie ahead.</param>
/// <param name="Destination">Where to; absent: to another authority in England. Reg. 15 is about England alone.</param>
public sealed record MoveNotified(DateOnly AwareOn, DateOnly MovesOn, Destination? Destination = null) : Fact;
