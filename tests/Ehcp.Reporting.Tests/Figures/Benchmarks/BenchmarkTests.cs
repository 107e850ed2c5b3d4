using System.Net;
using System.Text;
using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Reporting.Figures.Benchmarks;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Tests.Figures.Benchmarks;

public sealed class BenchmarkTests
{
    private const string Head = """
        # source: DfE
        # release: 2027
        # retrieved: 2027-07-01
        # licence: OGL
        calendar_year,new_la_code,old_la_code,la_name,plans_issued_incl_exceptions,within_20w_incl,pct_incl,plans_issued_excl_exceptions,within_20w_excl,pct_excl

        """;

    [Fact]
    public async Task An_authority_stands_beside_its_region_and_England()
    {
        await using var reporting = await RunningReporting.StartAsync();

        var answer = await reporting.GetAsync("/v1/benchmarks?authority=330&year=2023");

        Assert.Equal(
            """
            [{"level":"national","code":"E92000001","name":"England","year":2023,"plansIssued":80945,"within":39784,"rate":0.49149422447340785,"plansIssuedExcludingExemptions":76506,"withinExcludingExemptions":38471,"rateExcludingExemptions":0.5028494497163621,"source":"dfe-20-week-timeliness-2019-2023.csv","notes":["The total holds plans of Hackney, whose own figures are not available."]},{"level":"regional","code":"E12000005","name":"West Midlands","year":2023,"plansIssued":8562,"within":4144,"rate":0.4839990656388694,"plansIssuedExcludingExemptions":7908,"withinExcludingExemptions":3912,"rateExcludingExemptions":0.4946889226100152,"source":"dfe-20-week-timeliness-2019-2023.csv"},{"level":"local-authority","code":"E08000025","name":"Birmingham","year":2023,"plansIssued":1107,"within":652,"rate":0.5889792231255646,"plansIssuedExcludingExemptions":996,"withinExcludingExemptions":603,"rateExcludingExemptions":0.6054216867469879,"source":"dfe-20-week-timeliness-2019-2023.csv"}]
            """,
            answer.GetProperty("rows").GetRawText());
        var source = Assert.Single(answer.GetProperty("sources").EnumerateArray());
        Assert.Matches("^[0-9a-f]{12}$", source.GetProperty("version").GetString());
        Assert.Contains("Open Government Licence", source.GetProperty("licence").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 809)]
    [InlineData("?year=2023", 161)]
    [InlineData("?year=2024", 2)]
    [InlineData("?year=2018", 0)]
    [InlineData("?level=regional", 45)]
    [InlineData("?authority=330&level=local-authority", 6)]
    public async Task Every_row_of_the_files_is_told(string query, int rows)
    {
        await using var reporting = await RunningReporting.StartAsync();

        Assert.Equal(rows, (await reporting.GetAsync($"/v1/benchmarks{query}")).GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task Published_figures_of_others_are_no_secret()
    {
        await using var reporting = await RunningReporting.StartAsync();

        var answer = await reporting.GetAsync("/v1/benchmarks?authority=332&year=2023", RunningReporting.BirminghamKey);

        Assert.Equal("Dudley", answer.GetProperty("rows")[2].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Where_DfE_printed_a_symbol_there_is_no_number()
    {
        await using var reporting = await RunningReporting.StartAsync();

        var hackney = (await reporting.GetAsync("/v1/benchmarks?authority=204&year=2023&level=local-authority")).GetProperty("rows")[0];
        var scilly = (await reporting.GetAsync("/v1/benchmarks?authority=420&year=2022&level=local-authority")).GetProperty("rows")[0];

        Assert.Equal(JsonValueKind.Null, hackney.GetProperty("plansIssued").ValueKind);
        Assert.Equal("x", hackney.GetProperty("symbols").GetProperty("plansIssued").GetString());
        Assert.Equal(6, hackney.GetProperty("symbols").EnumerateObject().Count());
        Assert.Equal(0, scilly.GetProperty("plansIssued").GetInt32());
        Assert.Equal(JsonValueKind.Null, scilly.GetProperty("rate").ValueKind);
        Assert.Equal("""{"rate":"x","rateExcludingExemptions":"x"}""", scilly.GetProperty("symbols").GetRawText());
    }

    [Theory]
    [InlineData("authority=Atlantis", "authority")]
    [InlineData("year=20233", "year")]
    [InlineData("level=county", "level")]
    [InlineData("asOf=2026-01-01T00:00:00Z", "asOf")]
    public async Task What_cannot_be_used_is_refused_by_name(string query, string parameter)
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var client = reporting.Client();

        using var answer = await client.GetAsync(new Uri($"/v1/benchmarks?{query}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal([parameter], problem.RootElement.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("parameter").GetString()));
    }

    /// <summary>The shipped file has no column for it: that an authority lies in a region is shown by that region's total being the sum of its
    /// authorities.</summary>
    [Fact]
    public void DfEs_total_of_each_region_is_the_sum_of_its_authorities()
    {
        var all = new PublishedFigures(Options.Create(new BenchmarkSettings())).All;
        var equal = 0;
        foreach (var region in all.Where(figure => figure.Level == PublishedFigure.Regional))
        {
            var authorities = all.Where(figure => figure.Level == PublishedFigure.LocalAuthority && figure.Year == region.Year
                && RegionOf(figure) == region.Code).ToList();
            foreach (var cell in new Func<PublishedFigure, PublishedCell>[] { one => one.All.Issued, one => one.All.Within, one =>
                one.ExcludingExemptions.Issued, one => one.ExcludingExemptions.Within })
            {
                var (sum, total) = (authorities.Sum(one => cell(one).Number ?? 0), cell(region).Number!.Value);

                // What an authority could not say is in the total nevertheless, as DfE's estimate.
                if (authorities.Exists(one => cell(one).Number is null))
                {
                    Assert.InRange(sum, total * 0.8m, total);
                }
                else
                {
                    Assert.True(sum == total, $"{region.Year} {region.Name}: {total}, and its authorities are {sum}");
                    equal++;
                }
            }
        }

        Assert.Equal(4 * ((5 * 9) - 4), equal);
        Assert.All(Authorities.All, authority => Assert.Contains(Regions.Of(authority.DfeCode), Regions.Names.Keys));

        static string RegionOf(PublishedFigure figure) => Regions.Of(Authorities.Find(figure.Code)!.DfeCode)!;
    }

    [Fact]
    public void Of_what_two_files_say_the_newer_file_stands()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.csv");
        File.WriteAllText(file, Head + "2023,E08000025,330,Birmingham,1100,660,60,990,600,60.6\n2025,E92000001,,England,100,45,45,90,41,45.6\n");
        try
        {
            var published = new PublishedFigures(Options.Create(new BenchmarkSettings { File = file }));

            Assert.Equal((1100, 660), (published.Find(2023, "E08000025")!.All.Issued.Count, published.Find(2023, "E08000025")!.All.Within.Count));
            Assert.Equal("2027", published.Find(2025, "E92000001")!.Source.Release);
            Assert.Equal(39784, published.Find(2023, "E92000001")!.All.Within.Count);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("2023,E08000025,330,Birmingham,1107,652,58.9,996,603,60.5", null)]
    [InlineData("2023,E08000025,330,Birmingham,1107,652,58.9,,,", null)]
    [InlineData("23,E08000025,330,Birmingham,1107,652,58.9,996,603,60.5", "line 6, calendar_year: \"23\" must be a year from 2010 to 2100.")]
    [InlineData("2023,E12000010,,Nowhere,1107,652,58.9,996,603,60.5",
        "line 6, new_la_code: \"E12000010\" must be the ONS code of England, of a region or of an English local authority.")]
    [InlineData("2023,E08000025,331,Birmingham,1107,652,58.9,996,603,60.5", "line 6, old_la_code: \"331\" must be 330, which E08000025 is.")]
    [InlineData("2023,E08000025,330,Birmingham,1 107,652,58.9,996,603,60.5",
        "line 6, plans_issued_incl_exceptions: \"1 107\" must be a whole number, one of z, x, c, low, k, u, ~, :, or empty.")]
    [InlineData("2023,E08000025,330,Birmingham,1107,652,58.9,1108,603,54.4",
        "line 6, plans_issued_excl_exceptions: \"1108\" is more than plans_issued_incl_exceptions.")]
    [InlineData("2023,E08000025,330,Birmingham,652,1107,58.9,652,603,92.5", "line 6, within_20w_incl: \"1107\" is more than plans_issued_incl_exceptions.")]
    [InlineData("2023,E08000025,330,Birmingham,1107,652,60.5,996,603,60.5",
        "line 6, pct_incl: \"60.5\" is not the share of within_20w_incl in plans_issued_incl_exceptions to one decimal.")]
    [InlineData("2023,E08000025,330,Birmingham,1107,652,58.9,996,603", "line 6: has 9 columns and not 10.")]
    [InlineData("2023,E92000001,,England,2,1,50,2,1,50\n2023,E92000001,,England,2,1,50,2,1,50",
        "line 7, new_la_code: \"E92000001\" stands in 2023 already, in line 6.")]
    public void A_file_that_cannot_be_used_is_told_by_line_and_column(string rows, string? error)
    {
        if (error is null)
        {
            Assert.Single(PublishedFile.Read("new.csv", Encoding.UTF8.GetBytes(Head + rows)));
            return;
        }

        Assert.Equal($"new.csv: {error}", Assert.Throws<FormatException>(() => PublishedFile.Read("new.csv", Encoding.UTF8.GetBytes(Head + rows))).Message);
    }

    [Theory]
    [InlineData("calendar_year,new_la_code\n", "line 1: must be \"# source: \" and words.")]
    [InlineData("# source: DfE\n# release: \n# retrieved: x\n# licence: OGL\n", "line 2: must be \"# release: \" and words.")]
    [InlineData("# source: DfE\n# release: 2027\n# retrieved: x\n# licence: OGL\ncalendar_year,name\n", "line 5: the columns must be calendar_year, ")]
    public void A_file_says_where_it_comes_from_and_has_the_columns(string text, string error) =>
        Assert.Contains(error, Assert.Throws<FormatException>(() => PublishedFile.Read("new.csv", Encoding.UTF8.GetBytes(text)))
            .Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_service_does_not_start_on_a_file_it_cannot_use()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningReporting.StartAsync(
            broker: null, "Production", builder => builder.UseSetting("Ehcp:Benchmarks:File", "/nowhere/published.csv")));

        Assert.Contains("Ehcp:Benchmarks:File: ", refused.Message, StringComparison.Ordinal);
    }
}
