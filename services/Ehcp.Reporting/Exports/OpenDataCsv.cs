using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Exports;

/// <summary>Writes a table, and DfE's description of its columns, as CSV.</summary>
internal static class OpenDataCsv
{
    private static readonly string[] DescriptionColumns =
        ["col_name", "col_type", "label", "indicator_grouping", "indicator_unit", "indicator_dp", "filter_hint", "filter_grouping_column"];

    internal static FileContentHttpResult File(OpenDataTable table) => TypedResults.File(Of(table), "text/csv; charset=utf-8", $"{table.Name}.csv");

    internal static byte[] Of(OpenDataTable table) => SafeCsv.Of([table.Columns.Select(column => column.Name), .. table.Rows]);

    /// <summary>The <c>.meta.csv</c> that DfE's standard wants beside each file: it names filters and indicators, not times and places.</summary>
    internal static byte[] DescriptionOf(OpenDataTable table)
    {
        var grouping = table.Columns.FirstOrDefault(column => column.Kind == OpenDataKind.FilterGroup)?.Name ?? "";
        return SafeCsv.Of(
            [DescriptionColumns, .. table.Columns.Where(column => column.IsIndicator || column.Kind == OpenDataKind.Filter).Select(column => column.Kind switch
        {
            OpenDataKind.Filter => new[] { column.Name, "Filter", column.Label, "", "", "", $"Filter by {column.Label.ToLowerInvariant()}", grouping },
            OpenDataKind.Percent => [column.Name, "Indicator", column.Label, "", "%", "1", "", ""],
            OpenDataKind.Mean => [column.Name, "Indicator", column.Label, "", "", "1", "", ""],
            _ => [column.Name, "Indicator", column.Label, "", "", "0", "", ""],
        })]);
    }
}
