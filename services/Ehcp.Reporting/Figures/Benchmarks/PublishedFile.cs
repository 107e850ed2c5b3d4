using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Ehcp.Contracts;

namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary>Reads a file of DfE's figures: four lines that say where it comes from, a header, a line for each place and year.</summary>
internal sealed class PublishedFile
{
    private const int MostErrors = 20;

    private static readonly string[] Notes = ["source", "release", "retrieved", "licence"];

    private static readonly string[] Columns =
    [
        "calendar_year", "new_la_code", "old_la_code", "la_name",
        "plans_issued_incl_exceptions", "within_20w_incl", "pct_incl", "plans_issued_excl_exceptions", "within_20w_excl", "pct_excl",
    ];

    // DfE's: not applicable, not available, confidential, rounds to zero, and unreliable.
    private static readonly string[] Symbols = ["z", "x", "c", "low", "k", "u"];

    private readonly List<string> _errors = [];
    private readonly Dictionary<(int Year, string Code), int> _lines = [];
    private readonly List<PublishedFigure> _figures = [];

    private PublishedFile()
    {
    }

    /// <exception cref="FormatException">It is not that format; names each line and column.</exception>
    internal static List<PublishedFigure> Read(string name, byte[] bytes)
    {
        var file = new PublishedFile();
        file.Read(Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'), name, Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]);
        return file._errors.Count == 0
            ? file._figures
            : throw new FormatException($"{name}: {string.Join(' ', file._errors.Take(MostErrors))}"
                + (file._errors.Count > MostErrors ? $" And {file._errors.Count - MostErrors} more." : ""));
    }

    private void Read(string text, string name, string version)
    {
        if (NotesOf(text) is not { } notes)
        {
            return;
        }

        using var csv = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            AllowComments = true,
            BadDataFound = bad => _errors.Add($"line {bad.Context.Parser!.RawRow}: has a quotation mark where none can be."),
        });
        if (!csv.Read() || !csv.Record!.Order(StringComparer.Ordinal).SequenceEqual(Columns.Order(StringComparer.Ordinal)))
        {
            _errors.Add($"line {csv.RawRow}: the columns must be {string.Join(", ", Columns)}.");
            return;
        }

        var header = csv.Record!;
        var source = new PublishedSource(name, version, notes[0], notes[1], notes[2], notes[3]);
        while (csv.Read())
        {
            if (csv.Record!.Length != header.Length)
            {
                _errors.Add($"line {csv.RawRow}: has {csv.Record.Length} columns and not {header.Length}.");
                continue;
            }

            Row(csv.RawRow, header.Zip(csv.Record).ToDictionary(cell => cell.First, cell => cell.Second.Trim()), source);
        }
    }

    private string[]? NotesOf(string text)
    {
        using var lines = new StringReader(text);
        var found = Notes.Select((note, index) =>
        {
            var line = lines.ReadLine() ?? "";
            if (line.StartsWith($"# {note}: ", StringComparison.Ordinal) && line.Length > note.Length + 4)
            {
                return line[(note.Length + 4)..].Trim();
            }

            _errors.Add($"line {index + 1}: must be \"# {note}: \" and words.");
            return "";
        }).ToArray();
        return _errors.Count == 0 ? found : null;
    }

    private void Row(int line, Dictionary<string, string> cells, PublishedSource source)
    {
        var wrong = _errors.Count;
        if (!int.TryParse(cells["calendar_year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 2010 or > 2100)
        {
            Wrong("calendar_year", "must be a year from 2010 to 2100");
        }

        var place = Place(cells["new_la_code"], cells["old_la_code"], Wrong);
        var all = Share("plans_issued_incl_exceptions", "within_20w_incl", "pct_incl");
        var excluding = Share("plans_issued_excl_exceptions", "within_20w_excl", "pct_excl");
        if (excluding.Issued.Number > all.Issued.Number)
        {
            Wrong("plans_issued_excl_exceptions", "is more than plans_issued_incl_exceptions");
        }

        if (_errors.Count > wrong || place is not var (level, code))
        {
            return;
        }

        if (!_lines.TryAdd((year, code), line))
        {
            Wrong("new_la_code", $"stands in {year} already, in line {_lines[(year, code)]}");
            return;
        }

        _figures.Add(new(year, level, code, cells["la_name"], all, excluding, source));

        void Wrong(string column, string rule) => _errors.Add($"line {line}, {column}: \"{cells[column]}\" {rule}.");

        PublishedShare Share(string issuedColumn, string withinColumn, string percentColumn)
        {
            var share = new PublishedShare(Cell(issuedColumn, whole: true), Cell(withinColumn, whole: true), Cell(percentColumn, whole: false));
            if (share.Within.Number > share.Issued.Number)
            {
                Wrong(withinColumn, $"is more than {issuedColumn}");
            }
            else if (share.Rate is { } rate && share.Percent.Number is { } percent && Math.Abs((100 * rate) - (double)percent) > 0.051)
            {
                // Columns in each other's place would be seen nowhere else.
                Wrong(percentColumn, $"is not the share of {withinColumn} in {issuedColumn} to one decimal");
            }

            return share;
        }

        PublishedCell Cell(string column, bool whole)
        {
            var text = cells[column];
            if (text.Length == 0 || Symbols.Contains(text, StringComparer.Ordinal))
            {
                return new(null, text.Length == 0 ? null : text);
            }

            var style = whole ? NumberStyles.None : NumberStyles.AllowDecimalPoint;
            if (decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && number <= (whole ? 1_000_000 : 100))
            {
                return new(number, null);
            }

            Wrong(column, $"must be {(whole ? "a whole number" : "a number up to 100")}, one of {string.Join(", ", Symbols)}, or empty");
            return default;
        }
    }

    private static (string Level, string Code)? Place(string onsCode, string dfeCode, Action<string, string> wrong)
    {
        if (onsCode == Regions.England)
        {
            return (PublishedFigure.National, onsCode);
        }

        if (Regions.Names.ContainsKey(onsCode))
        {
            return (PublishedFigure.Regional, onsCode);
        }

        if (Authorities.Find(onsCode) is not { } authority)
        {
            wrong("new_la_code", "must be the ONS code of England, of a region or of an English local authority");
            return null;
        }

        if (authority.DfeCode != dfeCode)
        {
            wrong("old_la_code", $"must be {authority.DfeCode}, which {onsCode} is");
            return null;
        }

        return (PublishedFigure.LocalAuthority, authority.OnsCode);
    }
}
