using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Exports;

/// <summary>Writes a table, and DfE's description of its columns, as CSV.</summary>
internal static class OpenDataCsv
{
    private static readonly string[] DescriptionColumns =
        ["col_name", "col_type", "label", "indicator_grouping", "indicator_unit", "indicator_dp", "filter_hint", "filter_grouping_column"];

    private static readonly CsvConfiguration Shape = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",

        // A team may be called "-1+1", and a spreadsheet would compute it. No figure begins with a sign.
        InjectionOptions = InjectionOptions.Escape,
    };

    internal static FileContentHttpResult File(OpenDataTable table) => TypedResults.File(Of(table), "text/csv; charset=utf-8", $"{table.Name}.csv");

    internal static byte[] Of(OpenDataTable table) => Written([table.Columns.Select(column => column.Name), .. table.Rows]);

    /// <summary>The <c>.meta.csv</c> that DfE's standard wants beside each file: it names filters and indicators, not times and places.</summary>
    internal static byte[] DescriptionOf(OpenDataTable table)
    {
        var grouping = table.Columns.FirstOrDefault(column => column.Kind == OpenDataKind.FilterGroup)?.Name ?? "";
        return Written([DescriptionColumns, .. table.Columns.Where(column => column.IsIndicator || column.Kind == OpenDataKind.Filter).Select(column => column.Kind switch
        {
            OpenDataKind.Filter => new[] { column.Name, "Filter", column.Label, "", "", "", $"Filter by {column.Label.ToLowerInvariant()}", grouping },
            OpenDataKind.Percent => [column.Name, "Indicator", column.Label, "", "%", "1", "", ""],
            _ => [column.Name, "Indicator", column.Label, "", "", "0", "", ""],
        })]);
    }

    private static byte[] Written(IEnumerable<IEnumerable<string>> lines)
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
