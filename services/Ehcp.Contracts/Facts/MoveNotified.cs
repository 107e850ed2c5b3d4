namespace Ehcp.Contracts;

/// <summary>The authority became aware that the family moves to another area. Reg. 15(2).</summary>
/// <param name="AwareOn">London date it became aware.</param>
/// <param name="MovesOn">Day of the move; may lie ahead.</param>
public sealed record MoveNotified(DateOnly AwareOn, DateOnly MovesOn) : Fact;
