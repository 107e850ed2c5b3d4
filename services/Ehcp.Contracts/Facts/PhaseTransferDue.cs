namespace Ehcp.Contracts;

/// <summary>The child or young person moves to another phase of education. Reg. 18.</summary>
/// <param name="Year">Calendar year of the transfer.</param>
/// <param name="Phase">Which transfer.</param>
/// <param name="TransferOn">Day of the transfer; may lie ahead.</param>
public sealed record PhaseTransferDue(int Year, TransferPhase Phase, DateOnly? TransferOn = null) : Fact;
