using Ehcp.Contracts.Http;
using Ehcp.Deadlines;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;

namespace Ehcp.Scheduler.Digests;

/// <summary>In the order of the digest: a case stands where its most pressing line does.</summary>
internal enum DigestGroup
{
    /// <summary>A final plan is overdue.</summary>
    Breached,

    /// <summary>Another duty of the authority is overdue.</summary>
    OthersOverdue,

    DueSoon,

    /// <summary>The family was not told yet of an exemption that is claimed.</summary>
    FamilyToTell,

    WaitingOnOthers,

    CannotCompute,
}

/// <summary>One clock in a digest, or one thing to tell a family.</summary>
/// <param name="Line">What an alert would say of it; of a clock without a last day only the case and the duty count.</param>
/// <param name="StartedOn">Since when others have it; of something to tell, the day of the claim.</param>
/// <param name="Unassigned">Whether the case has no officer who could be told.</param>
internal sealed record DigestLine(DigestGroup Group, MailLine Line, DateOnly? StartedOn, bool Unassigned)
{
    internal const int WorkingDaysAhead = 10;

    /// <inheritdoc cref="CaseDigest.FamilyToTell" />
    internal const string FamilyToTell = CaseDigest.FamilyToTell;

    /// <returns>Where a clock stands in the digest of a day; null when it has no place in it.</returns>
    internal static DigestGroup? GroupOf(string milestone, TimeLimit? limit, string state, DateOnly? lastDay, AlertPolicy policy, MailDay day) => state switch
    {
        "overdue" or "open" when Hands.Of(limit) is not null => DigestGroup.WaitingOnOthers,
        _ when policy.LadderOf(milestone, limit) is null => null,
        "overdue" => DefaultLadders.IsPlan(milestone) ? DigestGroup.Breached : DigestGroup.OthersOverdue,
        "open" when lastDay >= day.Today && lastDay <= day.Calendar.Add(day.Today, WorkingDaysAhead) => DigestGroup.DueSoon,
        "cannot-compute" => DigestGroup.CannotCompute,
        _ => null,
    };

    /// <summary>How it stands, in a few words.</summary>
    internal string Standing => Group switch
    {
        DigestGroup.CannotCompute => "the last day cannot be computed",
        DigestGroup.FamilyToTell => "the family is not told yet",
        DigestGroup.WaitingOnOthers => $"in the hands of {Line.WaitsOn}{For}{(Line.Overdue ? $", {Line.LeftText}" : "")}",
        _ => Line.LeftText,
    };

    /// <summary>What it is about, and by when; the last working day leads.</summary>
    internal IEnumerable<string> Sentences => Group switch
    {
        DigestGroup.FamilyToTell => [$"Tell the family of the exemption that was claimed on {EnglishDates.Plain(StartedOn ?? Line.LastDay)}."],
        DigestGroup.CannotCompute => [$"{Line.Duty}."],
        DigestGroup.WaitingOnOthers when !Line.Overdue => [$"{Line.Duty}.", Line.Why],
        _ => [$"{Line.Act}.", Line.Why],
    };

    private string For => StartedOn is { } day ? " for " + MailLine.Count(Line.Day.Today.DayNumber - day.DayNumber) : "";
}
