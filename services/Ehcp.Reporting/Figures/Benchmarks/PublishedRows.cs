using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary>Reads the rows of a file, by its layout, and checks that the numbers of each agree.</summary>
internal sealed class PublishedRows
{
    private const int MostErrors = 20;

    // DfE's: not applicable, not available, confidential, rounds to zero, unreliable; and of older files too small to show, and not available.
    private static readonly string[] Symbols = ["z", "x", "c", "low", "k", "u", "~", ":"];

    private readonly List<string> _errors = [];
    private readonly Dictionary<(int Year, string Code), int> _lines = [];
    private readonly List<PublishedFigure> _figures = [];
    private readonly PublishedLayout _layout;
    private readonly PublishedSource _source;

    private PublishedRows(PublishedLayout layout, PublishedSource source) => (_layout, _source) = (layout, source);

    /// <exception cref="FormatException">Something is wrong; names each line and column.</exception>
    internal static List<PublishedFigure> Read(string text, string name, PublishedSource source, PublishedLayout layout)
    {
        var rows = new PublishedRows(layout, source);
        rows.Read(text);
        ThrowIfAny(rows._errors, name);
        return rows._figures;
    }

    internal static void ThrowIfAny(List<string> errors, string name)
    {
        if (errors.Count > 0)
        {
            throw new FormatException($"{name}: {string.Join(' ', errors.Take(MostErrors))}"
                + (errors.Count > MostErrors ? $" And {errors.Count - MostErrors} more." : ""));
        }
    }

    private void Read(string text)
    {
        using var csv = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            AllowComments = true,
            BadDataFound = bad => _errors.Add($"line {bad.Context.Parser!.RawRow}: has a quotation mark where none can be."),
        });
        string[] header = csv.Read() ? [.. csv.Record!.Select(column => column.Trim())] : [];
        if (_layout.WrongHeader(header) is { } wrong)
        {
            _errors.Add($"line {csv.RawRow}: {wrong}");
            return;
        }

        var columns = header.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.OrdinalIgnoreCase);
        var totals = 0;
        while (csv.Read())
        {
            if (csv.Record!.Length != header.Length)
            {
                _errors.Add($"line {csv.RawRow}: has {csv.Record.Length} columns and not {header.Length}.");
                continue;
            }

            var line = new PublishedLine(csv.RawRow, header, columns, csv.Record, _errors);
            if (_layout.IsTotal(line))
            {
                totals++;
                Row(line);
            }
        }

        if (totals == 0 && _errors.Count == 0)
        {
            _errors.Add(_layout.NoTotals);
        }
    }

    private void Row(PublishedLine line)
    {
        var wrong = _errors.Count;
        if (!int.TryParse(line[_layout.Year], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 2010 or > 2100)
        {
            line.Wrong(_layout.Year, "must be a year from 2010 to 2100");
        }

        var place = _layout.Place(line);
        var all = Share(line, _layout.All);
        var excluding = Share(line, _layout.Excluding);
        if (excluding.Issued.Number > all.Issued.Number)
        {
            line.Wrong(_layout.Excluding.Issued, $"is more than {line.Spelled(_layout.All.Issued)}");
        }

        var (weeks, weeksExcluding) = _layout.MeanWeeks is { } mean ? (Weeks(line, mean.All), Weeks(line, mean.Excluding)) : (default, default);
        if (_errors.Count > wrong || place is not var (level, code, name))
        {
            return;
        }

        if (!_lines.TryAdd((year, code), line.Number))
        {
            line.Wrong(level == PublishedFigure.LocalAuthority || _layout is OwnLayout ? "new_la_code" : "geographic_level",
                $"stands in {year} already, in line {_lines[(year, code)]}");
            return;
        }

        _figures.Add(new(year, level, code, name, all, excluding, _source) { MeanWeeks = weeks, MeanWeeksExcludingExemptions = weeksExcluding });
    }

    private static PublishedShare Share(PublishedLine line, (string Issued, string Within, string Percent) columns)
    {
        var share = new PublishedShare(
            Cell(line, columns.Issued, 1_000_000, whole: true),
            Cell(line, columns.Within, 1_000_000, whole: true),
            Cell(line, columns.Percent, 100, whole: false));
        if (share.Within.Number > share.Issued.Number)
        {
            line.Wrong(columns.Within, $"is more than {line.Spelled(columns.Issued)}");
        }
        else if (share.Rate is { } rate && share.Percent.Number is { } percent && Math.Abs((100 * rate) - (double)percent) > 0.051)
        {
            // Columns in each other's place would be seen nowhere else.
            line.Wrong(columns.Percent, $"is not the share of {line.Spelled(columns.Within)} in {line.Spelled(columns.Issued)} to one decimal");
        }

        return share;
    }

    // Some releases have none.
    private static PublishedCell Weeks(PublishedLine line, string column) => line.Has(column) ? Cell(line, column, 1000, whole: false) : default;

    private static PublishedCell Cell(PublishedLine line, string column, int most, bool whole)
    {
        var text = line[column];
        if (text.Length == 0 || Symbols.Contains(text, StringComparer.Ordinal))
        {
            return new(null, text.Length == 0 ? null : text);
        }

        if (decimal.TryParse(text, whole ? NumberStyles.None : NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= most)
        {
            return new(number, null);
        }

        line.Wrong(column, $"must be {(whole ? "a whole number" : $"a number up to {most}")}, one of {string.Join(", ", Symbols)}, or empty");
        return default;
    }
}

/// <summary>A row with its columns by name, in whatever letters.</summary>
/// <param name="number">Line of the file.</param>
internal sealed class PublishedLine(int number, string[] header, Dictionary<string, int> columns, string[] cells, List<string> errors)
{
    internal int Number => number;

    internal string this[string column] => cells[columns[column]].Trim();

    internal bool Has(string column) => columns.ContainsKey(column);

    /// <summary>The column as it is written in the file.</summary>
    internal string Spelled(string column) => header[columns[column]];

    internal void Wrong(string column, string rule) => errors.Add($"line {number}, {Spelled(column)}: \"{this[column]}\" {rule}.");
}
