using System.Collections.Frozen;
using System.Collections.Immutable;
using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Scheduler.Policy;

/// <summary>
/// The ladders that ship: one for every limit that somebody can be late with, from what the law says of it. No milestone is named here, so that a new duty has
/// one from its first day.
/// </summary>
internal sealed class DefaultLadders(StatutoryTimetable timetable)
{
    private readonly FrozenDictionary<string, AlertLadder> _byRule = timetable.Limits
        .Where(limit => Of(limit) is not null).ToFrozenDictionary(limit => limit.Id, limit => Of(limit)!, StringComparer.Ordinal);

    // A rule of another release has no limit here: its milestone's loudest ladder stands for it.
    private readonly FrozenDictionary<string, AlertLadder> _byMilestone = timetable.Limits
        .Where(limit => Of(limit) is not null).GroupBy(limit => limit.MilestoneCode, limit => Of(limit)!, StringComparer.Ordinal)
        .ToFrozenDictionary(milestone => milestone.Key, milestone => milestone.MaxBy(ladder => ByLoudness.IndexOf(ladder))!, StringComparer.Ordinal);

    /// <summary>A plan with less time than this leaves no room for four weeks of warning.</summary>
    private const int DaysOfAPlan = 70;

    /// <summary>A duty with this many days or more is warned of four weeks before.</summary>
    private const int DaysOfALongDuty = 56;

    private static readonly Rung FourWeeks = new("four-weeks-left", -28, false, [AlertRole.CaseOfficer]);
    private static readonly Rung FiveWorkingDays = new("five-working-days-left", -5, true, [AlertRole.CaseOfficer]);
    private static readonly Rung Breached = new("breached", 1, false, [AlertRole.CaseOfficer, AlertRole.TeamManager]);
    private static readonly Rung BreachedForAll = new("breached", 1, false, [AlertRole.CaseOfficer, AlertRole.TeamManager, AlertRole.SendMailbox]);
    private static readonly Rung WeekLate = new("week-late", 7, false, [AlertRole.HeadOfSend]);

    private static readonly AlertLadder Chased = new(
    [
        FiveWorkingDays,
        new("breached", 1, false, [AlertRole.CaseOfficer]),
        new("two-weeks-late", 14, false, [AlertRole.TeamManager]),
    ]);

    private static readonly AlertLadder Warned = new([FiveWorkingDays]);

    private static readonly AlertLadder Duty = new([FiveWorkingDays, Breached]);

    private static readonly AlertLadder LongDuty = new([FourWeeks, FiveWorkingDays, Breached]);

    private static readonly AlertLadder Ordered = new(
        [FiveWorkingDays with { Audience = [AlertRole.CaseOfficer, AlertRole.TeamManager] }, BreachedForAll, WeekLate]);

    private static readonly AlertLadder Plan = new(
    [
        FourWeeks,
        new("two-weeks-left", -14, false, [AlertRole.CaseOfficer]),
        new("one-week-left", -7, false, [AlertRole.CaseOfficer]),
        new("two-working-days-left", -2, true, [AlertRole.CaseOfficer, AlertRole.TeamManager]),
        BreachedForAll,
        WeekLate,
    ]);

    // From the quietest to the loudest.
    private static readonly ImmutableArray<AlertLadder> ByLoudness = [Warned, Chased, Duty, LongDuty, Ordered, Plan];

    private static readonly FrozenSet<string> Plans =
        StatutoryTimetable.Shipped.Limits.Where(IsPlan).Select(limit => limit.MilestoneCode).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The ladder of a clock; null when nobody is told of it.</summary>
    internal AlertLadder? Of(string milestone, TimeLimit? limit) =>
        limit is null ? _byMilestone.GetValueOrDefault(milestone) : _byRule.GetValueOrDefault(limit.Id);

    /// <summary>Names of all their rungs.</summary>
    internal static IEnumerable<string> Rungs => ByLoudness.SelectMany(ladder => ladder.Rungs).Select(rung => rung.Name).Distinct(StringComparer.Ordinal);

    /// <summary>The ladder of one limit; null when it has none.</summary>
    internal static AlertLadder? Of(TimeLimit limit) => limit switch
    {
        { Bearer: Bearer.Family } or { AfterLastDay: AfterLastDay.Met or AfterLastDay.Lapses } => null,
        { AfterLastDay: AfterLastDay.StaysOpen } => Warned,
        { Bearer: not Bearer.Authority } => Chased,
        _ when IsPlan(limit) => Plan,
        { Trigger.Type.Process: ProcessKind.Appeal } => Ordered,
        _ when DaysOf(limit.Shape) is null or >= DaysOfALongDuty => LongDuty,
        _ => Duty,
    };

    /// <summary>Whether a milestone is about the final plan itself, which every mail puts first.</summary>
    internal static bool IsPlan(string milestone) => Plans.Contains(milestone);

    private static bool IsPlan(TimeLimit limit) =>
        limit is { Bearer: Bearer.Authority, AfterLastDay: AfterLastDay.Overdue }
        && limit.EndedBy.Any(match => match.Type == FactCatalogue.Of<FinalPlanSent>())
        && (limit.Shape is BeforeFixedDate || DaysOf(limit.Shape) >= DaysOfAPlan);

    /// <summary>About how many days there are; null where the law names a date, and not a length.</summary>
    private static int? DaysOf(LimitShape shape) => (shape.Unit, shape.Length) switch
    {
        ("weeks", var weeks) => weeks * 7,
        ("months", var months) => months * 30,
        ("date", _) => null,
        (_, var days) => days,
    };
}
