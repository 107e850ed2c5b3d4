using System.Collections.Frozen;
using System.Globalization;
using System.IO.Compression;
using CsvHelper;
using CsvHelper.Configuration;
using Ehcp.Contracts;

namespace Ehcp.Simulator.Published;

/// <summary>
/// DfE's figures of the 20 weeks as a table of cells. It is read here apart from the services' own reader, so that a mistake of that one cannot hide
/// from a comparison; a test holds the two against each other.
/// </summary>
public static class PublishedTable
{
    private const string England = "E92000001";

    /// <summary>What a row that is not broken down is called, by release: 2026, 2025, and in general.</summary>
    private static readonly string[] Totals = ["All EHC plans", "All EHC plans issued", "Total"];

    // Of each cell: its column in the files of DfE, in whatever letters, and in those that came with the project.
    private static readonly (string Dfe, string Own)[] CellColumns =
    [
        ("plans_issued_den", "plans_issued_incl_exceptions"),
        ("plans_issued_within_20_weeks", "within_20w_incl"),
        ("pc_plans_issued_within_20_weeks", "pct_incl"),
        ("plans_issued_den_ex", "plans_issued_excl_exceptions"),
        ("plans_issued_20_weeks_ex", "within_20w_excl"),
        ("pc_plans_issued_20_weeks_ex", "pct_excl"),
    ];

    private static readonly FrozenDictionary<string, string> Regions = Resource("Regions.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(line => line.Trim().Split(',')).ToFrozenDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);

    /// <summary>Calendar years 2019 to 2023 of every authority, region and England.</summary>
    public static IReadOnlyList<PublishedRow> Shipped { get; } = Read("DfE's figures of the build", Resource("PublishedFigures.csv"));

    /// <summary>The rows of a file as DfE publishes it: the CSV, or the zip of the whole release.</summary>
    /// <exception cref="FormatException">It is no such file.</exception>
    public static IReadOnlyList<PublishedRow> ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            return Read(path, File.ReadAllText(path));
        }

        using var zip = ZipFile.OpenRead(path);
        foreach (var entry in zip.Entries.Where(entry => entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)))
        {
            using var reader = new StreamReader(entry.Open());
            var text = reader.ReadToEnd();
            if (text.Split('\n')[0].Contains("plans_issued_den_ex", StringComparison.OrdinalIgnoreCase))
            {
                return Read(entry.FullName, text);
            }
        }

        throw new FormatException($"{path} has no table of plans issued within 20 weeks.");
    }

    /// <summary>Of two files the later one's row stands, for a release corrects former years.</summary>
    public static IReadOnlyList<PublishedRow> Newest(IEnumerable<IReadOnlyList<PublishedRow>> files)
    {
        var newest = new Dictionary<(int, string), PublishedRow>();
        foreach (var row in files.SelectMany(file => file))
        {
            newest[(row.Year, row.Code)] = row;
        }

        return [.. newest.Values.OrderBy(row => row.Year).ThenByDescending(row => row.Level).ThenBy(row => row.Code, StringComparer.Ordinal)];
    }

    private static List<PublishedRow> Read(string name, string text)
    {
        using var csv = new CsvParser(new StringReader(text.TrimStart('\uFEFF')), new CsvConfiguration(CultureInfo.InvariantCulture) { AllowComments = true });
        if (!csv.Read())
        {
            throw new FormatException($"{name} is empty.");
        }

        var columns = csv.Record!.Select((column, at) => (Name: column.Trim().ToLowerInvariant(), At: at)).ToDictionary(one => one.Name, one => one.At);
        var isDfes = columns.ContainsKey("geographic_level");
        int[] cells = [.. CellColumns.Select(cell => Column(isDfes ? cell.Dfe : cell.Own))];
        var (year, code, la) = (Column(isDfes ? "time_period" : "calendar_year"), Column("new_la_code"), Column("la_name"));
        var rows = new List<PublishedRow>();
        while (csv.Read())
        {
            var record = csv.Record!;
            if (isDfes && columns.TryGetValue("breakdown", out var breakdown) && !Totals.Contains(record[breakdown].Trim()))
            {
                continue;
            }

            var place = isDfes ? PlaceOf(record) : record[code].Trim();
            var (level, canonical, region) = Place(place, $"{name}, line {csv.RawRow}");
            var numbers = cells.Select(at => PublishedCell.Of(record[at].Trim())).ToArray();
            var title = !isDfes || level == PublishedLevel.Authority ? record[la]
                : record[Column(level == PublishedLevel.England ? "country_name" : "region_name")];
            rows.Add(new(
                int.Parse(record[year], NumberStyles.None, CultureInfo.InvariantCulture), level, canonical,
                title.Length == 0 ? "England" : title.Trim(), region,
                numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]));
        }

        return rows.Count > 0 ? rows : throw new FormatException($"{name} has no row of all plans.");

        int Column(string column) => columns.TryGetValue(column, out var at) ? at : throw new FormatException($"{name} has no column {column}.");

        string PlaceOf(string[] record) => record[Column("geographic_level")].Trim() switch
        {
            "National" => record[Column("country_code")].Trim(),
            "Regional" => record[Column("region_code")].Trim(),
            _ => record[code].Trim(),
        };
    }

    private static (PublishedLevel Level, string Code, string? Region) Place(string code, string where) =>
        code == England ? (PublishedLevel.England, code, null)
        : code.StartsWith("E12", StringComparison.Ordinal) ? (PublishedLevel.Region, code, code)
        : Authorities.Find(code) is { } authority ? (PublishedLevel.Authority, authority.OnsCode, RegionOf(authority))
        : throw new FormatException($"{where}: {code} is the code of no authority, region or country that is known here.");

    private static string? RegionOf(Authority authority) => Regions.GetValueOrDefault(authority.DfeCode)
        ?? Authorities.Current.PredecessorsOf(authority.OnsCode).Select(RegionOf).FirstOrDefault();

    private static string Resource(string name)
    {
        using var stream = typeof(PublishedTable).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The build lacks {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
