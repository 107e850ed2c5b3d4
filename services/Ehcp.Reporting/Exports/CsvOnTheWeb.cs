using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ehcp.Reporting.Exports;

/// <summary>Describes a table so that a program can read and check it: W3C's <i>CSV on the Web</i>, the standard government recommends for CSV.</summary>
internal static class CsvOnTheWeb
{
    // For a file, not for a page: an apostrophe may stand as one.
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static byte[] Of(OpenDataTable table, ExportNotes notes)
    {
        var metadata = new JsonObject
        {
            ["@context"] = new JsonArray("http://www.w3.org/ns/csvw", new JsonObject { ["@language"] = "en" }),
            ["url"] = $"{table.Name}.csv",
            ["dc:title"] = table.Title,
            ["dc:description"] = string.Join(' ', notes.Definition),
            ["dc:publisher"] = new JsonObject { ["schema:name"] = notes.Publisher },
            ["dialect"] = new JsonObject
            {
                ["encoding"] = "utf-8",
                ["delimiter"] = ",",
                ["quoteChar"] = "\"",
                ["doubleQuote"] = true,
                ["lineTerminators"] = new JsonArray("\n"),
                ["header"] = true,
                ["headerRowCount"] = 1,
                ["skipInitialSpace"] = false,
                ["trim"] = false,
            },
            ["tableSchema"] = new JsonObject
            {
                ["columns"] = new JsonArray([.. table.Columns.Select(Column)]),
                ["primaryKey"] = new JsonArray([.. table.Key.Select(name => (JsonNode)name)]),
            },
        };
        if (notes.Licence is { } licence)
        {
            metadata["dc:license"] = new JsonObject { ["@id"] = licence };
        }
        else
        {
            metadata["dc:rights"] = ExportNotes.NoLicence;
        }

        return [.. JsonSerializer.SerializeToUtf8Bytes(metadata, Readable), (byte)'\n'];
    }

    private static JsonNode Column(OpenDataColumn column)
    {
        var described = new JsonObject { ["name"] = column.Name, ["titles"] = column.Name, ["dc:description"] = column.Label };
        switch (column.Kind)
        {
            case OpenDataKind.Count:
                described["datatype"] = "nonNegativeInteger";
                described[column.MayBeHidden ? "null" : "required"] = column.MayBeHidden ? OpenDataTable.Hidden : true;
                break;
            case OpenDataKind.Percent:
                described["datatype"] = new JsonObject { ["base"] = "decimal", ["format"] = "##0.0", ["minimum"] = 0, ["maximum"] = 100 };
                described["null"] = column.MayBeHidden ? new JsonArray(OpenDataTable.NotApplicable, OpenDataTable.Hidden) : OpenDataTable.NotApplicable;
                break;
            case OpenDataKind.Mean:
                described["datatype"] = new JsonObject { ["base"] = "decimal", ["format"] = "##0.0", ["minimum"] = 0, ["maximum"] = 9999 };
                described["null"] = OpenDataTable.NotApplicable;
                break;
            default:
                described["datatype"] = column.Pattern is { } pattern ? new JsonObject { ["base"] = "string", ["format"] = pattern } : "string";
                if (column.Kind != OpenDataKind.Place)
                {
                    described["required"] = true;
                }

                break;
        }

        return described;
    }
}
