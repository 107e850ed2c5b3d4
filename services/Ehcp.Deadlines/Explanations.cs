using System.Diagnostics.CodeAnalysis;
using System.Text;

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

        var text = new StringBuilder();
        if (clock.StartedOn is { } startedOn)
        {
            text.Append($"{limit.Trigger.Words} {EnglishDates.Long(startedOn)}{limit.Shape.Start(startedOn)}. ");
        }

        text.Append($"{Capital(limit.Source.Provision)}: {limit.Shape.Words}. ");
        if (clock.LastDay is { } lastDay)
        {
            text.Append($"{limit.Shape.Arithmetic}. {LastDay(lastDay)}.");
        }

        AppendMeaning(text, limit);
        AppendExemptions(text, clock);
        AppendOutcome(text, clock);
        return text.ToString().TrimEnd();
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
            return $"Last day {EnglishDates.Long(day)}";
        }

        var kind = calendar.IsBankHoliday(day) ? "a bank holiday" : "a weekend";
        return $"Last day {EnglishDates.Long(day)}, {kind}; last working day {EnglishDates.Beside(calendar.OnOrBefore(day), day)}";
    }

    private static void AppendMeaning(StringBuilder text, TimeLimit limit)
    {
        text.Append(limit.AfterLastDay switch
        {
            AfterLastDay.StaysOpen => " It limits a refusal only: a decision to issue a plan has until the limit of the final plan.",
            AfterLastDay.Met => " It is the least the family must be given; the plan may be finalised from the day after.",
            _ => limit.ForDetainedPersons ? " For a detained person no other limit is computed." : "",
        });
    }

    private static void AppendExemptions(StringBuilder text, Clock clock)
    {
        foreach (var claim in clock.Exemptions)
        {
            var effect = claim.Disapplies ? "the limit is disapplied, and its last day does not move" : "the limit applies";
            text.Append($" Exemption {claim.ExemptionId} ({claim.Ground}) is claimed, {claim.Standing.Replace('-', ' ')}: {effect}. {claim.Why}");
        }
    }

    private static void AppendOutcome(StringBuilder text, Clock clock)
    {
        if (clock.CannotComputeBecause is { } reason)
        {
            text.Append($" Cannot be computed: {reason}");
        }
        else if (clock.EndedOn is { } endedOn && clock.LastDay is { } lastDay)
        {
            var late = endedOn.DayNumber - lastDay.DayNumber;
            var minimum = StatutoryTimetable.Find(clock.Rule)?.AfterLastDay == AfterLastDay.Met;
            var verdict = minimum ? "after the period" : late <= 0 ? "in time" : late == 1 ? "1 day late" : $"{late} days late";
            text.Append($" Ended on {EnglishDates.Long(endedOn)}, {verdict}.");
        }
        else if (clock is { ClosedBy: { } closedBy, ClosedOn: { } closedOn })
        {
            text.Append($" Closed by {closedBy} on {EnglishDates.Long(closedOn)}; its own outcome is not recorded.");
        }
    }

    private static string Capital(string provision) => provision.StartsWith("reg. ", StringComparison.Ordinal) ? "Reg " + provision[5..] : provision;
}
