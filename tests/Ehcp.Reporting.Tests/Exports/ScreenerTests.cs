using System.IO.Compression;
using Ehcp.Reporting.Measures;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Exports;

/// <summary>A file of ours claims a level and a time only where DfE's own screener would take it.</summary>
public sealed class ScreenerTests
{
    // By every measure: with and without a period, with one that is whole and one that is cut, of one authority and of all.
    private static readonly string[] Questions =
    [
        "", "authority=330", "groupBy=year", "groupBy=quarter", "groupBy=month", "groupBy=authority", "groupBy=team", "groupBy=area", "groupBy=need",
        "from=2024-01-01&to=2024-12-31", "groupBy=team&from=2025-01-01&to=2025-03-31", "groupBy=authority&from=2025-05-01&to=2025-05-31",
        "groupBy=year&from=2024-03-05", "groupBy=month&to=2025-06-15", "from=2024-12-15&authority=332", "groupBy=need&from=2023-01-01&to=2025-12-31",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_file_that_claims_the_standard_keeps_its_rules()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());
        using var client = reporting.Client();
        var (claiming, files) = (0, 0);
        foreach (var question in Measure.ByCode.Keys.SelectMany(basis => Questions.Select(query => $"rates?basis={basis}&{query}"))
            .Concat(["caseload?", "caseload?authority=330"]))
        {
            await using var bytes = await client.GetStreamAsync(new Uri($"/v1/{question}&format=zip", UriKind.Relative), Stop);
            await using var zip = await ZipArchive.CreateAsync(bytes, ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, Stop);
            var texts = zip.Entries.ToDictionary(entry => entry.FullName, entry => new StreamReader(entry.Open()).ReadToEnd());
            var meta = texts.Keys.Single(name => name.EndsWith(".meta.csv", StringComparison.Ordinal));
            var csv = texts[meta.Replace(".meta.csv", ".csv", StringComparison.Ordinal)];

            Assert.Matches("^[a-z0-9-]+\\.meta\\.csv$", meta);
            var complaints = Screener.Complaints(csv, texts[meta]);
            Assert.True(complaints.Count == 0, $"{question}: {string.Join("; ", complaints)}\n{csv}");
            files++;
            claiming += csv.StartsWith("time_period,time_identifier,", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(claiming > files / 2, $"only {claiming} of {files} files claim anything");
    }

    /// <summary>Every route that answers CSV, so that a new one is not forgotten.</summary>
    [Fact]
    public async Task So_does_whatever_else_is_served_as_CSV()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());
        using var client = reporting.Client();
        var served = await reporting.GetAsync("/openapi/v1.json");
        var asked = 0;
        foreach (var path in served.GetProperty("paths").EnumerateObject().Where(path => !path.Name.Contains('{', StringComparison.Ordinal)
            && path.Value.TryGetProperty("get", out var get) && get.GetProperty("responses").TryGetProperty("200", out var answer)
            && answer.TryGetProperty("content", out var content) && content.TryGetProperty("text/csv", out _)))
        {
            using var answer = await client.GetAsync(new Uri($"{path.Name}?format=csv", UriKind.Relative), Stop);
            if (answer.IsSuccessStatusCode)
            {
                asked++;
                Assert.Empty(Screener.Complaints(await answer.Content.ReadAsStringAsync(Stop)));
            }
        }

