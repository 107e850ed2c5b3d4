namespace Ehcp.Contracts;

/// <summary>The draft plan was served on the family, who have at least 15 days beginning with that day. Reg. 13(1)(a).</summary>
/// <param name="ServedOn">London date it was sent or handed over; for post the day of posting.</param>
/// <param name="Service">How; absent means served that day.</param>
/// <param name="RequestId">The request within the case; absent means <c>1</c>.</param>
public sealed record DraftPlanServed(DateOnly ServedOn, ServiceMethod? Service = null, string? RequestId = null) : Fact;
