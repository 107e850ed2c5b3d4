using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Ehcp.TestKit;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Exports;

/// <summary>What a CSV on the Web reader of others makes of an export: it is given the zip's files, and nothing else is said to it.</summary>
public sealed class CsvwToolTests
{
    private static readonly NodeTool Tool = new("Exports", "Csvw");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("groupBy=year&authority=330")]
    [InlineData("groupBy=month&authority=330")]
    [InlineData("groupBy=team&from=2025-02-01&authority=330")]
    [InlineData("from=2019-02-01&to=2019-02-28&authority=330")] // no plan: a share of nothing
    public async Task A_reader_of_others_understands_each_figure(string query)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            [.. MadeUpCaseload.Of(400, Day("2026-05-25")), Case("A", Birmingham, Plan("2025-01-06", 140) with { Team = "West, \"upper\" – end" })]);
        var answer = (await reporting.GetAsync($"/v1/rates?{query}")).GetProperty("rows").EnumerateArray().ToList();

        var rows = await ReadAsync(reporting, query);

        Assert.Equal(answer.Count, rows.Count);
        foreach (var (told, row) in answer.Zip(rows))
        {
            Assert.Equal((told.GetProperty("plansIssued").ToString(), "nonNegativeInteger"), Cell(row, "plans_issued_den"));
            Assert.Equal((told.GetProperty("withinTwentyWeeksExcludingExemptions").ToString(), "nonNegativeInteger"), Cell(row, "plans_issued_20_weeks_ex"));
            Assert.Equal(("England", "string"), Cell(row, "country_name"));
            if (told.GetProperty("rate").ValueKind == JsonValueKind.Null)
            {
                Assert.False(row.TryGetProperty("pc_plans_issued_within_20_weeks", out _)); // z is no value
            }
            else
            {
                var (percent, type) = Cell(row, "pc_plans_issued_within_20_weeks");
                Assert.Equal("decimal", type);
                Assert.InRange(double.Parse(percent, CultureInfo.InvariantCulture) - (100 * told.GetProperty("rate").GetDouble()), -0.0501, 0.0501);
            }

            if (query.StartsWith("groupBy=team", StringComparison.Ordinal))
            {
                Assert.Equal((told.GetProperty("group").GetString()!, "string"), Cell(row, "breakdown"));
            }
        }
    }

    private static (string Value, string Type) Cell(JsonElement row, string column) =>
        (row.GetProperty(column)[0].GetString()!, row.GetProperty(column)[1].GetString()!);

    private static async Task<List<JsonElement>> ReadAsync(RunningReporting reporting, string query)
    {
        var folder = Directory.CreateTempSubdirectory("ehcp-csvw-");
        try
        {
            using var client = reporting.Client();
            await using var bytes = await client.GetStreamAsync(new Uri($"/v1/rates?format=zip&{query}", UriKind.Relative), Stop);
            await ZipFile.ExtractToDirectoryAsync(bytes, folder.FullName, Stop);
            using var rows = JsonDocument.Parse(await Tool.RunAsync(new Dictionary<string, string>(), "read.js", folder.FullName, "ehcp-20-week-rates.csv"));
            return [.. rows.RootElement.Clone().EnumerateArray()];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
