namespace Ehcp.Reporting.Reconciliations;

/// <summary>One thing that the two systems say differently of a case.</summary>
/// <param name="CaseReference">The case.</param>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Item">What differs: one of <see cref="Items"/>.</param>
/// <param name="Theirs">A day, YYYY-MM-DD, or a word; null for nothing.</param>
/// <param name="Ours">Likewise.</param>
/// <param name="Rule">Id of the rule that ours was computed by.</param>
/// <param name="LegalSource">Where the law sets the limit.</param>
/// <param name="Working">How ours was computed, in sentences: the rule, the arithmetic, every exemption and what it does.</param>
internal sealed record Difference(
    string CaseReference, string Kind, string Item, string? Theirs, string? Ours, string? Rule = null, string? LegalSource = null, string? Working = null);

/// <summary>How two systems can differ.</summary>
internal static class Kinds
{
    internal const string OnlyWithThem = "only-with-them";
    internal const string OnlyWithUs = "only-with-us";
    internal const string AnotherDate = "another-date";
    internal const string AnotherDeadline = "another-deadline";
    internal const string AnotherStatus = "another-status";

    internal static readonly string[] All = [OnlyWithThem, OnlyWithUs, AnotherDate, AnotherDeadline, AnotherStatus];
}

/// <summary>What can differ.</summary>
internal static class Items
{
    internal const string Case = "case";
    internal const string Received = "received";
    internal const string Decision = "decision";
    internal const string Draft = "draft";
    internal const string Plan = "plan";
}

/// <summary>What somebody can say of a difference that they looked at.</summary>
internal static class Marks
{
    internal const string TheirsIsWrong = "theirs-is-wrong";
    internal const string OursIsWrong = "ours-is-wrong";
    internal const string Agreed = "agreed";

    /// <summary>Takes a mark away.</summary>
    internal const string None = "none";

    internal static readonly string[] All = [TheirsIsWrong, OursIsWrong, Agreed, None];
}
