namespace Ehcp.Contracts;

/// <summary>Mediation ended in agreement. Reg. 42.</summary>
/// <param name="AgreedOn">London date of the agreement.</param>
/// <param name="About">What it is about.</param>
/// <param name="PeriodAgreedTo">Last day of another period agreed in writing; may lie ahead. Reg. 42(5).</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
/// <param name="AgreedWith">With whom the family agreed; absent means <c>authority</c>. A commissioning body alone must tell the authority, reg. 42(4).</param>
/// <param name="RequestId">The request that it is about, where the source knows; absent: the dates must tell.</param>
public sealed record MediationAgreed(DateOnly AgreedOn, DisputedDecision About, DateOnly? PeriodAgreedTo = null, string? AppealId = null,
    AgreementParty? AgreedWith = null, string? RequestId = null) : Fact;
