namespace Ehcp.Contracts;

/// <summary>
/// The authority of the event ended, and the case passed to one that took over from it. From then on the case is the successor's, with everything that is known
/// of it; what comes later under the old code and reference is of the same case.
/// </summary>
/// <param name="HeldTo">The last day, inclusive, on which the authority of the event held the case: its own last day.</param>
/// <param name="Successor">The authority that holds the case from the next day on, as one canonical ONS code.</param>
/// <param name="SuccessorReference">The successor's reference of the case; absent means the same as before.</param>
public sealed record CasePassedOn(DateOnly HeldTo, string Successor, string? SuccessorReference = null) : Fact;
