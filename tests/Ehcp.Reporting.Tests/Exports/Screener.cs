using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;

namespace Ehcp.Reporting.Tests.Exports;

/// <summary>
/// Rules that DfE's screener of open data files has (<c>dfe-analytical-services/eesyscreener</c>), in our own words. A file that has none of the columns by
/// which the standard tells time claims nothing, and is not held against its rules.
/// </summary>
internal static partial class Screener
{
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];

    // Identifiers that may stand together, and how many digits the period has with them.
    private static readonly (string[] Identifiers, int Digits)[] Times =
    [
        (["Calendar year"], 4), (["Reporting year"], 4), (Months, 4), ([.. Enumerable.Range(1, 52).Select(week => $"Week {week}")], 4),
        (["Financial year"], 6), (["Academic year"], 6), (["Tax year"], 6), (["Autumn and spring term"], 6), (["Spring term", "Autumn term", "Summer term"], 6),
        (["Financial year Q1", "Financial year Q2", "Financial year Q3", "Financial year Q4"], 6),
        (["Part 1 (April to September)", "Part 2 (October to March)"], 6),
    ];

    private static readonly string[] Symbols = ["z", "x", "c", "k", "low", "u"];

    private static readonly Dictionary<string, string[]> Levels = new(StringComparer.Ordinal)
    {
        ["National"] = ["country_code", "country_name"],
        ["Regional"] = ["region_code", "region_name"],
        ["Local authority"] = ["new_la_code", "old_la_code", "la_name"],
    };

    private static readonly string[] TimeAndPlace =
    [
        "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
        "new_la_code", "old_la_code", "la_name",
    ];

    /// <summary>What the screener would refuse in a file.</summary>
    /// <param name="csv">The data.</param>
    /// <param name="meta">Its description; null where only the data was asked for.</param>
    internal static List<string> Complaints(string csv, string? meta = null)
    {
        var (columns, rows) = Read(csv);
        var bad = new List<string>();
        if (!columns.Contains("time_period") && !columns.Contains("time_identifier"))
        {
            return bad;
        }

        Check(columns.Contains("time_period") && columns.Contains("time_identifier") && columns.Contains("geographic_level"), "mandatory columns");
        Check(columns.All(column => SnakeCase().IsMatch(column)) && columns.Distinct().Count() == columns.Length, "column names");
        var identifiers = rows.Select(row => row["time_identifier"]).Distinct().ToList();
        var time = Times.FirstOrDefault(one => identifiers.TrueForAll(identifier => one.Identifiers.Contains(identifier)));
        Check(identifiers.Count == 0 || time.Identifiers is not null, $"time_identifier {string.Join(", ", identifiers)}");
        foreach (var period in rows.Select(row => row["time_period"]).Distinct())
        {
            Check(period.Length == time.Digits && period.All(char.IsAsciiDigit), $"time_period {period}");
            Check(period.Length != 6 || (Whole(period[..4]) + 1) % 100 == Whole(period[4..]), $"years {period}");
        }

        foreach (var row in rows)
        {
            Check(Levels.TryGetValue(row["geographic_level"], out var needed), $"geographic_level {row["geographic_level"]}");
            Check(needed?.All(column => row.GetValueOrDefault(column) is { Length: > 0 }) ?? true, $"{row["geographic_level"]} lacks its codes");
            Check(row["country_code"] == "E92000001" && row["country_name"] == "England", "country");
        }

        var filters = columns.Where(column => column is "breakdown" or "breakdown_topic").ToList();
        Check(
            rows.TrueForAll(row => filters.TrueForAll(filter => row[filter].Length > 0 && row[filter].Trim() == row[filter])), "filters blank or with blanks");
        var indicators = columns.Except(TimeAndPlace).Except(filters).ToList();
        Check(indicators.Count > 0, "no indicator");
        Check(
            rows.TrueForAll(row => indicators.TrueForAll(column =>
                Symbols.Contains(row[column]) || decimal.TryParse(row[column], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))),
            "an indicator is neither a number nor a symbol");
        Check(rows.Select(row => string.Join('|', columns.Except(indicators).Select(column => row[column]))).Distinct().Count() == rows.Count, "rows twice");
        if (meta is not null)
        {
            CheckDescription(Read(meta), columns, indicators, rows, Check);
        }

        return [.. bad.Distinct()];

        void Check(bool good, string rule)
        {
            if (!good)
            {
                bad.Add(rule);
            }
        }
    }

    private static void CheckDescription(
        (string[] Columns, List<Dictionary<string, string>> Rows) meta, string[] columns, List<string> indicators, List<Dictionary<string, string>> rows,
        Action<bool, string> check)
    {
        string[] mandatory = ["col_name", "col_type", "label", "indicator_grouping", "indicator_unit", "indicator_dp", "filter_hint", "filter_grouping_column"];
        check(mandatory.All(meta.Columns.Contains), "meta: columns");
        check(meta.Rows.TrueForAll(one => columns.Contains(one["col_name"])), "meta: a column that is not in the data");
        var groups = meta.Rows.Select(one => one["filter_grouping_column"]).Where(group => group.Length > 0).ToList();
        check(columns.Except(TimeAndPlace).Except(groups).All(column => meta.Rows.Exists(one => one["col_name"] == column)), "meta: a column is not described");
        check(!meta.Rows.Exists(one => TimeAndPlace.Contains(one["col_name"])), "meta: time or place described");
        check(
            meta.Rows.Select(one => one["label"]).Distinct().Count() == meta.Rows.Count && meta.Rows.TrueForAll(one => one["label"].Length > 0),
            "meta: labels");
        foreach (var one in meta.Rows)
        {
            var isIndicator = one["col_type"] == "Indicator";
            check(isIndicator ? indicators.Contains(one["col_name"]) : one["col_type"] == "Filter", $"meta: type of {one["col_name"]}");
            check(!isIndicator || one["indicator_dp"].Length > 0, $"meta: decimals of {one["col_name"]}");
            check(one["indicator_unit"] is "" or "%" or "pp" or "£" or "£m" or "numberstring", $"meta: unit of {one["col_name"]}");
            check(!isIndicator || (one["filter_hint"].Length == 0 && one["filter_grouping_column"].Length == 0), $"meta: {one["col_name"]} is no filter");
            if (one["filter_grouping_column"] is { Length: > 0 } group)
            {
                check(Items(one["col_name"]) >= Items(group) && !meta.Rows.Exists(other => other["col_name"] == group), $"meta: group of {one["col_name"]}");
            }
        }

        int Items(string column) => rows.Select(row => row[column]).Distinct().Count();
    }

    private static int Whole(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static (string[] Columns, List<Dictionary<string, string>> Rows) Read(string text)
    {
        using var csv = new CsvParser(new StringReader(text.TrimStart('\uFEFF')), CultureInfo.InvariantCulture);
        csv.Read();
        string[] columns = csv.Record!;
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(columns.Zip(csv.Record!).DistinctBy(cell => cell.First).ToDictionary(cell => cell.First, cell => cell.Second));
        }

        return (columns, rows);
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex SnakeCase();
}
