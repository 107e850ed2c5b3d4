namespace Ehcp.Contracts;

/// <summary>What figures are broken down by.</summary>
/// <param name="Area">Area of the authority.</param>
/// <param name="PrimaryNeed">SEN2 SENtype of the primary need.</param>
/// <param name="YearGroup">National curriculum year; 0 is Reception, -1 and -2 are nursery.</param>
/// <param name="Setting">School or other setting.</param>
public sealed record CaseDescribed(string? Area = null, string? PrimaryNeed = null, int? YearGroup = null, string? Setting = null) : Fact;
