using System.IO.Compression;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Exports;

/// <summary>A table and all that explains it in one file: figures that travel alone are misread.</summary>
internal static class OpenDataZip
{
    // The day a zip counts from: the same question gives the same bytes, whenever it is asked.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static FileContentHttpResult File(OpenDataTable table, ExportNotes notes)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add($"{table.Name}.csv", OpenDataCsv.Of(table));
            Add($"{table.Name}.meta.csv", OpenDataCsv.DescriptionOf(table));
            Add($"{table.Name}.csv-metadata.json", CsvOnTheWeb.Of(table, notes));
            Add("README.txt", notes.Readme(table));

            void Add(string name, byte[] content)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = NoTime;
                entry.ExternalAttributes = 0;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return TypedResults.File(bytes.ToArray(), "application/zip", $"{table.Name}.zip");
    }
}
