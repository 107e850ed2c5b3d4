using System.Diagnostics.CodeAnalysis;

namespace Ehcp.Deadlines;

/// <summary>A clock in plain English. Text is made on reading: what travels is the rule's id and its inputs.</summary>
public static class Explanations
{
    /// <summary>The whole working: trigger, rule, arithmetic, last day, exemptions, outcome.</summary>
    /// <param name="clock">A clock of a timeline.</param>
    public static string Paragraph(Clock clock)
    {
        if (StatutoryTimetable.Find(clock.Rule) is not { } limit)
        {
            return $"Computed by rule {clock.Rule} of another release.";
        }

        var sentences = new List<string>();
        if (clock.StartedOn is { } startedOn)
        {
            sentences.Add($"{limit.Trigger.Words} {EnglishDates.Long(startedOn)}{limit.Shape.Start(startedOn)}.");
        }

        sentences.Add($"{Capital(limit.Source.Provision)}: {limit.Shape.Words}.");
        if (clock.LastDay is { } lastDay)
        {
            sentences.Add($"{limit.Shape.Arithmetic}.");
            sentences.Add(LastDay(lastDay));
        }

        sentences.AddRange(Meaning(limit));
        sentences.AddRange(clock.Exemptions.Select(Exemption));
        sentences.AddRange(Outcome(clock, limit));
        return string.Join(' ', sentences);
    }

    /// <summary>One sentence for an e-mail, e.g. <c>Last day Monday 25 May 2026 (20 weeks, reg. 13(2)).</c></summary>
    /// <param name="clock">A clock of a timeline.</param>
    [SuppressMessage("Naming", "CA1720", Justification = "Short here is the length of a text, not a number.")]
    public static string Short(Clock clock)
    {
        if (clock.CannotComputeBecause is { } reason)
        {
            return "Cannot be computed: " + reason;
        }

        var limit = StatutoryTimetable.Find(clock.Rule);
        var basis = limit is null ? $"rule {clock.Rule}" : $"{limit.Shape.Length} {limit.Shape.Unit}, {limit.Source.Provision}";
        return clock.LastDay is { } lastDay ? $"Last day {EnglishDates.Long(lastDay)} ({basis})." : $"No last day ({basis}).";
    }

    /// <summary>Where the law sets the limit, e.g. <c>SEND Regulations 2014 (SI 2014/1530), reg. 13(2)</c>.</summary>
    /// <param name="clock">A clock of a timeline.</param>
    public static string Citation(Clock clock) => StatutoryTimetable.Find(clock.Rule)?.Citation ?? "";

    private static string LastDay(DateOnly day)
    {
        var calendar = WorkingDays.England;
        if (calendar.IsWorkingDay(day))
        {
            return $"Last day {EnglishDates.Long(day)}.";
        }

        var kind = calendar.IsBankHoliday(day) ? "a bank holiday" : "a weekend";
        return $"Last day {EnglishDates.Long(day)}, {kind}; last working day {EnglishDates.Beside(calendar.OnOrBefore(day), day)}.";
    }

    private static string[] Meaning(TimeLimit limit) => limit switch
    {
        { AfterLastDay: AfterLastDay.StaysOpen } => ["It limits a refusal only: a decision to issue a plan has until the limit of the final plan."],
        { AfterLastDay: AfterLastDay.Met } => ["It is the least the family must be given; the plan may be finalised from the day after."],
        { ForDetainedPersons: true } => ["For a detained person no other limit is computed."],
        _ => [],
    };

    private static string Exemption(ExemptionClaim claim)
    {
        var effect = claim.Disapplies ? "the limit is disapplied, and its last day does not move" : "the limit applies";
        return $"Exemption {claim.ExemptionId} ({claim.Ground}) is claimed, {claim.Standing.Replace('-', ' ')}: {effect}. {claim.Why}";
    }

    private static string[] Outcome(Clock clock, TimeLimit limit) => clock switch
    {
        { CannotComputeBecause: { } reason } => [$"Cannot be computed: {reason}"],
        { EndedOn: { } endedOn, LastDay: { } lastDay } => [$"Ended on {EnglishDates.Long(endedOn)}, {Verdict(clock, limit, endedOn.DayNumber - lastDay.DayNumber)}."],
        { ClosedBy: { } closedBy, ClosedOn: { } closedOn } => [$"Closed by {closedBy} on {EnglishDates.Long(closedOn)}; its own outcome is not recorded."],
        _ => [],
    };

    private static string Verdict(Clock clock, TimeLimit limit, int daysLate)
    {
        var days = daysLate == 1 ? "1 day" : $"{daysLate} days";
        return limit.AfterLastDay == AfterLastDay.Met ? "after the period"
            : daysLate <= 0 ? "in time"
            : clock.Exemptions.Any(claim => claim.Disapplies) ? $"{days} after the last day of a limit that did not apply"
            : $"{days} late";
    }

    private static string Capital(string provision) => provision.StartsWith("reg. ", StringComparison.Ordinal) ? "Reg " + provision[5..] : provision;
}
