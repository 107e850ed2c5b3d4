namespace Ehcp.Contracts;

/// <summary>The new authority told the family that the plan was transferred, whether there will be an assessment, and when the plan will be reviewed. Reg.
/// 15(4).</summary>
/// <param name="SentOn">London date it was sent.</param>
public sealed record TransferNoticeSent(DateOnly SentOn) : Fact;
