namespace Ehcp.Contracts;

/// <summary>The case was given to an officer and a team.</summary>
/// <param name="Team">Team that holds the case.</param>
/// <param name="CaseOfficer">E-mail address of the case officer: always in an event, and left out of snapshots.</param>
/// <param name="Deputy">E-mail address of the deputy.</param>
public sealed record CaseAssigned(string Team, string? CaseOfficer = null, string? Deputy = null) : Fact;
