using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Ehcp.EndToEnd.Tests.Deployments;
using static Ehcp.EndToEnd.Tests.Deployments.PublicDoors;

namespace Ehcp.EndToEnd.Tests;

/// <summary>A council that changes hands: the files of its SEN2 return, read by another installation, give the same figures and the same return.</summary>
public sealed class Sen2RoundTripTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private static readonly string[] Figures =
        ["plans-issued", "decisions-to-assess", "requests-received", "refusals-to-issue", "review-decisions", "amended-plans"];

    // In this order: a decision needs its request, an outcome its review.
    private static readonly (string Mapping, string File)[] Blades =
    [
        ("sen2-requests", "requests.csv"), ("sen2-assessment", "assessment.csv"), ("sen2-namedplan", "namedplan.csv"), ("sen2-activeplans", "activeplans.csv"),
        ("review-outcome-unverified", "activeplans.csv"), ("sen2-senneed", "senneed.csv"),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_blades_of_one_installation_are_the_figures_of_another()
    {
        Dictionary<string, string> files;
        List<string> figures;
        await using (var first = new Deployment())
        {
            await first.InitializeAsync();
            Assert.Equal(200, (await first.Doors.SendAsync(new JsonArray([.. Events()]))).Status);
            await KnownAsync(first);
            figures = await FiguresAsync(first);
            files = await ReturnAsync(first);
        }

        await using var second = new Deployment();
        await second.InitializeAsync();
        foreach (var (mapping, file) in Blades)
        {
            var report = await ImportAsync(second, mapping, files[file]);
            Assert.True((int)report["rows"]!["refused"]! == 0 && (int)report["errors"]! == 0, report.ToJsonString());
        }

        await KnownAsync(second);

        Assert.Equal(figures, await FiguresAsync(second));
        Assert.All(figures, figure => Assert.DoesNotContain("[]", figure, StringComparison.Ordinal));
        var again = await ReturnAsync(second);
        foreach (var file in Blades.Select(blade => blade.File).Distinct())
        {
            Assert.Equal(Items(file == "requests.csv" ? OfAnother(files[file]) : files[file]), Items(again[file]));
        }
    }

    private static IEnumerable<JsonObject> Events()
    {
        var (time, count) = (TimeProvider.System.GetUtcNow().AddHours(-1), 0);
        return
        [
            .. Request("IN-TIME", "2025-01-06", "school"), Of("IN-TIME", "assessment-decided", ("decision", "assess"), ("notifiedOn", "2025-02-17")),
            Of("IN-TIME", "final-plan-sent", ("sentOn", "2025-05-26")),
            .. Request("LATE", "2025-01-06", "parent-or-young-person"), Of("LATE", "assessment-decided", ("decision", "assess"), ("notifiedOn", "2025-03-03")),
            Of("LATE", "final-plan-sent", ("sentOn", "2025-06-30")),
            .. Request("REFUSED", "2025-03-03", "health"), Of("REFUSED", "assessment-decided", ("decision", "refuse"), ("notifiedOn", "2025-04-14")),
            .. Request("OVER-NEW-YEAR", "2024-09-02", "other"), Of("OVER-NEW-YEAR", "assessment-decided", ("decision", "assess"), ("notifiedOn", "2024-10-14")),
            Of("OVER-NEW-YEAR", "final-plan-sent", ("sentOn", "2025-03-10")),
            .. Request("OPEN", "2025-11-03", "social-care"),
            .. Request("NOT-ISSUED", "2025-02-03", "school"), Of("NOT-ISSUED", "assessment-decided", ("decision", "assess"), ("notifiedOn", "2025-03-17")),
            Of("NOT-ISSUED", "issue-decided", ("decision", "not-issue"), ("notifiedOn", "2025-05-26")),
            Of("HELD", "plan-held", ("heldOn", "2025-01-02"), ("madeOn", "2021-03-01")),
            Of("HELD", "case-described", ("primaryNeed", "ASD")),
            Of("HELD", "review-meeting-held", ("heldOn", "2025-10-06"), ("reviewId", "2025")),
            Of("HELD", "review-decided", ("decision", "amend"), ("notifiedOn", "2025-10-20"), ("reviewId", "2025")),
            Of("HELD", "amendment-notice-sent", ("sentOn", "2025-10-27"), ("reviewId", "2025")),
            Of("HELD", "phase-transfer-due", ("year", 2026), ("phase", "other")),
            Of("HELD", "amended-plan-sent", ("sentOn", "2025-12-15"), ("reviewId", "2025"), ("phaseTransferYear", 2026)),
            Of("CEASED", "plan-held", ("heldOn", "2025-01-02"), ("madeOn", "2019-06-03")),
            Of("CEASED", "plan-ceased", ("ceasedOn", "2025-07-25"), ("reason", "3")),
        ];

        JsonObject Of(string reference, string type, params (string Name, JsonNode Value)[] data) =>
            Event($"round-{++count}", reference, type, time.AddSeconds(count), data);

        JsonObject[] Request(string reference, string receivedOn, string by) =>
            [Of(reference, "request-received", ("receivedOn", receivedOn), ("requestedBy", by))];
    }

    // When it was decided to assess is not in a file that says H, so the other installation knows that it was, and not that it was before the year.
    private static string OfAnother(string requests) => requests.Replace(",2024-09-02,5,0,,H,", ",2024-09-02,5,0,,Y,", StringComparison.Ordinal);

    // Eight cases, whatever they are called.
    private static Task<JsonNode> KnownAsync(Deployment deployment) => UntilAsync(
        () => GetAsync(deployment, "/v1/sen2/return?year=2026&authority=330&format=manifest"),
        manifest => (int)manifest["files"]![0]!["rows"]! == 8 && (int)manifest["files"]![6]!["rows"]! == 1
            && manifest["items"]!.AsArray().Single(item => (string?)item!["tag"] == "ReviewOutcome")!["empty"]!.GetValue<int>()
                == (int)manifest["files"]![4]!["rows"]! - 1, Patience);

    private static async Task<List<string>> FiguresAsync(Deployment deployment)
    {
        var figures = new List<string>();
        foreach (var basis in Figures)
        {
            var rates = await deployment.Doors.RatesAsync($"basis={basis}&groupBy=month&from=2025-01-01&to=2025-12-31&authority=330");
            figures.Add($"{basis} {rates!["rows"]!.ToJsonString()}");
        }

        figures.Add($"open {(await deployment.Doors.CaseloadAsync("authority=330"))!["open"]}");
        return figures;
    }

    private static async Task<Dictionary<string, string>> ReturnAsync(Deployment deployment)
    {
        using var client = Client(deployment.Reporting.Url, Deployment.ReportingKey);
        using var answer = await client.GetAsync(new Uri("/v1/sen2/return?year=2026&authority=330", UriKind.Relative), Stop);
        answer.EnsureSuccessStatusCode();
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Stop), ZipArchiveMode.Read);
        var files = new Dictionary<string, string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Stop));
            files[entry.FullName] = await reader.ReadToEndAsync(Stop);
        }

        return files;
    }

    private static async Task<JsonNode> ImportAsync(Deployment deployment, string mapping, string file)
    {
        using var client = Client(deployment.Intake.Url, Deployment.IntakeKey);
        using var content = new StringContent(file, Encoding.UTF8, "text/csv");
        using var answer = await client.PostAsync(new Uri($"/v1/imports?mapping={mapping}&source=sen2&authority=330", UriKind.Relative), content, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    // Without the columns that name the case: it has another name there.
    private static List<string> Items(string file)
    {
        var lines = file.TrimEnd('\n').Split('\n').Select(line => line.Split(',')).ToList();
        var kept = lines[0].Index()
            .Where(column => column.Item is not ("casereference" or "requestid") && !column.Item.EndsWith("tableid", StringComparison.Ordinal))
            .Select(column => column.Index).ToList();
        return [.. lines.Select(line => string.Join(',', kept.Select(column => line[column]))).Order(StringComparer.Ordinal)];
    }

    private static async Task<JsonNode?> GetAsync(Deployment deployment, string path)
    {
        using var client = Client(deployment.Reporting.Url, Deployment.ReportingKey);
        return JsonNode.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative), Stop));
    }

    private static HttpClient Client(Uri service, string key)
    {
        var client = new HttpClient { BaseAddress = service, Timeout = Patience };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        return client;
    }
}
