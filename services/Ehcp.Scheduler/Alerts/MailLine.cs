using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Scheduler.Alerts;

/// <summary>One clock of one case in a mail. There is nothing in it that names a person.</summary>
/// <param name="Key">Which clock.</param>
/// <param name="LastDay">Its last day in time.</param>
/// <param name="Rule">Id of the rule that gives it.</param>
/// <param name="DaysLeft">Days from the day of the mail to the last day; negative when it has passed.</param>
internal sealed record MailLine(ClockKey Key, DateOnly LastDay, string Rule, int DaysLeft)
{
    internal bool Overdue => DaysLeft < 0;

    internal string CaseReference => OneLine(Key.CaseReference);

    internal string AuthorityName => Authorities.Find(Key.Authority)?.Name ?? OneLine(Key.Authority);

    internal string Duty => StatutoryTimetable.Find(Rule)?.Duty ?? OneLine(Key.Milestone);

    internal string LastDayText => LastDay.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    internal string DaysText => DaysLeft switch
    {
        0 => "last day is today",
        > 0 => $"{Count(DaysLeft)} left",
        _ => $"{Count(-DaysLeft)} late",
    };

    internal string Why => OneLine(Explanations.Short(new Clock(Key.Milestone, Key.Clock, Rule, "", null, LastDay, null, null, null, [], null)));

    private static string Count(int days) => days == 1 ? "1 day" : $"{days} days";

    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
