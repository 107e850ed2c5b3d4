using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Ehcp.Deadlines;

/// <summary>Every statutory time limit this release computes. A new limit, or a change of the law, is one entry in one of its five parts and one test.</summary>
public static class StatutoryTimetable
{
    /// <summary>Name of this set of rules. It rises (year, dot, number) whenever an entry or the fold changes what can come out, so that a figure can say which rules it was computed by.</summary>
    public static string Release => "2026.2";

    /// <summary>The limits, in the order of the process.</summary>
    public static ImmutableArray<TimeLimit> Limits { get; } = [.. RequestLimits.All, .. PlanLimits.All, .. MoveLimits.All, .. AppealLimits.All, .. ReversalLimits.All];

    private static readonly FrozenDictionary<string, TimeLimit> ById = Limits.ToFrozenDictionary(limit => limit.Id, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, TimeLimit[]> ByTrigger =
        Limits.GroupBy(limit => limit.Trigger.EventType).ToFrozenDictionary(limits => limits.Key, limits => limits.ToArray(), StringComparer.Ordinal);

    /// <summary>The rule with this id, or null: an answer of another release may name one that this release does not have.</summary>
    /// <param name="id">Id of a rule.</param>
    public static TimeLimit? Find(string id) => ById.GetValueOrDefault(id);

    internal static TimeLimit[] StartedBy(string eventType) => ByTrigger.GetValueOrDefault(eventType) ?? [];
}
