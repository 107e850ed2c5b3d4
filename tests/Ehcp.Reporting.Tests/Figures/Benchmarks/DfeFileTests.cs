using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Ehcp.Reporting.Figures.Benchmarks;
using Ehcp.Simulator.Published;
using Microsoft.Extensions.Options;
using PublishedCell = Ehcp.Reporting.Figures.Benchmarks.PublishedCell;
using PublishedFigure = Ehcp.Reporting.Figures.Benchmarks.PublishedFigure;

namespace Ehcp.Reporting.Tests.Figures.Benchmarks;

/// <summary>DfE's own files, with the headers of the releases of 2025 and 2026.</summary>
public sealed class DfeFileTests
{
    private const string Places =
        "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name,"
        + "breakdown_topic,breakdown,";

    private const string Of2025 = Places
        + "plans_issued_den,plans_issued_within_20_weeks,pc_plans_issued_within_20_weeks,plans_issued_gt20weeks_ltYear,plans_issued_den_ex,"
        + "plans_issued_20_weeks_ex,PC_plans_issued_20_weeks_ex\n";

    private const string Of2026 = Places
        + "plans_issued_den,plans_issued_within_20_weeks,pc_plans_issued_within_20_weeks,plans_issued_gt20weeks_ltyear,plans_issued_den_ex,"
        + "plans_issued_20_weeks_ex,pc_plans_issued_20_weeks_ex,avg_weeks_issue_plan,avg_weeks_issue_plan_exc\n";

    private const string England = "2024,Calendar year,National,E92000001,England,,,,,,All EHC plans issued,All EHC plans issued,";
    private const string Birmingham =
        "2024,Calendar year,Local authority,E92000001,England,E12000005,West Midlands,E08000025,330,Birmingham,All EHC plans issued,All EHC plans issued,";

    private const string Guidance = """
        Education, health and care plans
        Reporting year 2025

        Data files

        Requests

        Filename: requests.csv
        Footnotes:

        1. Of requests.

        Timeliness

        Filename: timeliness_20_week.csv
        Time period: 2019 to 2024

        Footnotes:

        1. From 2023, the collection changed to a person level collection.
        2. Dorset and City of London classed all plans as exceptions.

        New plans

        Filename: newplans.csv
        """;

