using System.Collections.Immutable;
using Ehcp.Contracts;

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

    /// <summary>Of a retraction: there is nothing that it could take back.</summary>
    WithoutEffect,
}

/// <summary>A recorded fact and what became of it.</summary>
/// <typeparam name="TFact">The form it was given in.</typeparam>
/// <param name="Fact">The fact.</param>
/// <param name="Standing">What it does for its case.</param>
/// <param name="Because">The fact that corrects, disputes or retracts it; null when there is none.</param>
public sealed record StandingFact<TFact>(TFact Fact, FactStanding Standing, TFact? Because)
    where TFact : class, ISourcedFact;

/// <summary>Tells what the fold makes of each fact, for whoever reads a case and wonders why a date is not the one that was sent.</summary>
public static class FactStandings
{
    /// <summary>Every fact with its standing, the oldest first. A timeline of those that stand or are disputed is that of them all.</summary>
    /// <typeparam name="TFact">The form they are given in.</typeparam>
    /// <param name="facts">Every fact of one case, each once, in any order.</param>
    public static ImmutableArray<StandingFact<TFact>> Of<TFact>(IEnumerable<TFact> facts)
        where TFact : class, ISourcedFact
    {
        var all = facts.Select(fact => KeptFact.From(fact)).OrderBy(kept => kept.Told, Comparer<ISourcedFact>.Create(KeptFact.CompareAge)).ToList();
        var retractions = all.Where(kept => FoldedFacts.IsRetraction(kept)).ToLookup(kept => FoldedFacts.Target(kept.Told), kept => (TFact)kept.Told);
        var targets = all.Where(kept => !FoldedFacts.IsRetraction(kept)).Select(Key).ToHashSet();
        var read = all.Where(kept => !FoldedFacts.IsRetraction(kept) && !retractions.Contains(Key(kept)))
            .GroupBy(kept => (kept.Type, kept.ProcessId, kept.ItemId)).ToDictionary(same => same.Key, same => same.ToList());
        return [.. all.Select(Standing)];

        StandingFact<TFact> Standing(KeptFact kept)
        {
            if (FoldedFacts.IsRetraction(kept))
            {
                return new((TFact)kept.Told, targets.Contains(FoldedFacts.Target(kept.Told)) ? FactStanding.Stands : FactStanding.WithoutEffect, null);
            }

            if (retractions[Key(kept)].FirstOrDefault() is { } retraction)
            {
                return new((TFact)kept.Told, FactStanding.Retracted, retraction);
            }

            return AmongSame<TFact>(kept, read[(kept.Type, kept.ProcessId, kept.ItemId)]);
        }
    }

    // The last is the newest. Those that tie with it are of the same instant.
    private static StandingFact<TFact> AmongSame<TFact>(KeptFact kept, List<KeptFact> same)
        where TFact : class, ISourcedFact
    {
        var newest = same[^1];
        var disputing = same.Where(other => other.Told.Time.UtcTicks == newest.Told.Time.UtcTicks && newest.HasOtherDates(other.Fact)).Select(other => (TFact)other.Told).ToList();
        var told = (TFact)kept.Told;
        return ReferenceEquals(told, newest.Told)
            ? new(told, disputing.Count > 0 ? FactStanding.Disputed : FactStanding.Stands, disputing.FirstOrDefault())
            : new(told, disputing.Contains(told) ? FactStanding.Disputed : FactStanding.Corrected, (TFact)newest.Told);
    }

    private static (string Source, string Id) Key(KeptFact kept) => (kept.Told.Source, kept.Told.Id);
}
