namespace Ehcp.Contracts;

/// <summary>What each source sent on a day, and what of it was refused. Sent by Intake, once a day, where something was refused or came late; the Scheduler
/// tells the senders. It holds no case, no id and nothing that an event said.</summary>
/// <param name="Day">The day in London.</param>
/// <param name="Sources">Only sources of which something was refused, or came late.</param>
public sealed record SourcesSummarised(DateOnly Day, IReadOnlyList<SummarisedSource> Sources);

/// <summary>A source's day.</summary>
/// <param name="Source">The source.</param>
/// <param name="Taken">Events that were taken.</param>
/// <param name="Refused">Events and rows of files that were refused.</param>
/// <param name="Late">Of those taken, events that tell what happened more than <paramref name="LateDays"/> days before.</param>
/// <param name="LateDays">Days.</param>
/// <param name="Rules">Which rules the refused ones broke, the most frequent first. What broke two is counted under each.</param>
/// <param name="Open">Refused at any time, and nothing has become of it yet.</param>
/// <param name="OldestOpen">The day in London on which the oldest of them was refused; absent where none is open.</param>
public sealed record SummarisedSource(
    string Source, long Taken, long Refused, long Late, int LateDays, IReadOnlyList<BrokenRuleCount> Rules, long Open, DateOnly? OldestOpen = null);

/// <summary>How often a rule was broken.</summary>
/// <param name="Rule">Its stable name.</param>
/// <param name="InWords">The rule in words.</param>
/// <param name="Count">How many events and rows broke it.</param>
public sealed record BrokenRuleCount(string Rule, string InWords, long Count);
