using System.Collections.Frozen;
using System.Collections.Immutable;
using Ehcp.Intake.Events;

namespace Ehcp.Intake.Importing;

/// <summary>The rules that a row may break before any event is made of it; beside them are those of events, <see cref="Rules"/>.</summary>
internal static class RowRules
{
    public static Rule Columns { get; } = new("columns", "The row has fewer or more cells than the header. Perhaps a cell with a separator or a line end lacks quotes.");
    public static Rule RowKey { get; } = new("row-key", "Must not be empty: the row is known by it.");
    public static Rule RowTwice { get; } = new("row-twice", "Another row of this file is known by the same. Only the first is read.");
    public static Rule FactTwice { get; } = new("fact-twice", "The mapping makes the same fact twice of this row.");
    public static Rule DateOrder { get; } = new("date-order", "Can be read as two dates. Say in the mapping whether the day or the month comes first.");
    public static Rule CodeNotMapped { get; } = new("code-not-mapped", "The mapping does not say what this value means.");
    public static Rule ValueGone { get; } = new("value-gone", "The row told this before and no longer does. What it told stands: nothing was taken back.");

    /// <summary>Those of rows alone.</summary>
    public static ImmutableArray<Rule> All { get; } = [Columns, RowKey, RowTwice, FactTwice, DateOrder, CodeNotMapped, ValueGone];

    private static readonly FrozenDictionary<string, Rule> ByName = Rules.All.Concat(All)
        .ToFrozenDictionary(rule => rule.Name, StringComparer.Ordinal);

    /// <summary>The rule in words.</summary>
    public static string InWords(string rule) => ByName.GetValueOrDefault(rule)?.Detail ?? rule;
}
