using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Scheduler.Acknowledgements;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Policy;

namespace Ehcp.Scheduler.Mails;

/// <summary>One clock of one case in a mail. There is nothing in it that names a person.</summary>
/// <param name="Key">Which clock.</param>
/// <param name="LastDay">Its legal last day in time.</param>
/// <param name="Rule">Id of the rule that gives it.</param>
/// <param name="Day">When the mail is read.</param>
internal sealed record MailLine(ClockKey Key, DateOnly LastDay, string Rule, MailDay Day)
{
    private readonly TimeLimit? _limit = StatutoryTimetable.Shipped.Find(Rule);

    /// <summary>What somebody said of this clock, and to when it holds.</summary>
    internal (DateOnly Until, string Plan)? Acknowledged { get; init; }

    /// <summary>Where the reader says that it is dealt with; null where such links are not set up.</summary>
    internal string? AcknowledgeLink { get; init; }

    internal string? AcknowledgedText => Acknowledged is { } said
        ? OneLine($"Acknowledged until {EnglishDates.Plain(said.Until)}: {AcknowledgedPlans.WordsOf(said.Plan)}.") : null;

    /// <summary>Whether it says that a breach, told before, is none any more.</summary>
    internal bool Cleared { get; init; }

    internal bool Overdue => Day.Today > LastDay && !Cleared;

    /// <summary>Whether it is about the final plan: told before everything else.</summary>
    internal bool IsPlan => DefaultLadders.IsPlan(Key.Milestone);

    /// <summary>Days to the day on which it must be done at the latest by people who work on working days; negative when the last day has passed.</summary>
    internal int DaysLeft => (Overdue ? LastDay : Day.Calendar.OnOrBefore(LastDay)).DayNumber - Day.Today.DayNumber;

    internal string CaseReference => OneLine(Key.CaseReference);

    internal string AuthorityName => Authorities.Find(Key.Authority)?.Name ?? OneLine(Key.Authority);

    /// <summary>In whose hands it is, where it is not the authority's.</summary>
    internal string? WaitsOn { get => field ?? Hands.Of(_limit); init; }

    internal string Duty => _limit?.Duty ?? OneLine(Key.Milestone);

    /// <summary>What there is to do: of what others owe, to chase them.</summary>
    internal string Act => WaitsOn is { } whom && _limit is { Bearer: not Bearer.Authority }
        ? $"Chase {whom}: {char.ToLowerInvariant(Duty[0])}{Duty[1..]}"
        : Duty;

    /// <summary>How long the limit is, and where the law sets it.</summary>
    internal string Basis => OneLine(Explanations.Basis(StatutoryTimetable.Shipped, Rule));

    /// <summary>The last working day, and the legal last day beside it.</summary>
    internal string LastDayText => LastDays.Words(Day.Calendar, LastDay);

    internal string LeftText => Cleared ? "no longer overdue" : LastDays.Left(Day.Calendar, LastDay, Day.Today);

    internal string Why => Cleared
        ? $"It was late from {EnglishDates.Plain(LastDay.AddDays(1))}; what came in since has met, ended or moved it."
        : $"{char.ToUpperInvariant(LastDayText[0])}{LastDayText[1..]} ({Basis}).";

    /// <summary>Cleared lines last, plans before other duties, then the oldest.</summary>
    internal (bool, bool, DateOnly) Rank => (Cleared, !IsPlan, LastDay);

    internal static string Count(int days) => days == 1 ? "1 day" : $"{days} days";

    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
