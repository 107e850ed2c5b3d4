namespace Ehcp.Contracts;

/// <summary>A consulted institution answered.</summary>
/// <param name="ConsultationId">This consultation within the request.</param>
/// <param name="AnsweredOn">London date of the answer.</param>
/// <param name="RequestId">The request within the case; absent means <c>1</c>.</param>
public sealed record ConsultationAnswered(string ConsultationId, DateOnly AnsweredOn, string? RequestId = null) : Fact;