    [Fact]
    public void The_file_of_2025_is_read_as_it_is_published()
    {
        var figures = Read(Of2025
            + England + "90392,41448,45.9,42402,84866,39407,46.4\n"
            + Birmingham + "1382,369,26.7,1011,1290,344,26.7\n"
            + Birmingham.Replace("All EHC plans issued,All EHC plans issued", "Sex,Female", StringComparison.Ordinal) + "400,100,25,300,390,100,25.6\n"
            + "2024,Calendar year,Regional,E92000001,England,E12000005,West Midlands,,,,All EHC plans issued,All EHC plans issued,x,z,c,low,~,:,u\n"
            + "2024,Calendar year,Regional,E92000001,England,E13000001,Inner London,,,,All EHC plans issued,All EHC plans issued,1,1,100,0,1,1,100\n"
            + "2024,Calendar year,Local authority,E92000001,England,E12000003,Yorkshire and The Humber,E08000038,370,Barnsley,All EHC plans issued,"
            + "All EHC plans issued,10,5,50,5,10,5,50\n");

        Assert.Equal(["national", "local-authority", "regional", "local-authority"], figures.Select(figure => figure.Level));
        Assert.Equal(["England", "Birmingham", "West Midlands", "Barnsley"], figures.Select(figure => figure.Name));
        Assert.Equal((90392, 41448, 45.9m, 46.4m), (figures[0].All.Issued.Count, figures[0].All.Within.Count, figures[0].All.Percent.Number,
            figures[0].ExcludingExemptions.Percent.Number));
        Assert.Equal(("x", "z", "c", "~", ":", "u"), (figures[2].All.Issued.Symbol, figures[2].All.Within.Symbol, figures[2].All.Percent.Symbol,
            figures[2].ExcludingExemptions.Issued.Symbol, figures[2].ExcludingExemptions.Within.Symbol, figures[2].ExcludingExemptions.Percent.Symbol));
        Assert.Equal("E08000016", figures[3].Code); // the code that Barnsley had is what is stored
        Assert.Null(figures[0].MeanWeeks.Number);
        Assert.Contains("Department for Education", figures[0].Source.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_of_2026_has_other_letters_another_word_for_all_plans_and_mean_weeks()
    {
        var england = England.Replace("plans issued", "plans", StringComparison.Ordinal) + "90392,41448,45.9,42402,84866,39407,46.4,25.1,z\n";

        var figure = Assert.Single(Read(Of2026 + england));

        Assert.Equal((46.4m, 25.1m, "z"), (figure.ExcludingExemptions.Percent.Number, figure.MeanWeeks.Number, figure.MeanWeeksExcludingExemptions.Symbol));
    }

    [Fact]
    public void A_zip_of_a_release_is_read_with_its_footnotes()
    {
        var zip = Zip(
            ("data/requests.csv", "time_period,requests\n2024,1\n"),
            ("data/timeliness_20_week.csv", "\uFEFF" + Of2025 + England + "90392,41448,45.9,42402,84866,39407,46.4\n"),
            ("data-guidance/data-guidance.txt", Guidance));

        var figure = Assert.Single(PublishedFile.Read("education-health-and-care-plans_2025.zip", zip));

        Assert.Equal("education-health-and-care-plans_2025.zip/timeliness_20_week.csv", figure.Source.Name);
        Assert.Equal("Reporting year 2025", figure.Source.Release);
        Assert.Equal(
            ["From 2023, the collection changed to a person level collection.", "Dorset and City of London classed all plans as exceptions."],
            figure.Source.Footnotes);
    }

    [Fact]
    public void A_zip_that_holds_no_such_table_or_is_cut_off_is_told()
    {
        Assert.StartsWith("other.zip: has no table with the columns time_period, ", Wrong("other.zip", Zip(("a.csv", "x\n1\n"))), StringComparison.Ordinal);
        Assert.StartsWith("cut.zip: is no whole zip", Wrong("cut.zip", Zip(("a.csv", "x\n"))[..30]), StringComparison.Ordinal);
        var row = Of2025 + England + "2,1,50,1,2,1,50\n";
        Assert.Contains(
            "has several tables with the right columns (a.csv, b.csv)", Wrong("two.zip", Zip(("a.csv", row), ("b.csv", row))), StringComparison.Ordinal);
        Assert.Single(PublishedFile.Read("two.zip", Zip(("a.csv", row), ("timeliness_20_week.csv", row))));
    }

    [Theory]
    [InlineData("1382,369,26.7,1011,1290,344,abc",
        "line 2, PC_plans_issued_20_weeks_ex: \"abc\" must be a number up to 100, one of z, x, c, low, k, u, ~, :, or empty.")]
    [InlineData("1382,1383,26.7,1011,1290,344,26.7", "line 2, plans_issued_within_20_weeks: \"1383\" is more than plans_issued_den.")]
    [InlineData("1382,369,26.8,1011,1290,344,26.7",
        "line 2, pc_plans_issued_within_20_weeks: \"26.8\" is not the share of plans_issued_within_20_weeks in plans_issued_den to one decimal.")]
    [InlineData("1382,369,26.7,1011,1290,344", "line 2: has 18 columns and not 19.")]
    public void What_is_wrong_is_told_by_line_and_by_the_column_as_the_file_writes_it(string cells, string error) =>
        Assert.Equal($"dfe.csv: {error}", Wrong("dfe.csv", Encoding.UTF8.GetBytes(Of2025 + Birmingham + cells + "\n")));

    [Theory]
    [InlineData("Calendar year", "Academic year", "line 2, time_identifier: \"Academic year\" must be Calendar year.")]
    [InlineData("2024,", "202425,", "line 2, time_period: \"202425\" must be a year from 2010 to 2100.")]
    [InlineData("Local authority", "Ward", "line 2, geographic_level: \"Ward\" must be National, Regional or Local authority.")]
    [InlineData(",330,", ",331,", "line 2, old_la_code: \"331\" must be 330, which E08000025 is.")]
    [InlineData("E08000025", "E08009999", "line 2, new_la_code: \"E08009999\" must be the ONS code of England, of a region or of an English local authority.")]
    [InlineData("All EHC plans issued,All EHC plans issued", "Sex,Female",
        "has no row of all plans: one whose breakdown is All EHC plans, All EHC plans issued or Total.")]
    public void A_row_of_another_place_or_time_is_told(string good, string bad, string error) => Assert.Equal(
        $"dfe.csv: {error}",
        Wrong("dfe.csv", Encoding.UTF8.GetBytes(Of2025 + Birmingham.Replace(good, bad, StringComparison.Ordinal) + "1382,369,26.7,1011,1290,344,26.7\n")));

    [Fact]
    public void A_column_that_is_missing_or_there_twice_is_told()
    {
        Assert.Equal("dfe.csv: line 1: lacks the columns plans_issued_den_ex.",
            Wrong("dfe.csv", Encoding.UTF8.GetBytes(Of2025.Replace(",plans_issued_den_ex", ",other", StringComparison.Ordinal))));
        Assert.Equal("dfe.csv: line 1: has the column plans_issued_den twice.",
            Wrong("dfe.csv", Encoding.UTF8.GetBytes(Of2025.Replace(",plans_issued_gt20weeks_ltYear", ",Plans_issued_den", StringComparison.Ordinal))));
    }

    /// <summary>What deploy/england compares with is read apart from this reader: neither may read what the other does not.</summary>
    [Fact]
    public void The_reader_of_the_comparison_of_England_reads_the_same()
    {
        var own = new PublishedFigures(Options.Create(new BenchmarkSettings())).All.Where(figure => figure.Year < 2024)
            .Select(figure => (figure.Year, figure.Code, Text(figure.All.Issued), Text(figure.All.Percent), Text(figure.ExcludingExemptions.Within))).Order();
        var other = PublishedTable.Shipped
            .Select(row => (row.Year, row.Code, row.Plans.Text, row.Rate.Text, row.InTimeExcludingExemptions.Text)).Order();
        Assert.Equal(own, other);

        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.zip");
        var table = Of2025 + England + "90392,41448,45.9,42402,84866,39407,46.4\n" + Birmingham + "1382,369,26.7,1011,1290,344,26.7\n";
        File.WriteAllBytes(path, Zip(
            ("data/timeliness_20_week.csv", table),
            ("data-guidance.txt", Guidance)));
        try
        {
            Assert.Equal(
                PublishedFigures.ReadFile(path).Select(figure => (figure.Year, figure.Code, figure.Name, figure.ExcludingExemptions.Percent.Number)),
                PublishedTable.ReadFile(path).Select(row => (row.Year, row.Code, row.Name, row.RateExcludingExemptions.Number)));
        }
        finally
        {
            File.Delete(path);
        }

        static string Text(PublishedCell cell) => cell.Symbol ?? cell.Number!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Neighbours_stand_beside_an_authority_with_their_mean_and_footnotes_beside_the_figure()
    {
        var folder = Directory.CreateTempSubdirectory("ehcp-benchmarks-").FullName;
        File.WriteAllText(Path.Combine(folder, "neighbours.csv"), "authority,neighbour\n330,352\n330,E09000012\n");
        File.WriteAllText(Path.Combine(folder, "timeliness_20_week.csv"), Of2025
            + "2024,Calendar year,Local authority,E92000001,England,E12000009,South West,E06000059,838,Dorset,"
            + "All EHC plans issued,All EHC plans issued,500,100,20,400,0,0,z\n");
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Production", builder =>
        {
            builder.UseSetting("Ehcp:Benchmarks:File", Path.Combine(folder, "timeliness_20_week.csv"));
            builder.UseSetting("Ehcp:Benchmarks:Neighbours", Path.Combine(folder, "neighbours.csv"));
        });

        var birmingham = await reporting.GetAsync("/v1/benchmarks?authority=330&year=2023");
        var dorset = (await reporting.GetAsync("/v1/benchmarks?authority=838&year=2024&level=local-authority")).GetProperty("rows")[0];

        Assert.Equal("""["E08000003","E09000012"]""", birmingham.GetProperty("neighbours").GetRawText());
        var rows = birmingham.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!);
        Assert.Equal(["Birmingham", "England", "Hackney", "Manchester", "West Midlands"], rows.Keys.Order(StringComparer.Ordinal));
        var mean = Assert.Single(birmingham.GetProperty("neighbourMeans").EnumerateArray());
        Assert.Equal((1, 2), (mean.GetProperty("published").GetInt32(), mean.GetProperty("neighbours").GetInt32())); // of Hackney there is none
        Assert.Equal(rows["Manchester"].GetProperty("rateExcludingExemptions").GetDouble(), mean.GetProperty("rateExcludingExemptions").GetDouble(), 12);
        Assert.StartsWith("The council classed all of its plans of 2024 as exceptions", dorset.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, dorset.GetProperty("rateExcludingExemptions").ValueKind);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("one,other\n", "n.csv: line 1: the columns must be authority, neighbour.")]
    [InlineData("authority,neighbour\n330,999\n", "n.csv: line 2, neighbour: \"999\" must be the code of an English local authority.")]
    [InlineData("authority,neighbour\n330,330\n", "n.csv: line 2, neighbour: \"330\" is the authority itself.")]
    [InlineData("authority,neighbour\n330,352\n330,E08000003\n", "n.csv: line 3, neighbour: \"E08000003\" stands there already.")]
    [InlineData("authority,neighbour\n330\n", "n.csv: line 2: has 1 columns and not 2.")]
    public void A_list_of_neighbours_that_cannot_be_used_is_told_by_line_and_column(string text, string error) =>
        Assert.Equal(error, Assert.Throws<FormatException>(() => Neighbours.Read("n.csv", new StringReader(text))).Message);

    private static List<PublishedFigure> Read(string text) => PublishedFile.Read("timeliness_20_week.csv", Encoding.UTF8.GetBytes(text));

    private static string Wrong(string name, byte[] bytes) => Assert.Throws<FormatException>(() => PublishedFile.Read(name, bytes)).Message;

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }
}
