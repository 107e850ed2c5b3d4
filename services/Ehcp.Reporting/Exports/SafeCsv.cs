using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ehcp.Reporting.Exports;

/// <summary>CSV that a spreadsheet may open.</summary>
internal static class SafeCsv
{
    /// <summary>
    /// A file that people open in a spreadsheet, line by line: with the byte order mark, without which Excel takes UTF-8 for Latin letters of Windows.
    /// </summary>
    /// <param name="stream">Where it goes; it stays open.</param>
    internal static SafeCsvWriter WriterForSpreadsheet(Stream stream) => new(stream, withMark: true);

    /// <summary>A file that programs read: UTF-8 and nothing before it.</summary>
    internal static byte[] Of(IEnumerable<IEnumerable<string>> lines)
    {
        using var bytes = new MemoryStream();
        using (var csv = new SafeCsvWriter(bytes, withMark: false))
        {
            foreach (var line in lines)
            {
                csv.Write(line);
            }
        }

        return bytes.ToArray();
    }
}

/// <summary>Writes CSV line by line.</summary>
internal sealed class SafeCsvWriter(Stream stream, bool withMark) : IDisposable
{
    private static readonly CsvConfiguration Shape = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",

        // A team may be called "-1+1", and a spreadsheet would compute it. No figure begins with a sign.
        InjectionOptions = InjectionOptions.Escape,
    };

    private readonly CsvWriter _csv = new(new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: withMark), leaveOpen: true), Shape);

    internal void Write(IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            _csv.WriteField(field);
        }

        _csv.NextRecord();
    }

    internal void Flush() => _csv.Flush();

    public void Dispose() => _csv.Dispose();
}
