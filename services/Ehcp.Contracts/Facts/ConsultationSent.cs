namespace Ehcp.Contracts;

/// <summary>A school or other institution was consulted on being named in the plan. Code of Practice 9.83.</summary>
/// <param name="ConsultationId">This consultation within the request.</param>
/// <param name="SentOn">London date it was sent.</param>
/// <param name="RequestId">The request within the case; absent means <c>1</c>.</param>
public sealed record ConsultationSent(string ConsultationId, DateOnly SentOn, string? RequestId = null) : Fact;
