using System.Collections.Immutable;

namespace Ehcp.Deadlines;

/// <summary>What a recorded fact does for its case.</summary>
public enum FactStanding
{
    /// <summary>The case is computed from it. Of a retraction: it takes a fact back.</summary>
    Stands,

    /// <summary>A newer fact about the same thing stands instead of it, as a whole.</summary>
    Corrected,

    /// <summary>Another fact about the same thing, recorded at the same instant, gives another date, and nobody can say which is right.</summary>
    Disputed,

    /// <summary>It was taken back: as if it had never been sent.</summary>
    Retracted,

    /// <summary>No rule reads it. Of a retraction: there is nothing that it could take back.</summary>
    WithoutEffect,
}

/// <summary>A recorded fact and what became of it.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Standing">What it does for its case.</param>
/// <param name="Because">The fact that corrects, disputes or retracts it; null when there is none.</param>
public sealed record StandingFact(CaseFact Fact, FactStanding Standing, CaseFact? Because);

/// <summary>Tells what the fold makes of each fact, for whoever reads a case and wonders why a date is not the one that was sent.</summary>
public static class FactStandings
{
    /// <summary>Every fact with its standing, the oldest first. A timeline of those that stand or are disputed is that of them all.</summary>
    /// <param name="facts">Every fact of one case, each once, in any order.</param>
    public static ImmutableArray<StandingFact> Of(IEnumerable<CaseFact> facts)
    {
        var all = facts.Select(KeptFact.From).OrderBy(kept => kept.Fact, Comparer<CaseFact>.Create(KeptFact.CompareAge)).ToList();
        var retractions = all.Where(kept => FoldedFacts.IsRetraction(kept)).ToLookup(kept => FoldedFacts.Target(kept.Fact), kept => kept.Fact);
        var targets = all.Where(kept => !FoldedFacts.IsRetraction(kept)).Select(Key).ToHashSet();
        var read = all.Where(kept => !FoldedFacts.IsRetraction(kept) && kept.Type != FactType.Unknown && !retractions.Contains(Key(kept)))
            .GroupBy(kept => (kept.Type, kept.ProcessId, kept.ItemId)).ToDictionary(same => same.Key, same => same.ToList());
        return [.. all.Select(Standing)];

        StandingFact Standing(KeptFact kept)
        {
            if (FoldedFacts.IsRetraction(kept))
            {
                return new(kept.Fact, targets.Contains(FoldedFacts.Target(kept.Fact)) ? FactStanding.Stands : FactStanding.WithoutEffect, null);
            }

            if (retractions[Key(kept)].FirstOrDefault() is { } retraction)
            {
                return new(kept.Fact, FactStanding.Retracted, retraction);
            }

            return read.TryGetValue((kept.Type, kept.ProcessId, kept.ItemId), out var same) ? AmongSame(kept, same) : new(kept.Fact, FactStanding.WithoutEffect, null);
        }
    }

    // The last is the newest. Those that tie with it are of the same instant.
    private static StandingFact AmongSame(KeptFact kept, List<KeptFact> same)
    {
        var newest = same[^1];
        var disputing = same.Where(other => other.Fact.Time.UtcTicks == newest.Fact.Time.UtcTicks && newest.HasOtherDates(other.Fact)).Select(other => other.Fact).ToList();
        return ReferenceEquals(kept.Fact, newest.Fact) ? new(kept.Fact, disputing.Count > 0 ? FactStanding.Disputed : FactStanding.Stands, disputing.FirstOrDefault())
            : new(kept.Fact, disputing.Contains(kept.Fact) ? FactStanding.Disputed : FactStanding.Corrected, newest.Fact);
    }

    private static (string Source, string Id) Key(KeptFact kept) => (kept.Fact.Source, kept.Fact.Id);
}
