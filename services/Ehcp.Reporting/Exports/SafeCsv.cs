using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ehcp.Reporting.Exports;

/// <summary>CSV that a spreadsheet may open.</summary>
internal static class SafeCsv
{
    private static readonly CsvConfiguration Shape = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",

        // A team may be called "-1+1", and a spreadsheet would compute it. No figure begins with a sign.
        InjectionOptions = InjectionOptions.Escape,
    };

    /// <summary>A file that people open in a spreadsheet: with the byte order mark, without which Excel takes UTF-8 for Latin letters of Windows.</summary>
    internal static byte[] ForSpreadsheet(IEnumerable<IEnumerable<string>> lines) => [.. Encoding.UTF8.Preamble, .. Of(lines)];

    /// <summary>A file that programs read: UTF-8 and nothing before it.</summary>
    internal static byte[] Of(IEnumerable<IEnumerable<string>> lines)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var csv = new CsvWriter(text, Shape))
        {
            foreach (var line in lines)
            {
                foreach (var field in line)
                {
                    csv.WriteField(field);
                }

                csv.NextRecord();
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
