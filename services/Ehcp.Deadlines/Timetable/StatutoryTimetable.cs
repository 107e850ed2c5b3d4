using System.Collections.Frozen;
using System.Collections.Immutable;
using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>A set of statutory time limits, by which a timeline is computed. It never changes.</summary>
public sealed class StatutoryTimetable
{
    private readonly FrozenDictionary<string, TimeLimit> _byId;
    private readonly FrozenDictionary<string, TimeLimit[]> _byTrigger;
    private readonly TimeLimit[][] _byType;

    /// <summary>Takes the limits as they are.</summary>
    /// <param name="release">Name of this set of rules: a year, a dot and a number.</param>
    /// <param name="limits">The limits, in the order of the process; each has an id of its own.</param>
    /// <exception cref="ArgumentException">Two limits have one id.</exception>
    public StatutoryTimetable(string release, ImmutableArray<TimeLimit> limits)
    {
        (Release, Limits) = (release, limits);
        _byId = limits.ToDictionary(limit => limit.Id, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
        _byTrigger = limits.GroupBy(limit => limit.Trigger.Name).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        _byType = [.. FactCatalogue.All.Select(type => StartedBy(type.Name))];
        TriggerDateField = FactCatalogue.All
            .Where(type => type.ClockDates.Length > 0)
            .Select(type => KeyValuePair.Create(type.Name, type.ClockDates[0].Name))
            .ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Every limit this release computes. A new limit, or a change of the law, is one entry in one of its five parts and one test.</summary>
    public static StatutoryTimetable Shipped { get; } =
        new("2026.3", [.. RequestLimits.All, .. PlanLimits.All, .. MoveLimits.All, .. AppealLimits.All, .. ReversalLimits.All]);

    /// <summary>Name of this set of rules. It rises (year, dot, number) whenever an entry or the fold changes what can come out, so that a figure can say
    /// which rules it was computed by.</summary>
    public string Release { get; }

    /// <summary>The limits, in the order of the process.</summary>
    public ImmutableArray<TimeLimit> Limits { get; }

    /// <summary>
    /// Every trigger that a calculation can be asked for, and the field that holds its date: the events with a date of their own.
    /// </summary>
    public IReadOnlyDictionary<string, string> TriggerDateField { get; }

    /// <summary>The rule with this id, or null: an answer of another release may name one that this release does not have.</summary>
    /// <param name="id">Id of a rule.</param>
    public TimeLimit? Find(string id) => _byId.GetValueOrDefault(id);

    internal TimeLimit[] StartedBy(string eventType) => _byTrigger.GetValueOrDefault(eventType) ?? [];

    internal TimeLimit[] StartedBy(FactType type) => _byType[type.Order];
}
