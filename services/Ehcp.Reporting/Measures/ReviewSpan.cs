using Ehcp.Contracts;

namespace Ehcp.Reporting.Measures;

/// <summary>A row of <c>known_review</c>.</summary>
internal readonly record struct ReviewSpan(string Authority, string CaseReference, KnownReview Known) : IKnownSpan<ReviewSpan>
{
    public (string Authority, string CaseReference, string Id, DateTimeOffset KnownFrom) Key => (Authority, CaseReference, Known.ReviewId, Known.KnownFrom);

    public DateTimeOffset? KnownTo => Known.KnownTo;

    // A list within a record compares by reference.
    public bool SaysTheSame(ReviewSpan other) =>
        Key == other.Key
        && Known == other.Known with { HeldBefore = Known.HeldBefore }
        && (Known.HeldBefore ?? []).SequenceEqual(other.Known.HeldBefore ?? []);

    public ReviewSpan During(DateTimeOffset from, DateTimeOffset? to) => this with { Known = Known with { KnownFrom = from, KnownTo = to } };
}
