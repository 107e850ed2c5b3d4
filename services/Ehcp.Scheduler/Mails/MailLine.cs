using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Scheduler.Acknowledgements;
using Ehcp.Scheduler.Cases;

namespace Ehcp.Scheduler.Mails;

/// <summary>One clock of one case in a mail. There is nothing in it that names a person.</summary>
/// <param name="Key">Which clock.</param>
/// <param name="LastDay">Its last day in time.</param>
/// <param name="Rule">Id of the rule that gives it.</param>
/// <param name="DaysLeft">Days from the day of the mail to the last day; negative when it has passed.</param>
internal sealed record MailLine(ClockKey Key, DateOnly LastDay, string Rule, int DaysLeft)
{
    /// <summary>What somebody said of this clock, and to when it holds.</summary>
    internal (DateOnly Until, string Plan)? Acknowledged { get; init; }

    /// <summary>Where the reader says that it is dealt with; null where such links are not set up.</summary>
    internal string? AcknowledgeLink { get; init; }

    internal string? AcknowledgedText => Acknowledged is { } said
        ? OneLine($"Acknowledged until {Written(said.Until)}: {AcknowledgedPlans.WordsOf(said.Plan)}.") : null;

    /// <summary>Whether it says that a breach, told before, is none any more.</summary>
    internal bool Cleared { get; init; }

    internal bool Overdue => DaysLeft < 0 && !Cleared;

    internal string CaseReference => OneLine(Key.CaseReference);

    internal string AuthorityName => Authorities.Find(Key.Authority)?.Name ?? OneLine(Key.Authority);

    internal string Duty => StatutoryTimetable.Shipped.Find(Rule)?.Duty ?? OneLine(Key.Milestone);

    internal string LastDayText => Written(LastDay);

    internal string DaysText => DaysLeft switch
    {
        _ when Cleared => "no longer overdue",
        0 => "last day is today",
        > 0 => $"{Count(DaysLeft)} left",
        _ => $"{Count(-DaysLeft)} late",
    };

    internal string Why => Cleared
        ? $"It was late from {Written(LastDay.AddDays(1))}; what came in since has met, ended or moved it."
        : OneLine(Explanations.Short(StatutoryTimetable.Shipped, Rule, LastDay));

    private static string Written(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    internal static string Count(int days) => days == 1 ? "1 day" : $"{days} days";

    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
