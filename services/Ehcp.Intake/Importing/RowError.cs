using Ehcp.Intake.Events;

namespace Ehcp.Intake.Importing;

/// <summary>Something wrong with a row. It says where and which rule, never what stood there.</summary>
/// <param name="Line">Line of the file that the row begins on.</param>
/// <param name="Column">The column; null where it is the whole row, or a constant.</param>
/// <param name="Fact">The type of the fact that was to be made, without prefix and version; null where it was none yet.</param>
/// <param name="Pointer">JSON Pointer within the event.</param>
/// <param name="Rule">The rule.</param>
internal sealed record RowError(long Line, string? Column, string? Fact, string Pointer, string Rule)
{
    /// <summary>Whether the row is taken all the same.</summary>
    public bool IsNotice => Rule == RowRules.ValueGone.Name;

    public static RowError Of(CsvLine line, Rule rule, string? column = null, string? fact = null, string pointer = "") =>
        new(line.Number, column, fact, pointer, rule.Name);
}

/// <summary>A line of a file.</summary>
internal readonly record struct CsvLine(long Number);