        Assert.True(asked >= 2);
    }

    [Theory]
    [InlineData("", "2024,Calendar year", true)] // all of time, year by year
    [InlineData("groupBy=quarter", "202324,Financial year Q4", true)] // January to March 2024
    [InlineData("groupBy=month", "2024,March", true)]
    [InlineData("from=2024-03-01&to=2024-03-31", "2024,March", true)]
    [InlineData("groupBy=year&from=2024-02-01&to=2025-12-31", "2024-02-01,2024-12-31", false)] // not the whole of 2024
    [InlineData("from=2024-03-05", "2024-03-05,..", false)]
    [InlineData("from=2024-03-05&to=2024-04-04", "2024-03-05,2024-04-04", false)]
    public async Task A_period_is_claimed_only_where_the_file_has_the_whole_of_it(string query, string begins, bool claims)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Birmingham, PlanSent("2024-03-20")));
        using var client = reporting.Client();

        var lines = (await client.GetStringAsync(new Uri($"/v1/rates?format=csv&{query}", UriKind.Relative), Stop)).Split('\n');

        Assert.StartsWith(
            claims ? "time_period,time_identifier,geographic_level" : "period_from,period_to,geographic_level", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{begins},Local authority,E92000001,England,E08000025,330,Birmingham,", lines[1], StringComparison.Ordinal);
    }

    /// <summary>Their sum would be read as England's.</summary>
    [Fact]
    public async Task Authorities_are_told_apart_in_a_file_and_never_added_up()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case("A", Birmingham, PlanSent("2024-03-20") with { Team = "North" }), Case("B", Dudley, PlanSent("2024-03-20") with { Team = "North" }),
            Case("C", Dudley, Request("2026-05-01")));
        using var client = reporting.Client();

        foreach (var query in new[] { "rates?groupBy=year", "rates?groupBy=team", "rates?from=2024-01-01&to=2024-12-31" })
        {
            var csv = await client.GetStringAsync(new Uri($"/v1/{query}&format=csv", UriKind.Relative), Stop);
            var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(["E08000025", "E08000027"], lines.Skip(1).Select(line => line.Split(',')[5]));
            Assert.All(lines.Skip(1), line => Assert.Contains(",1,1,100.0,", line, StringComparison.Ordinal));
        }

        var caseload = (await client.GetStringAsync(new Uri("/v1/caseload?format=csv", UriKind.Relative), Stop)).Split('\n');
        Assert.StartsWith("2026,May,Local authority,E92000001,England,E08000027,332,Dudley,All open requests,Total,1,0", caseload[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025,Calendar year", "2025,Date range", "time_identifier")]
    [InlineData("2025,Calendar year", "../..,Calendar year", "time_period ../..")]
    [InlineData("Local authority", "z", "geographic_level z")]
    [InlineData(",330,", ",,", "Local authority lacks its codes")]
    [InlineData("Total", "Total ", "filters blank or with blanks")]
    [InlineData(",100.0", ",", "an indicator is neither a number nor a symbol")]
    public void The_screener_sees_what_is_wrong(string good, string bad, string complaint)
    {
        const string File = "time_period,time_identifier,geographic_level,country_code,country_name,new_la_code,old_la_code,la_name,"
            + "breakdown_topic,breakdown,plans,pc_plans\n"
            + "2025,Calendar year,Local authority,E92000001,England,E08000025,330,Birmingham,All,Total,1,100.0\n";
        Assert.Empty(Screener.Complaints(File));
        Assert.Contains(Screener.Complaints(File.Replace(good, bad, StringComparison.Ordinal)), told => told.StartsWith(complaint, StringComparison.Ordinal));
        Assert.Contains("rows twice", Screener.Complaints(File + File.Split('\n')[1] + "\n"));
    }

    private static Contracts.CaseSnapshot[] Known() =>
    [
        .. MadeUpCaseload.Of(300, Day("2026-05-25")),
        Case("A", Birmingham, Plan("2025-01-06", 140) with { Team = "=cmd", Area = "North, \"upper\"" }),
        Case("B", Birmingham, Plan("2025-01-06", 150) with { ReceivedOnUsable = false, Team = "-1+1", PrimaryNeed = "ASD" }),
        Case("C", Dudley, Request("2026-05-01") with { ReceivedOn = null, ReceivedOnUsable = false, CannotComputeBecause = "No request-received." }),
        Case("D", Dudley, Request("2025-05-01") with { AssessmentDecision = "refuse", AssessmentDecidedOn = Day("2025-06-12") }),
    ];
}
