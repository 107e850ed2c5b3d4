namespace Ehcp.Contracts;

/// <summary>In the middle of an assessment the child or young person was detained, or released. The first date of the process stays. SI 2015/62, reg.
/// 15.</summary>
/// <param name="ChangedOn">London date of the detention or of the release.</param>
/// <param name="Custody">Whether they are in custody from then on.</param>
/// <param name="RequestId">The request within the case; absent means <c>1</c>.</param>
/// <param name="ChangeId">This change within the request; absent means <c>1</c>.</param>
public sealed record CustodyChanged(DateOnly ChangedOn, Custody Custody, string? RequestId = null, string? ChangeId = null) : Fact;
