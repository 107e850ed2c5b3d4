using System.Runtime.InteropServices;
using Ehcp.Reporting.Measures;

namespace Ehcp.Reporting.Sums;

/// <summary>What a set of changes adds to every figure and takes away from it, at the instant it became known.</summary>
internal sealed class SignedChanges
{
    private readonly Dictionary<(Counted Counted, DateTimeOffset KnownAt), int> _changes = [];

    /// <summary>Those that are something: a request that goes on counting the same from one span to the next has none between them.</summary>
    internal List<(Counted Counted, DateTimeOffset KnownAt, int Change)> Found() =>
        [.. _changes.Where(change => change.Value != 0).Select(change => (change.Key.Counted, change.Key.KnownAt, change.Value))];

    /// <summary>Something was known like this, and the figures did not know it.</summary>
    internal void Learn<TSpan>(TSpan span)
        where TSpan : IKnownSpan<TSpan> => Add(span, 1);

    /// <summary>It was not known like this after all.</summary>
    internal void Forget<TSpan>(TSpan span)
        where TSpan : IKnownSpan<TSpan> => Add(span, -1);

    private void Add<TSpan>(TSpan span, int sign)
        where TSpan : IKnownSpan<TSpan>
    {
        foreach (var counted in span.Counts)
        {
            Change(counted, span.Key.KnownFrom, sign);
            if (span.KnownTo is { } knownTo)
            {
                Change(counted, knownTo, -sign);
            }
        }
    }

    private void Change(Counted counted, DateTimeOffset knownAt, int sign) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_changes, (counted, knownAt), out _) += sign;
}
