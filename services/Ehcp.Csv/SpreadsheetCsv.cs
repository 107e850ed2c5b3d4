using System.Text;

namespace Ehcp.Csv;

/// <summary>CSV for a spreadsheet: with a byte order mark, and nothing in it that a spreadsheet would compute.</summary>
public static class SpreadsheetCsv
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(",;\"\t\r\n");

    public static string MediaType => "text/csv; charset=utf-8";

    /// <summary>The file of these lines, the header among them.</summary>
    public static byte[] Of(IEnumerable<IEnumerable<string?>> lines)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var line in lines)
        {
            text.AppendJoin(',', line.Select(Cell)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // OWASP, CSV Injection: a cell that begins so is a formula.
    private static string Cell(string? value)
    {
        var text = value ?? "";
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
        {
            text = "'" + text;
        }

        return text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
