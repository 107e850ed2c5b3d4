namespace Ehcp.Reporting.Reconciliations;

/// <summary>What could not be read of a file. It is given no value, so it can keep none.</summary>
/// <param name="Line">Line of the file, the first being 1.</param>
/// <param name="Field">What the cell should have said; null for the whole row.</param>
/// <param name="Rule">Stable name of the rule.</param>
public sealed record CellError(long Line, string? Field, string Rule)
{
    /// <summary>The rule in words.</summary>
    public string Detail => CellRules.InWords(Rule);
}

/// <summary>The rules of rows and cells.</summary>
internal static class CellRules
{
    internal const string Columns = "columns";
    internal const string CaseReference = "case-reference";
    internal const string Twice = "row-twice";
    internal const string Date = "date";
    internal const string Standing = "standing";

    /// <summary>As many are told and kept; of the others only how many there are.</summary>
    internal const int MostTold = 1000;

    internal static string InWords(string rule) => rule switch
    {
        Columns => "The row has fewer or more cells than the header. Perhaps a cell with a separator or a line end lacks quotes. The row was not compared.",
        CaseReference => "Must be a case reference, 1 to 64 letters, digits and . _ : -, and no number of a person. The row was not compared.",
        Twice => "A row before has the same case reference. Only that one was compared.",
        Date => "Must be a date from 1 September 2014 on, the day first, such as 05/01/2026, or a spreadsheet's number of one. "
            + "The rest of the row was compared.",
        Standing => "Must be overdue, in time or met, or yes or no. The rest of the row was compared.",
        _ => rule,
    };
}
