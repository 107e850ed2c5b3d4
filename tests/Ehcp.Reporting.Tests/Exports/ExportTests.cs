using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Exports;

public sealed class ExportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("groupBy=year&authority=330")]
    [InlineData("groupBy=quarter")]
    [InlineData("groupBy=month")]
    [InlineData("groupBy=authority&from=2025-01-01&to=2025-12-31")]
    [InlineData("groupBy=team&from=2025-01-01")]
    [InlineData("groupBy=area")]
    [InlineData("groupBy=need&to=2025-06-30")]
    [InlineData("from=2019-02-01&to=2019-02-28")]
    [InlineData("basis=requests-received&groupBy=month")]
    [InlineData("basis=requests-received&groupBy=team&authority=332")]
    [InlineData("basis=decisions-to-assess&groupBy=year")]
    [InlineData("basis=refusals-to-issue&groupBy=quarter")]
    public async Task Every_cell_is_what_the_description_beside_it_says(string query)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());
        var rows = (await reporting.GetAsync($"/v1/rates?{query}")).GetProperty("rows");

        var files = await ZipAsync(reporting, query);

        var name = files.Keys.Single(file => file.EndsWith(".csv", StringComparison.Ordinal) && !file.EndsWith(".meta.csv", StringComparison.Ordinal));
        using var metadata = JsonDocument.Parse(files[$"{name}-metadata.json"]);
        Assert.Equal("http://www.w3.org/ns/csvw", metadata.RootElement.GetProperty("@context")[0].GetString());
        Assert.Equal(name, metadata.RootElement.GetProperty("url").GetString());
        Assert.Empty(CsvwReader.Complaints(files[name], metadata.RootElement));

        // A file has each authority by itself, and each year of all of time: its first figures are together those of the answer.
        var first = metadata.RootElement.GetProperty("tableSchema").GetProperty("columns").EnumerateArray()
            .TakeWhile(column => column.GetProperty("datatype").ToString() != "nonNegativeInteger").Count();
        using var parser = new Microsoft.VisualBasic.FileIO.TextFieldParser(new StringReader(files[name]));
        parser.SetDelimiters(",");
        parser.ReadLine();
        var inFile = 0;
        while (!parser.EndOfData)
        {
            inFile += int.Parse(parser.ReadFields()![first], CultureInfo.InvariantCulture);
        }

        Assert.Equal(rows.EnumerateArray().Sum(row => row.EnumerateObject().ElementAt(1).Value.GetInt32()), inFile);
        Assert.Equal(
            metadata.RootElement.GetProperty("tableSchema").GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("name").GetString()!)
                .Skip(9),
            files[name.Replace(".csv", ".meta.csv", StringComparison.Ordinal)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(line => line.Split(',')[0]));
    }

    [Theory]
    [InlineData("2025,", "twenty,", "row 1, time_period")]
    [InlineData(",All EHC plans issued,", ",,", "row 1, breakdown_topic")]
    [InlineData("Total,1,", "Total,x,", "row 1, plans_issued_den")]
    [InlineData(",100.0,", ",100,", "row 1, pc_plans_issued_within_20_weeks")]
    [InlineData(",100.0,", ",100.1,", "row 1, pc_plans_issued_within_20_weeks")]
    [InlineData(",E08000025,", ",330,", "row 1, new_la_code")]
    [InlineData(",Total,", ",Total,Total,", "row 1: 27 cells")]
    [InlineData("la_name", "name", "header")]
    public async Task Whoever_checks_by_the_description_sees_what_is_wrong(string good, string bad, string complaint)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Birmingham, Plan("2025-01-06", 140)));
        var files = await ZipAsync(reporting, "groupBy=year&authority=330");
        using var metadata = JsonDocument.Parse(files["ehcp-20-week-rates.csv-metadata.json"]);
        var csv = files["ehcp-20-week-rates.csv"];
        var at = csv.IndexOf(good, StringComparison.Ordinal);

        var complaints = CsvwReader.Complaints(csv[..at] + bad + csv[(at + good.Length)..], metadata.RootElement);

        Assert.Equal([complaint], complaints);
    }

    [Fact]
    public async Task The_same_question_gives_the_same_bytes()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());
        using var client = reporting.Client();
        var question = new Uri("/v1/rates?format=zip&groupBy=team&asOf=2026-05-01T00:00:00Z", UriKind.Relative);

        var before = await client.GetByteArrayAsync(question, Stop);
        await reporting.KnowsAsync(
            Case("Z", Birmingham, Plan("2025-01-06", 140) with { KnownFrom = Instant("2026-05-20T09:00:00Z") }) with
            {
                Facts =
            [Fact(Instant("2026-05-20T09:00:00Z"))]
            });
        reporting.Clock.Advance(TimeSpan.FromHours(30));
        var after = await client.GetByteArrayAsync(question, Stop);

        Assert.Equal(before, after);
    }

    [Fact]
    public async Task The_description_for_people_says_what_the_figures_mean_and_when_they_were_known()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());

        var readme = (await ZipAsync(reporting, "groupBy=year&authority=330&from=2024-01-01&to=2025-12-31"))["README.txt"];

        Assert.Contains("Birmingham; from 1 January 2024 to 31 December 2025.", readme, StringComparison.Ordinal);
        Assert.Contains("As known on 25 May 2026, 13:30 London time (2026-05-25T12:30:00Z).", readme.Replace(".000000Z", "Z", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains("Publisher: Birmingham. No licence is given", readme, StringComparison.Ordinal);
        Assert.Contains("A plan without a usable date of receipt counts in plansIssued", readme, StringComparison.Ordinal);
        Assert.Contains("pc_plans_issued_20_weeks_ex: Percentage of plans issued within 20 weeks, excluding exceptions", readme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_and_indicators_are_described_as_DfE_wants_them()
    {
        await using var reporting = await RunningReporting.StartAsync();

        var description = (await ZipAsync(reporting, "basis=decisions-to-assess"))["ehcp-decisions-to-assess.meta.csv"];

        Assert.Equal(
            """
            col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column
            breakdown,Filter,Breakdown,,,,Filter by breakdown,breakdown_topic
            decisions,Indicator,Decisions,,,0,,
            decisions_in_time,Indicator,Decisions in time,,,0,,
            pc_decisions_in_time,Indicator,Percentage of decisions in time,,%,1,,
            decisions_unusable_dates,Indicator,Decisions without usable dates,,,0,,

            """.ReplaceLineEndings("\n"),
            description);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tA", "'\tA")]
    [InlineData("\rA", "'\rA")]
    [InlineData("North - South", "North - South")]
    public async Task No_cell_is_a_formula(string team, string cell)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Birmingham, Plan("2025-01-06", 140) with { Team = team }));

        var csv = (await ZipAsync(reporting, "groupBy=team"))["ehcp-20-week-rates.csv"];

        using var reader = new CsvHelper.CsvParser(new StringReader(csv), CultureInfo.InvariantCulture);
        Assert.True(reader.Read() && reader.Read());
        Assert.Equal(cell, reader.Record![9]);
        Assert.Equal("1", reader.Record[10]);
    }

    [Fact]
    public async Task The_council_names_its_publisher_and_its_licence()
    {
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Production", builder =>
        {
            builder.UseSetting("Ehcp:Exports:Publisher", "Birmingham City Council");
            builder.UseSetting("Ehcp:Exports:Licence", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/");
        });

        using var metadata = JsonDocument.Parse((await ZipAsync(reporting, ""))["ehcp-20-week-rates.csv-metadata.json"]);

        Assert.Equal("Birmingham City Council", metadata.RootElement.GetProperty("dc:publisher").GetProperty("schema:name").GetString());
        Assert.EndsWith("version/3/", metadata.RootElement.GetProperty("dc:license").GetProperty("@id").GetString(), StringComparison.Ordinal);
        Assert.False(metadata.RootElement.TryGetProperty("dc:rights", out _));
    }

    [Fact]
    public async Task The_queue_that_no_published_figure_shows_leaves_in_the_same_shape()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());
        var caseload = await reporting.GetAsync("/v1/caseload?authority=330");

        var files = await ZipAsync(reporting, "authority=330", "caseload");

        using var metadata = JsonDocument.Parse(files["ehcp-open-requests.csv-metadata.json"]);
        Assert.Empty(CsvwReader.Complaints(files["ehcp-open-requests.csv"], metadata.RootElement));
        var rows = files["ehcp-open-requests.csv"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split(',')[^2..].Select(int.Parse).ToArray()).ToList();
        Assert.Equal((caseload.GetProperty("open").GetInt32(), caseload.GetProperty("overdue").GetInt32()), (rows[0][0], rows[0][1]));
        Assert.Equal((rows[0][0], rows[0][1]), (rows.Skip(1).Sum(row => row[0]), rows.Skip(1).Sum(row => row[1])));
        Assert.Contains("Birmingham; on 25 May 2026.", files["README.txt"], StringComparison.Ordinal);
        Assert.Contains("week 20 is in time, week 21 is not", files["README.txt"], StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, string>> ZipAsync(RunningReporting reporting, string query, string figure = "rates")
    {
        using var client = reporting.Client();
        using var answer = await client.GetAsync(new Uri($"/v1/{figure}?format=zip&{query}", UriKind.Relative), Stop);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith(".zip", answer.Content.Headers.ContentDisposition?.FileName, StringComparison.Ordinal);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Stop);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry => new StreamReader(entry.Open()).ReadToEnd());
    }

    private static Contracts.CaseSnapshot[] Known() =>
    [
        .. MadeUpCaseload.Of(400, Day("2026-05-25")),
        Case("A", Birmingham, Plan("2025-01-06", 140) with { Team = "=cmd|' /C calc'!A0", Area = "North, \"upper\"" }),
        Case("B", Birmingham, Plan("2025-01-06", 150) with { ReceivedOnUsable = false, Team = "-1+1", PrimaryNeed = "ASD" }),
        Case("C", Dudley, Request("2026-05-01") with { ReceivedOn = null, ReceivedOnUsable = false, CannotComputeBecause = "No request-received." }),
        Case("D", Dudley, Request("2025-05-01") with { AssessmentDecision = "refuse", AssessmentDecidedOn = Day("2025-06-12") }),
    ];
}
