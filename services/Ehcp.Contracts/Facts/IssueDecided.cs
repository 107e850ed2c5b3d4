namespace Ehcp.Contracts;

/// <summary>The family was notified whether a plan will be issued. Reg. 10(1) limits a refusal.</summary>
/// <param name="Decision"><c>issue</c> or <c>not-issue</c>.</param>
/// <param name="NotifiedOn">London date the family was notified.</param>
/// <param name="RequestId">The request within the case; absent means <c>1</c>.</param>
public sealed record IssueDecided(IssueDecision Decision, DateOnly NotifiedOn, string? RequestId = null) : Fact;
