using System.Globalization;
using Ehcp.Reporting.Words;

namespace Ehcp.Reporting.Reconciliations;

/// <summary>Differences in words.</summary>
internal static class DifferenceWords
{
    /// <summary>A kind, as a heading.</summary>
    internal static string Kind(string kind) => kind switch
    {
        Kinds.OnlyWithThem => "Only in the other system",
        Kinds.OnlyWithUs => "Only here",
        Kinds.AnotherDate => "Another date",
        Kinds.AnotherDeadline => "Another last day",
        _ => "Another status",
    };

    /// <summary>What differs.</summary>
    internal static string Item(string kind, string item) => (kind, item) switch
    {
        (Kinds.AnotherDate, Items.Received) => "Request received",
        (Kinds.AnotherDate, Items.Decision) => "Decision sent",
        (Kinds.AnotherDate, Items.Draft) => "Draft plan sent",
        (Kinds.AnotherDate, _) => "Final plan sent",
        (Kinds.AnotherDeadline, Items.Decision) => "Last day for the decision",
        (Kinds.AnotherDeadline, Items.Draft) => "Last day for the draft plan",
        (Kinds.AnotherDeadline, _) => "Last day for the final plan",
        (Kinds.AnotherStatus, _) => "Final plan, in time or not",
        _ => "The case",
    };

    /// <summary>A value of either system.</summary>
    internal static string Value(string? value) => value is null ? "nothing"
        : DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? English.Date(day)
        : value switch
        {
            TheirCase.InTime or "open" => "in time so far",
            TheirCase.Met => "sent in time",
            "missed" => "sent late",
            "exempt" => "late, the limit does not apply",
            "not-applicable" => "does not apply",
            _ => English.Words(value),
        };

    /// <summary>A mark.</summary>
    internal static string Mark(string mark) => mark switch
    {
        Marks.TheirsIsWrong => "The other system is wrong",
        Marks.OursIsWrong => "We are wrong",
        Marks.Agreed => "Agreed",
        _ => "Not looked at",
    };
}
