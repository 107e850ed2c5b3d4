using Ehcp.Contracts;

namespace Ehcp.Reporting.Measures;

/// <summary>A row of <c>known_request</c>.</summary>
internal readonly record struct KnownSpan(string Authority, string CaseReference, KnownRequest Known) : IKnownSpan<KnownSpan>
{
    public (string Authority, string CaseReference, string Id, DateTimeOffset KnownFrom) Key => (Authority, CaseReference, Known.RequestId, Known.KnownFrom);

    public DateTimeOffset? KnownTo => Known.KnownTo;

    // A list within a record compares by reference, and none is stored as an empty one.
    public bool SaysTheSame(KnownSpan other) =>
        Key == other.Key
        && Known == other.Known with { AwaitedAdvice = Known.AwaitedAdvice, HeldBefore = Known.HeldBefore }
        && (Known.AwaitedAdvice ?? []).SequenceEqual(other.Known.AwaitedAdvice ?? [])
        && (Known.HeldBefore ?? []).SequenceEqual(other.Known.HeldBefore ?? []);

    public KnownSpan During(DateTimeOffset from, DateTimeOffset? to) => this with { Known = Known with { KnownFrom = from, KnownTo = to } };
}
