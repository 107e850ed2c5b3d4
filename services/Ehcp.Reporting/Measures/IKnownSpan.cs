namespace Ehcp.Reporting.Measures;

/// <summary>A stored span of what was known.</summary>
internal interface IKnownSpan<TSpan>
{
    string Authority { get; }

    string CaseReference { get; }

    (string Authority, string CaseReference, string Id, DateTimeOffset KnownFrom) Key { get; }

    DateTimeOffset? KnownTo { get; }

    bool SaysTheSame(TSpan other);

    /// <summary>The same, known in another span of time.</summary>
    TSpan During(DateTimeOffset from, DateTimeOffset? to);
}
