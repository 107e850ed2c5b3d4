using System.Collections.Immutable;
using Ehcp.Deadlines;
using Ehcp.Scheduler.Mails;

namespace Ehcp.Scheduler.Digests;

internal enum DigestGroup
{
    Breached,
    DueSoon,
    CannotCompute,
    WaitingOnOthers,
}

/// <summary>One clock in a digest.</summary>
/// <param name="Line">What an alert would say of it; of a clock without a last day only the case and the duty count.</param>
/// <param name="StartedOn">Since when others have it.</param>
internal sealed record DigestLine(DigestGroup Group, MailLine Line, DateOnly? StartedOn, bool Unassigned)
{
    internal const int WorkingDaysAhead = 10;

    /// <summary>Milestones that others owe us, and who they are.</summary>
    internal static ImmutableDictionary<string, string> OthersHands { get; } = ImmutableDictionary.CreateRange(
    [
        KeyValuePair.Create("advice", "advice-givers"), KeyValuePair.Create("consultation", "the setting"),
        KeyValuePair.Create("representations", "the family"),
    ]);

    /// <returns>Where a clock stands in the digest of a day; null when it has no place in it.</returns>
    internal static DigestGroup? GroupOf(
        string milestone, string state, DateOnly? lastDay, DateOnly today, ICollection<string> ladders, WorkingDays calendar) => state switch
        {
            "overdue" or "open" when OthersHands.ContainsKey(milestone) => DigestGroup.WaitingOnOthers,
            _ when !ladders.Contains(milestone) => null,
            "overdue" => DigestGroup.Breached,
            "open" when lastDay <= calendar.Add(today, WorkingDaysAhead) => DigestGroup.DueSoon,
            "cannot-compute" => DigestGroup.CannotCompute,
            _ => null,
        };

    internal string Detail(DateOnly today)
    {
        var said = Group switch
        {
            DigestGroup.CannotCompute => "the last day cannot be computed",
            DigestGroup.WaitingOnOthers => $"in the hands of {OthersHands[Line.Key.Milestone]}{For(today)}",
            _ => $"{Line.DaysText}, last day {Line.LastDayText}",
        };
        return Unassigned ? said + ", no case officer" : said;
    }

    private string For(DateOnly today) => StartedOn is { } day ? " for " + MailLine.Count(today.DayNumber - day.DayNumber) : "";
}
