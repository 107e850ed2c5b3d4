using Ehcp.Contracts;
using Ehcp.Reporting.Measures;

namespace Ehcp.Reporting.Projections;

/// <summary>A stored span of what was known.</summary>
internal interface IKnownSpan<TSpan>
{
    string Authority { get; }

    string CaseReference { get; }

    (string Authority, string CaseReference, string Id, DateTimeOffset KnownFrom) Key { get; }

    DateTimeOffset? KnownTo { get; }

    /// <summary>Everything it counts as while it is known.</summary>
    IEnumerable<Counted> Counted { get; }

    bool SaysTheSame(TSpan other);

    /// <summary>The same, known in another span of time.</summary>
    TSpan During(DateTimeOffset from, DateTimeOffset? to);
}

/// <summary>A row of <c>known_request</c>.</summary>
internal readonly record struct KnownSpan(string Authority, string CaseReference, KnownRequest Known) : IKnownSpan<KnownSpan>
{
    public (string Authority, string CaseReference, string Id, DateTimeOffset KnownFrom) Key => (Authority, CaseReference, Known.RequestId, Known.KnownFrom);

    public DateTimeOffset? KnownTo => Known.KnownTo;

    public IEnumerable<Counted> Counted => Measures.Counted.Of(Authority, Known);

    // A list within a record compares by reference, and none is stored as an empty one.
    public bool SaysTheSame(KnownSpan other) =>
        Key == other.Key
        && Known == other.Known with { AwaitedAdvice = Known.AwaitedAdvice }
        && (Known.AwaitedAdvice ?? []).SequenceEqual(other.Known.AwaitedAdvice ?? []);

    public KnownSpan During(DateTimeOffset from, DateTimeOffset? to) => this with { Known = Known with { KnownFrom = from, KnownTo = to } };
}

/// <summary>A row of <c>known_review</c>.</summary>
internal readonly record struct ReviewSpan(string Authority, string CaseReference, KnownReview Known) : IKnownSpan<ReviewSpan>
{
    public (string Authority, string CaseReference, string Id, DateTimeOffset KnownFrom) Key => (Authority, CaseReference, Known.ReviewId, Known.KnownFrom);

    public DateTimeOffset? KnownTo => Known.KnownTo;

    public IEnumerable<Counted> Counted => Measures.Counted.Of(Authority, Known);

    public bool SaysTheSame(ReviewSpan other) => this == other;

    public ReviewSpan During(DateTimeOffset from, DateTimeOffset? to) => this with { Known = Known with { KnownFrom = from, KnownTo = to } };
}
