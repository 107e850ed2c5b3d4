namespace Ehcp.Contracts;

/// <summary>A mediation certificate was issued. Regs 34, 39.</summary>
/// <param name="IssuedOn">London date of the certificate.</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
public sealed record MediationCertificateIssued(DateOnly IssuedOn, string? AppealId = null) : Fact;
