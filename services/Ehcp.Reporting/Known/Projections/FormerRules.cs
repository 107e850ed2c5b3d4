using Ehcp.Contracts;
using Ehcp.Reporting.Known.Minutes;
using Ehcp.Reporting.Measures;

namespace Ehcp.Reporting.Known.Projections;

/// <summary>
/// A figure shown under former rules can be shown again: new rules begin a span of known history at the instant they took effect, and
/// what was known before it stays as it was.
/// </summary>
internal static class FormerRules
{
    /// <summary>From when on a case is known by the rules of its snapshot.</summary>
    /// <param name="tookEffect">When those rules took effect; null for a case that was never known by others.</param>
    /// <param name="minutesBefore">Minutes of the facts of the snapshot that it replaces.</param>
    /// <returns>No later than <paramref name="tookEffect"/>: a fact recorded before it that no snapshot has told until now was never read by former
    /// rules.</returns>
    internal static DateTimeOffset? HoldFrom(DateTimeOffset? tookEffect, int[] minutesBefore, CaseSnapshot snapshot)
    {
        if (tookEffect is not { } from)
        {
            return null;
        }

        var before = minutesBefore.CountBy(minute => minute).ToDictionary();
        return snapshot.Facts
            .Where(fact => fact.RecordedAt < from)
            .GroupBy(fact => CountedMinutes.Minute(fact.RecordedAt))
            .Where(minute => minute.Count() > before.GetValueOrDefault(minute.Key))
            .Select(minute => minute.Min(fact => fact.RecordedAt))
            .Append(from)
            .Min();
    }

    /// <summary>Of one case: what is stored up to an instant, and what is told from it on. What both say alike is one span.</summary>
    internal static IEnumerable<TSpan> Keep<TSpan>(IEnumerable<TSpan> stored, IEnumerable<TSpan> told, DateTimeOffset from)
        where TSpan : IKnownSpan<TSpan>
    {
        var kept = stored.Where(span => span.Key.KnownFrom < from)
            .ToDictionary(span => span.Key, span => span.KnownTo <= from ? span : span.During(span.Key.KnownFrom, from));
        var lasting = kept.Values.Where(span => span.KnownTo == from).ToDictionary(span => span.Key.Id);
        foreach (var span in told.Where(span => !(span.KnownTo <= from)))
        {
            var now = span.Key.KnownFrom < from ? span.During(from, span.KnownTo) : span;
            if (now.Key.KnownFrom == from && lasting.TryGetValue(now.Key.Id, out var last) && last.SaysTheSame(now.During(last.Key.KnownFrom, from)))
            {
                kept.Remove(last.Key);
                now = now.During(last.Key.KnownFrom, now.KnownTo);
            }

            yield return now;
        }

        foreach (var span in kept.Values)
        {
            yield return span;
        }
    }
}
