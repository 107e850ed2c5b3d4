using Ehcp.Contracts;

namespace Ehcp.Reporting.Projections;

/// <summary>A row of <c>known_request</c>.</summary>
internal readonly record struct KnownSpan(string Authority, string CaseReference, KnownRequest Known)
{
    internal (string Authority, string CaseReference, string RequestId, DateTimeOffset KnownFrom) Key => (Authority, CaseReference, Known.RequestId, Known.KnownFrom);

    // A list within a record compares by reference, and none is stored as an empty one.
    internal bool SaysTheSame(KnownSpan other) =>
        Key == other.Key
        && Known == other.Known with { AwaitedAdvice = Known.AwaitedAdvice }
        && (Known.AwaitedAdvice ?? []).SequenceEqual(other.Known.AwaitedAdvice ?? []);
}
