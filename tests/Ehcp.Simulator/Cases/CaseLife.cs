namespace Ehcp.Simulator.Cases;

public enum Ending
{
    PlanSent,
    RefusedToAssess,
    RefusedToIssue,
    Withdrawn,
}

/// <summary>What becomes of a request.</summary>
/// <param name="ReceivedOn">The day it is received.</param>
/// <param name="Days">Days from receipt to its ending.</param>
/// <param name="Ending">How it ends.</param>
/// <param name="IsExempt">Whether the authority claims an exemption from the 20 weeks.</param>
public sealed record CaseLife(DateOnly ReceivedOn, int Days, Ending Ending, bool IsExempt)
{
    public DateOnly EndsOn => ReceivedOn.AddDays(Days);
}
