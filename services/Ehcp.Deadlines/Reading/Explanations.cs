using System.Diagnostics.CodeAnalysis;
using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>A clock in plain English. Text is made on reading: what travels is the rule's id and its inputs.</summary>
public static class Explanations
{
    /// <summary>The whole working: trigger, rule, arithmetic, last day, exemptions, outcome.</summary>
    /// <param name="law">The law it was computed by.</param>
    /// <param name="clock">A clock of a timeline.</param>
    public static string Paragraph(Law law, Clock clock)
    {
        if (law.Timetable.Find(clock.Rule) is not { } limit)
        {
            return $"Computed by rule {clock.Rule} of another release.";
        }

        var sentences = new List<string>();
        if (clock.StartedOn is { } startedOn)
        {
            sentences.Add(Start(law.Calendar, limit, startedOn));
        }

        if (clock.SecondDate is { } secondDate)
        {
            sentences.Add($"{limit.Trigger.SecondWords} {EnglishDates.Long(secondDate)}.");
        }

        sentences.Add($"{Capital(limit.Source.Provision)}: {limit.Shape.Words}.");
        if (clock is { LastDay: { } lastDay, StartedOn: { } from })
        {
            if (limit.Shape.Arithmetic(law.Calendar, from, clock.SecondDate) is { Length: > 0 } arithmetic)
            {
                sentences.Add($"{arithmetic}.");
            }

            sentences.Add(LastDay(law.Calendar, lastDay));
        }

        sentences.AddRange(Meaning(clock, limit));
        sentences.AddRange((clock.Exemptions ?? []).Select(Exemption));
        sentences.AddRange(Outcome(clock, limit));
        return string.Join(' ', sentences);
    }

    /// <summary>What a reader should know of the source of a rule, for a note under the text; null when its provision has been read.</summary>
    /// <param name="timetable">The timetable it was computed by.</param>
    /// <param name="clock">A clock of a timeline.</param>
    public static string? Note(StatutoryTimetable timetable, Clock clock) =>
        timetable.Find(clock.Rule) is { Verified: false } limit ? $"The wording of {limit.Citation} has not been checked in a primary source." : null;

    /// <summary>One sentence for an e-mail, e.g. <c>Last day Monday 25 May 2026 (20 weeks, reg. 13(2)).</c></summary>
    /// <param name="timetable">The timetable it was computed by.</param>
    /// <param name="clock">A clock of a timeline.</param>
    [SuppressMessage("Naming", "CA1720", Justification = "Short here is the length of a text, not a number.")]
    public static string Short(StatutoryTimetable timetable, Clock clock) =>
        clock.CannotComputeBecause is { } reason ? "Cannot be computed: " + reason
        : clock.LastDay is { } lastDay ? Short(timetable, clock.Rule, lastDay)
        : $"No last day ({Basis(timetable, clock.Rule)}).";

    /// <summary>The same of a last day and the rule that gave it.</summary>
    /// <param name="timetable">The timetable it was computed by.</param>
    /// <param name="rule">Id of the rule.</param>
    /// <param name="lastDay">The last day in time.</param>
    [SuppressMessage("Naming", "CA1720", Justification = "Short here is the length of a text, not a number.")]
    public static string Short(StatutoryTimetable timetable, string rule, DateOnly lastDay) =>
        $"Last day {EnglishDates.Long(lastDay)} ({Basis(timetable, rule)}).";

    /// <summary>Where the law sets the limit, e.g. <c>SEND Regulations 2014 (SI 2014/1530), reg. 13(2)</c>.</summary>
    /// <param name="timetable">The timetable it was computed by.</param>
    /// <param name="clock">A clock of a timeline.</param>
    public static string Citation(StatutoryTimetable timetable, Clock clock) => timetable.Find(clock.Rule)?.Citation ?? "";

    private static string Basis(StatutoryTimetable timetable, string rule) =>
        timetable.Find(rule) is { } limit ? $"{Length(limit.Shape)}, {limit.Source.Provision}" : $"rule {rule}";

    private static string Length(LimitShape shape) => shape.Length > 0 ? $"{shape.Length} {shape.Unit.Replace('-', ' ')}" : shape.Words;

    private static string Start(WorkingDays calendar, TimeLimit limit, DateOnly startedOn) => !limit.Trigger.CountsYear
        ? $"{limit.Trigger.Words} {EnglishDates.Long(startedOn)}{limit.Shape.Start(calendar, startedOn)}."
        : $"{limit.Trigger.Words[..^" on".Length]} in {startedOn.Year}.";

    private static string LastDay(WorkingDays calendar, DateOnly day)
    {
        if (calendar.OperationalDate(day) is not { } lastWorkingDay)
        {
            return $"Last day {EnglishDates.Long(day)}. Bank holidays are known to {EnglishDates.Plain(calendar.KnownTo)} only, so its last working day is not said.";
        }

        if (lastWorkingDay == day)
        {
            return $"Last day {EnglishDates.Long(day)}.";
        }

        var kind = calendar.IsBankHoliday(day) ? "a bank holiday" : "a weekend";
        return $"Last day {EnglishDates.Long(day)}, {kind}; last working day {EnglishDates.Beside(lastWorkingDay, day)}.";
    }

    private static IEnumerable<string> Meaning(Clock clock, TimeLimit limit)
    {
        if (limit.Note.Length > 0)
        {
            yield return limit.Note;
        }

        if (clock.Reopened == Code.Of(Reopening.Conceded))
        {
            yield return "The refusal was conceded without an order, which leaves the original limit as it was: R (W) v Hertfordshire CC [2023] EWHC 3138 "
                + "(Admin).";
        }
        else if (clock.Reopened is not null)
        {
            yield return "The refusal was reversed, and by what route is not recorded: this is the limit if it was conceded without an order; the limit after "
                + "an order, an agreement or an unopposed appeal stands beside it.";
        }
    }

    private static string Exemption(ClaimedExemption claim)
    {
        var effect = claim.Disapplies ? "the limit is disapplied, and its last day does not move" : "the limit applies";
        return $"Exemption {claim.ExemptionId} ({claim.Ground}) is claimed, {claim.Standing.Replace('-', ' ')}: {effect}. {claim.Why}";
    }

    private static string[] Outcome(Clock clock, TimeLimit limit) => clock switch
    {
        { CannotComputeBecause: { } reason } => [$"Cannot be computed: {reason}"],
        { EndedOn: { } endedOn, LastDay: { } lastDay } =>
            [$"Ended on {EnglishDates.Long(endedOn)}, {Verdict(clock, limit, endedOn.DayNumber - lastDay.DayNumber)}."],
        { ClosedBy: { } closedBy, ClosedOn: { } closedOn } => [$"Closed by {closedBy} on {EnglishDates.Long(closedOn)}; its own outcome is not recorded."],
        _ => [],
    };

    private static string Verdict(Clock clock, TimeLimit limit, int daysLate)
    {
        var days = daysLate == 1 ? "1 day" : $"{daysLate} days";
        return limit.AfterLastDay == AfterLastDay.Met ? daysLate > 0 ? "after the period" : "before the period had passed"
            : daysLate <= 0 ? "in time"
            : (clock.Exemptions ?? []).Any(claim => claim.Disapplies) ? $"{days} after the last day of a limit that did not apply"
            : $"{days} late";
    }

    private static string Capital(string provision) =>
        provision.StartsWith("reg. ", StringComparison.Ordinal) ? "Reg " + provision[5..] : char.ToUpperInvariant(provision[0]) + provision[1..];
}
