using System.IO.Compression;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Exports;

/// <summary>A table and all that explains it in one file: figures that travel alone are misread.</summary>
internal static class OpenDataZip
{
    internal static FileContentHttpResult File(OpenDataTable table, ExportNotes notes)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            SameZip.Add(zip, $"{table.Name}.csv", OpenDataCsv.Of(table));
            SameZip.Add(zip, $"{table.Name}.meta.csv", OpenDataCsv.DescriptionOf(table));
            SameZip.Add(zip, $"{table.Name}.csv-metadata.json", CsvOnTheWeb.Of(table, notes));
            SameZip.Add(zip, "README.txt", notes.Readme(table));
        }

        return TypedResults.File(bytes.ToArray(), "application/zip", $"{table.Name}.zip");
    }
}
