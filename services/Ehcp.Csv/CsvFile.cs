using nietras.SeparatedValues;

namespace Ehcp.Csv;

/// <summary>A row of a file: of its cells only those that were asked for, without the blanks around them.</summary>
/// <param name="Line">Line of the file that it begins on, the first being 1.</param>
/// <param name="Columns">How many cells it has.</param>
/// <param name="Cells">One for each column that was asked for; empty where the row is too short.</param>
/// <param name="IsLonger">Whether something stands behind the last column.</param>
public sealed record CsvRow(long Line, int Columns, string[] Cells, bool IsLonger);

/// <summary>A file of separated values, read once and in pieces, however large it is.</summary>
public sealed class CsvFile : IAsyncDisposable
{
    // Enough for any header; the rest is read as it is needed.
    private const int BeginningSize = 64 * 1024;

    private readonly SepReader? _reader;
    private readonly StreamReader _text;
    private readonly int _linesBefore;

    private CsvFile(StreamReader text, SepReader? reader, string[] header, CsvDialect dialect) =>
        (_text, _reader, Header, Separator, _linesBefore) = (text, reader, header, dialect.Separator, dialect.LinesBefore);

    /// <summary>The names of its columns, without the blanks around them; none for an empty file.</summary>
    public string[] Header { get; }

    public char Separator { get; }

    /// <param name="stream">The bytes; it stays open.</param>
    /// <param name="charset">The character set where it is known.</param>
    /// <exception cref="CsvException">It is no text.</exception>
    public static async Task<CsvFile> OpenAsync(Stream stream, string? charset, CancellationToken cancellationToken)
    {
        var text = CsvText.Open(stream, charset);
        var beginning = new char[BeginningSize];
        var length = await text.ReadBlockAsync(beginning, cancellationToken);
        if (beginning.AsSpan(0, length).StartsWith("PK\u0003\u0004"))
        {
            throw new CsvException(CsvTrouble.Workbook);
        }

        if (beginning.AsSpan(0, length).Contains('\0'))
        {
            throw new CsvException(CsvTrouble.NoText);
        }

        var dialect = CsvDialect.Of(beginning.AsSpan(0, length));
        SepReader? reader = null;
        try
        {
            reader = await Sep.New(dialect.Separator)
                .Reader(options => options with { HasHeader = false, Unescape = true, DisableColCountCheck = true, DisableFastFloat = true })
                .FromAsync(new Continued(beginning.AsMemory(dialect.Start, length - dialect.Start), text), cancellationToken);
            return new(text, reader, await reader.MoveNextAsync(cancellationToken) ? Names(reader.Current) : [], dialect);
        }
        catch (NotSupportedException)
        {
            reader?.Dispose();
            throw new CsvException(CsvTrouble.RowTooLong);
        }
    }

    /// <summary>Its rows in sets. Rows in which nothing stands are left out.</summary>
    /// <param name="columns">Places of the columns that are wanted; no other cell becomes a text of its own.</param>
    /// <param name="most">Rows in a set.</param>
    /// <exception cref="CsvException">A row is longer than anything a person would write, as behind a quote that is never closed.</exception>
    public async IAsyncEnumerable<List<CsvRow>> RowsAsync(
        int[] columns, int most, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var set = new List<CsvRow>(most);
        while (_reader is not null && await NextAsync(cancellationToken))
        {
            if (RowOf(_reader.Current, columns) is { } row)
            {
                set.Add(row);
            }

            if (set.Count == most)
            {
                yield return set;
                set = new List<CsvRow>(most);
            }
        }

        if (set.Count > 0)
        {
            yield return set;
        }
    }

    public ValueTask DisposeAsync()
    {
        _reader?.Dispose();
        _text.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _reader!.MoveNextAsync(cancellationToken);
        }
        catch (NotSupportedException)
        {
            throw new CsvException(CsvTrouble.RowTooLong);
        }
    }

    private static string[] Names(SepReader.Row row)
    {
        var names = new string[row.ColCount];
        for (var at = 0; at < names.Length; at++)
        {
            names[at] = row[at].Span.Trim().ToString();
        }

        // Separators behind the last name are no columns.
        var last = Array.FindLastIndex(names, name => name.Length > 0);
        return names[..(last + 1)];
    }

    private CsvRow? RowOf(SepReader.Row row, int[] columns)
    {
        var cells = new string[columns.Length];
        var filled = false;
        for (var at = 0; at < cells.Length; at++)
        {
            var cell = columns[at] >= 0 && columns[at] < row.ColCount ? row[columns[at]].Span.Trim() : [];
            cells[at] = cell.IsEmpty ? "" : cell.ToString();
            filled |= !cell.IsEmpty;
        }

        return filled || IsFilled(row, 0)
            ? new(row.LineNumberFrom + _linesBefore, row.ColCount, cells, row.ColCount > Header.Length && IsFilled(row, Header.Length))
            : null;
    }

    private static bool IsFilled(SepReader.Row row, int from)
    {
        for (var at = from; at < row.ColCount; at++)
        {
            if (!row[at].Span.IsWhiteSpace())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What was read already, and what comes after it.</summary>
    private sealed class Continued(ReadOnlyMemory<char> beginning, StreamReader rest) : TextReader
    {
        private ReadOnlyMemory<char> _beginning = beginning;

        public override int Read(Span<char> buffer) => _beginning.IsEmpty ? rest.Read(buffer) : Take(buffer);

        public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

        public override int ReadBlock(Span<char> buffer)
        {
            var length = 0;
            while (length < buffer.Length && Read(buffer[length..]) is > 0 and var read)
            {
                length += read;
            }

            return length;
        }

        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default) =>
            _beginning.IsEmpty ? rest.ReadAsync(buffer, cancellationToken) : ValueTask.FromResult(Take(buffer.Span));

        public override async ValueTask<int> ReadBlockAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
        {
            var length = 0;
            while (length < buffer.Length && await ReadAsync(buffer[length..], cancellationToken) is > 0 and var read)
            {
                length += read;
            }

            return length;
        }

        private int Take(Span<char> buffer)
        {
            var length = Math.Min(buffer.Length, _beginning.Length);
            _beginning.Span[..length].CopyTo(buffer);
            _beginning = _beginning[length..];
            return length;
        }
    }
}

/// <summary>Why a file cannot be read at all.</summary>
public enum CsvTrouble
{
    /// <summary>It is an Excel or LibreOffice workbook.</summary>
    Workbook,

    /// <summary>It has bytes in it that no text has.</summary>
    NoText,

    /// <summary>A row is too long, as behind a quote that is never closed.</summary>
    RowTooLong,
}

/// <summary>A file cannot be read at all.</summary>
public sealed class CsvException(CsvTrouble trouble) : Exception
{
    public CsvTrouble Trouble { get; } = trouble;

    public string InWords => Trouble switch
    {
        CsvTrouble.Workbook => "It is a workbook. Save the sheet as CSV and send that.",
        CsvTrouble.NoText => "It is no text file.",
        _ => "A row is longer than 16 million characters. A quotation mark is probably never closed.",
    };
}
