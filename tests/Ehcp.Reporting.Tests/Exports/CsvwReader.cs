using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.VisualBasic.FileIO;

namespace Ehcp.Reporting.Tests.Exports;

/// <summary>Reads a CSV by its CSVW description and nothing else, and tells each cell that is not what the description says.</summary>
internal static class CsvwReader
{
    internal static List<string> Complaints(string csv, JsonElement metadata)
    {
        var complaints = new List<string>();
        var dialect = metadata.GetProperty("dialect");
        if (csv.Contains('\r', StringComparison.Ordinal) || !csv.EndsWith(dialect.GetProperty("lineTerminators")[0].GetString()!, StringComparison.Ordinal))
        {
            complaints.Add("line terminators");
        }

        using var parser = new TextFieldParser(new StringReader(csv))
        {
            TrimWhiteSpace = dialect.GetProperty("trim")
            .GetBoolean(),
            HasFieldsEnclosedInQuotes = dialect.GetProperty("quoteChar").GetString() == "\""
        };
        parser.SetDelimiters(dialect.GetProperty("delimiter").GetString()!);
        var columns = metadata.GetProperty("tableSchema").GetProperty("columns").EnumerateArray().ToArray();
        var header = parser.ReadFields()!;
        if (!header.SequenceEqual(columns.Select(column => column.GetProperty("titles").GetString())))
        {
            complaints.Add("header");
        }

        var key = metadata.GetProperty("tableSchema").GetProperty("primaryKey").EnumerateArray().Select(name => Array.IndexOf(header, name.GetString()))
            .ToArray();
        var keys = new HashSet<string>();
        for (var row = 1; !parser.EndOfData; row++)
        {
            var cells = parser.ReadFields()!;
            if (cells.Length != columns.Length)
            {
                complaints.Add($"row {row}: {cells.Length} cells");
                continue;
            }

            complaints.AddRange(columns.Where((column, index) => !IsAsDescribed(cells[index], column))
                .Select(column => $"row {row}, {column.GetProperty("name").GetString()}"));
            if (!keys.Add(string.Join('\u001F', key.Select(index => cells[index]))))
            {
                complaints.Add($"row {row}: primary key");
            }
        }

        return complaints;
    }

    private static bool IsAsDescribed(string cell, JsonElement column)
    {
        if (cell == (column.TryGetProperty("null", out var none) ? none.GetString() : ""))
        {
            return !column.TryGetProperty("required", out var required) || !required.GetBoolean();
        }

        var datatype = column.GetProperty("datatype");
        var (type, format) = datatype.ValueKind == JsonValueKind.String
            ? (datatype.GetString(), null)
            : (datatype.GetProperty("base").GetString(), datatype.GetProperty("format").GetString());
        return (type, format) switch
        {
            ("string", null) => true,
            ("string", { } pattern) => Regex.IsMatch(cell, $"^(?:{pattern})$"),
            ("nonNegativeInteger", null) => Regex.IsMatch(cell, "^[0-9]+$"),
            ("decimal", "##0.0") => Regex.IsMatch(cell, @"^(0|[1-9][0-9]*)\.[0-9]$")
                && decimal.Parse(cell, CultureInfo.InvariantCulture) is var number
                && number >= datatype.GetProperty("minimum").GetDecimal() && number <= datatype.GetProperty("maximum").GetDecimal(),
            _ => throw new NotSupportedException($"{type} {format}"),
        };
    }
}
