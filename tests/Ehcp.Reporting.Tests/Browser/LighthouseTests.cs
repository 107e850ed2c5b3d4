using System.Text.Json;
using Ehcp.TestKit;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Browser;

/// <summary>Google's own check, as on a slow phone: speed, accessibility and good practice of 95 of 100 or more.</summary>
public sealed class LighthouseTests(LighthouseTests.Council council) : IClassFixture<LighthouseTests.Council>
{
    private const double Least = 0.95;

    // It measures the machine as well, and says itself that one run is not enough.
    private const int MostRuns = 4;

    private static readonly NodeTool Lighthouse = new("Browser", "Lighthouse");

    public static TheoryData<string> Pages { get; } =
    [
        "/?authority=330&oldest=20", "/cases?list=overdue&authority=330&limit=100", "/cases/330/BCC-10000",
            "/calculator?trigger=request-received&on=2026-01-05", "/public/330",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_accessible_and_well_made(string path)
    {
        var report = await ReportAsync(path, "accessibility", "best-practices");

        Assert.True(Scores(report).Values.All(score => score >= Least), string.Join('\n', Failed(report)));
    }

    /// <summary>Asked for by hand, on a machine that does nothing else: what runs beside is measured too.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_fast(string path)
    {
        using var client = council.Reporting.Client(key: null);
        await client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken); // nobody is the first every morning

        JsonElement report;
        var runs = 0;
        do
        {
            report = await ReportAsync(path, "performance");
            TestContext.Current.TestOutputHelper?.WriteLine($"{path}: {100 * Scores(report)["performance"]:0}");
        }
        while (++runs < MostRuns && Scores(report)["performance"] < Least);

        Assert.True(Scores(report)["performance"] >= Least, string.Join('\n', Failed(report)));
    }

    private static Dictionary<string, double> Scores(JsonElement report) =>
        report.GetProperty("categories").EnumerateObject().ToDictionary(category => category.Name, category => category.Value.GetProperty("score").GetDouble());

    private static IEnumerable<string> Failed(JsonElement report) => report.GetProperty("audits").EnumerateObject().Select(audit => audit.Value)
        .Where(audit => audit.GetProperty("score") is { ValueKind: JsonValueKind.Number } score && score.GetDouble() < 0.9)
        .Select(audit => $"{audit.GetProperty("id").GetString()}: {audit.GetProperty("title").GetString()} {(audit.TryGetProperty("displayValue", out var value) ? value.GetString() : "")}");

    private async Task<JsonElement> ReportAsync(string path, params string[] categories)
    {
        var json = await Lighthouse.RunAsync(
            new Dictionary<string, string> { ["CHROME_PATH"] = Chromium.Executable },
            "node_modules/lighthouse/cli/index.js", new Uri(council.Reporting.ClientOptions.BaseAddress, path)
                .AbsoluteUri, "--quiet", "--output=json", $"--only-categories={string.Join(',', categories)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic --disable-background-networking");
        using var report = JsonDocument.Parse(json);
        return report.RootElement.Clone();
    }

    /// <summary>A service with a large council's caseload.</summary>
    public sealed class Council : IAsyncLifetime
    {
        internal RunningReporting Reporting { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Reporting = await RunningReporting.StartAsync(broker: null, "Development", builder => builder.UseSetting("Ehcp:Public:Enabled", "true"));
            await Reporting.KnowsAsync([.. MadeUpCaseload.Of(3000, Day("2026-05-25"))]);
            await Reporting.IntakeTellsAsync(Instant("2026-05-25T06:41:00Z"));
        }

        public async ValueTask DisposeAsync() => await Reporting.StopAsync();
    }
}
