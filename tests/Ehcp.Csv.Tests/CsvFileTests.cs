using System.Text;
using CsCheck;

namespace Ehcp.Csv.Tests;

/// <summary>Files as Excel, LibreOffice and nightly extracts save them.</summary>
public sealed class CsvFileTests
{
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(",;|\t\"\r\n");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(',', "\r\n")]
    [InlineData(';', "\r\n")]
    [InlineData('\t', "\n")]
    [InlineData('|', "\n")]
    public async Task Separators_and_line_ends_are_found_out(char separator, string end)
    {
        var text = $"Ref{separator}Team{separator}Date{end}A1{separator}\"North{separator} East\"{separator}05/01/2026{end}";

        var (header, rows) = await ReadAsync(Encoding.UTF8.GetBytes(text));

        Assert.Equal(["Ref", "Team", "Date"], header);
        Assert.Equal(["2: A1 ~ North" + separator + " East ~ 05/01/2026"], rows);
    }

    public static TheoryData<string, byte[]> Encoded => new()
    {
        { "UTF-8 without a mark", Encoding.UTF8.GetBytes("Ref,Team\nA1,Zoë – Nord’s €\n") },
        { "UTF-8 with a mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("Ref,Team\nA1,Zoë – Nord’s €\n")] },
        { "Windows-1252", Western.GetBytes("Ref,Team\nA1,Zoë – Nord’s €\n") },
        { "Excel's Unicode text", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Ref\tTeam\r\nA1\tZoë – Nord’s €\r\n")] },
    };

    [Theory, MemberData(nameof(Encoded))]
    public async Task Letters_are_read_whatever_they_are_written_in(string what, byte[] file)
    {
        var (header, rows) = await ReadAsync(file);

        Assert.Equal(["Ref", "Team"], header);
        Assert.Equal(["2: A1 ~ Zoë – Nord’s €"], rows);
        Assert.NotEmpty(what);
    }

    [Fact]
    public async Task A_character_set_that_was_told_is_used()
    {
        var (_, rows) = await ReadAsync(Western.GetBytes("Ref,Team\nA1,Ã©\n"), "windows-1252");

        Assert.Equal(["2: A1 ~ Ã©"], rows);
    }

    [Theory]
    [InlineData("sep=;\r\nRef;Team\r\nA1;a,b,c,d\r\n", "3: A1 ~ a,b,c,d")]
    [InlineData("\r\n  \r\nRef,Team\r\nA1,x\r\n", "4: A1 ~ x")]
    [InlineData("\uFEFFsep=,\nRef,Team\nA1,x\n", "3: A1 ~ x")]
    public async Task What_stands_before_the_header_is_no_row(string text, string row)
    {
        var (header, rows) = await ReadAsync(Encoding.UTF8.GetBytes(text));

        Assert.Equal(["Ref", "Team"], header);
        Assert.Equal([row], rows);
    }

    [Fact]
    public async Task A_row_has_the_line_that_it_begins_on_and_line_ends_in_quotes_end_nothing()
    {
        var (_, rows) = await ReadAsync("Ref,Team\nA1,\"two\r\nlines, and \"\"quotes\"\"\"\nA2,x\n"u8.ToArray());

        Assert.Equal(["2: A1 ~ two\r\nlines, and \"quotes\"", "4: A2 ~ x"], rows);
    }

    [Fact]
    public async Task Blanks_are_trimmed_and_empty_rows_and_columns_are_none()
    {
        var (header, rows) = await ReadAsync("Ref , Team,,\n A1 ,\u00A0x\u00A0,,\n,,,\n  , ,,\n,\"\",,\n"u8.ToArray());

        Assert.Equal(["Ref", "Team"], header);
        Assert.Equal(["2: A1 ~ x"], rows);
    }

    [Fact]
    public async Task A_formula_is_a_text()
    {
        var (_, rows) = await ReadAsync("Ref,Team\n=1+1,@SUM(A1)\n"u8.ToArray());

        Assert.Equal(["2: =1+1 ~ @SUM(A1)"], rows);
    }

    [Theory]
    [InlineData("PK\u0003\u0004 a workbook", "Workbook")]
    [InlineData("Ref,Team\nA1,a\0b\n", "NoText")]
    public async Task What_is_no_csv_is_told(string text, string trouble) =>
        Assert.Equal(trouble, (await Assert.ThrowsAsync<CsvException>(() => ReadAsync(Encoding.UTF8.GetBytes(text)))).Trouble.ToString());

    [Fact]
    public async Task A_quote_that_is_never_closed_does_not_fill_the_memory()
    {
        var file = Encoding.UTF8.GetBytes("Ref,Team\nA1,\"" + new string('x', 40_000_000));

        Assert.Equal(CsvTrouble.RowTooLong, (await Assert.ThrowsAsync<CsvException>(() => ReadAsync(file))).Trouble);
    }

    [Fact]
    public async Task Whatever_cells_hold_comes_back_from_every_dialect()
    {
        var cell = Gen.String[Gen.OneOf(Gen.Char['a', 'z'], Gen.Char['0', '9'], Gen.OneOf([.. " ,;\"\n\r\t|é€'=ÿ".Select(Gen.Const)])), 0, 12]
            .Select(text => text.Trim());
        await Gen.Select(cell.Array[1, 4].List[1, 30], One(',', ';', '\t', '|'), One("\r\n", "\n"), One("utf-8", "bom", "1252", "utf-16"))
            .SampleAsync(async (rows, separator, end, encoding) =>
            {
                var header = Enumerable.Range(0, 4).Select(at => $"Column{at}").ToArray();
                var lines = rows.Select(row => Enumerable.Range(0, 4).Select(at => at < row.Length ? row[at] : "").ToArray()).ToList();
                var text = string.Concat(lines.Prepend(header).Select(line => string.Join(separator, line.Select(Quoted)) + end));

                // An é and two € in a row are in Windows-1252 what one letter is in UTF-8: no reader can tell, and nobody writes it.
                byte[] file = encoding switch
                {
                    "1252" when text.Contains('€') => Encoding.UTF8.GetBytes(text),
                    "bom" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
                    "1252" => Western.GetBytes(text),
                    "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
                    _ => Encoding.UTF8.GetBytes(text),
                };

                var (_, read) = await ReadAsync(file);

                Assert.Equal(
                    lines.Where(line => line.Any(one => one.Length > 0)).Select(line => string.Join(" ~ ", line)), read.Select(row => row[(row.IndexOf(": ") + 2)..]));
            }, iter: 300, threads: 1);

        static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);
        static string Quoted(string text) => text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
    }

    private static async Task<(string[] Header, List<string> Rows)> ReadAsync(byte[] bytes, string? charset = null)
    {
        using var stream = new MemoryStream(bytes);
        await using var file = await CsvFile.OpenAsync(stream, charset, Stop);
        var rows = new List<string>();
        await foreach (var set in file.RowsAsync([.. Enumerable.Range(0, file.Header.Length)], 7, Stop))
        {
            rows.AddRange(set.Select(row => $"{row.Line}: {string.Join(" ~ ", row.Cells)}"));
        }

        return (file.Header, rows);
    }
}
