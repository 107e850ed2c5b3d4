using System.Net;
using System.Text.Json;
using Ehcp.Reporting.Tests.Browser;
using Ehcp.TestKit;
using Npgsql;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Publishing.PublicFigures;

/// <summary>Published editions: who publishes, what anybody may read, and that it stays.</summary>
public sealed class EditionTests : IAsyncLifetime
{
    private const string PublisherKey = "key-of-the-publisher";

    private RunningReporting _reporting = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _reporting = await StartAsync(enabled: true);

    public ValueTask DisposeAsync() => _reporting.StopAsync();

    [Fact]
    public async Task What_is_published_is_read_by_anybody_and_what_is_not_by_nobody()
    {
        await KnowsAsync(40, 2);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/v1/public/rates?authority=330")).Status);

        var dryRun = await PublishAsync("&dryRun=true");
        Assert.Equal((200, 0), (dryRun.Status, await CountAsync()));
        var (status, published) = await PublishAsync("&note=First%20figures.");
        Assert.Equal(201, status);
        Assert.Equal(dryRun.Answer.GetProperty("rows").GetRawText(), published.GetProperty("rows").GetRawText());

        var read = (await GetAsync("/v1/public/rates?authority=330")).Answer;
        Assert.Equal(published.GetRawText(), read.GetRawText());
        var year = read.GetProperty("rows")[0];
        Assert.Equal(("2025", 42), (year.GetProperty("period").GetString(), year.GetProperty("plansIssued").GetInt32()));
        Assert.Equal("First figures.", (await GetAsync("/v1/public/editions?authority=E08000025")).Answer[0].GetProperty("note").GetString());
        foreach (var path in new[] { "/v1/rates", "/v1/caseload", "/v1/requests" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(path)).Status);
        }
    }

    [Fact]
    public async Task A_small_count_is_hidden_everywhere_it_could_be_read_from()
    {
        await KnowsAsync(40, 2); // two late ones
        await PublishAsync("");

        var rows = (await GetAsync("/v1/public/rates?authority=330")).Answer.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(["2025", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"], rows.Select(row => row.GetProperty("period").GetString()));
        Assert.Equal(42, rows[0].GetProperty("plansIssued").GetInt32());
        foreach (var hidden in new[] { "withinTwentyWeeks", "rate", "plansIssuedExcludingExemptions", "rateExcludingExemptions" })
        {
            Assert.All(rows, row => Assert.False(row.TryGetProperty(hidden, out var value) && value.ValueKind != JsonValueKind.Null, hidden));
        }

        var csv = await TextAsync("/v1/public/rates?authority=330&format=csv");
        Assert.Contains("2025-01-01,2025-12-31,Local authority,E92000001,England,E08000025,330,Birmingham,All EHC plans issued,Total,42,c,c,c,c,c", csv,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_come_as_known_then_and_an_edition_stays_when_they_change()
    {
        await KnowsAsync(40, 10);
        await PublishAsync("");
        await KnowsAsync(90, 60, from: "later");
        await PublishAsync("&note=Corrected.");

        Assert.Equal((150, 50), (await IssuedAsync(2), await IssuedAsync(1)));
        await using var change = _reporting.Database.CreateCommand("update public_edition set note = 'x'");
        await Assert.ThrowsAsync<PostgresException>(() => change.ExecuteNonQueryAsync(Stop));

        async Task<int> IssuedAsync(int edition) =>
            (await GetAsync($"/v1/public/rates?authority=330&edition={edition}")).Answer.GetProperty("rows")[0].GetProperty("plansIssued").GetInt32();
    }

    [Fact]
    public async Task What_is_not_known_to_be_complete_is_not_published()
    {
        await _reporting.KnowsAsync(Case(PlanSent("2025-03-31")));
        Assert.Equal(409, (await PublishAsync("")).Status);

        await _reporting.IntakeTellsAsync(Instant("2026-05-25T12:00:00Z"));
        Assert.Equal(409, (await PublishAsync("&asOf=2026-05-25T12:00:01Z")).Status);
        Assert.Equal(201, (await PublishAsync("&asOf=2026-05-25T11:00:00Z")).Status);
        Assert.Equal(409, (await PublishAsync("&asOf=2026-05-25T10:00:00Z")).Status); // before the one there is
    }

    [Theory]
    [InlineData("", "authority: Must be given")]
    [InlineData("authority=330&note=%07", "note: Must be one line")]
    [InlineData("authority=330&dryRun=perhaps", "dryRun: Must be true or false.")]
    [InlineData("authority=330&team=North", "team: There is no such parameter")]
    public async Task What_is_wrong_is_named(string query, string wrong)
    {
        var (status, answer) = await PublishAsync(query, whole: true);

        Assert.Equal(400, status);
        Assert.Contains(wrong, answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_may_publish_does()
    {
        using var reader = _reporting.Client();
        using var answer = await reader.PostAsync(new Uri("/v1/public-editions?authority=330", UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Where_it_is_not_switched_on_a_key_is_asked_for()
    {
        var closed = await StartAsync(enabled: false);
        try
        {
            using var anybody = closed.Client(key: null);
            using var refused = await anybody.GetAsync(new Uri("/v1/public/rates?authority=330", UriKind.Relative), Stop);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            using var known = closed.Client();
            using var answered = await known.GetAsync(new Uri("/v1/public/rates?authority=330", UriKind.Relative), Stop);
            Assert.Equal(HttpStatusCode.NotFound, answered.StatusCode);
        }
        finally
        {
            await closed.StopAsync();
        }
    }

    [Theory]
    [InlineData(320, true)]
    [InlineData(1280, true)]
    [InlineData(320, false)]
    public async Task The_page_can_be_read_by_everyone(int width, bool published)
    {
        if (published)
        {
            await KnowsAsync(400, 100);
            await PublishAsync("");
            await PublishAsync("&note=Checked%20again.");
        }

        var page = await Chromium.NewPageAsync(width);
        await page.GotoAsync(new Uri(_reporting.ClientOptions.BaseAddress, "/public/E08000025").AbsoluteUri);
        var text = await page.InnerTextAsync("main");

        Assert.Contains(published ? "Checked again." : "has not published figures here yet", text, StringComparison.Ordinal);
        await Accessible.AssertAsync(page);
        await Accessible.WalkAsync(page);
        if (published)
        {
            Assert.Equal(5, await page.Locator("tbody tr").CountAsync());
            Assert.Contains("plans_issued_den", await TextAsync((await page.GetAttributeAsync("a[download]", "href"))!), StringComparison.Ordinal);
        }

        await Chromium.SaveAsync(page, width, published ? "public" : "public-empty");
    }

    private static Task<RunningReporting> StartAsync(bool enabled) => RunningReporting.StartAsync(broker: null, "Production", builder =>
    {
        builder.UseSetting("Ehcp:Public:Enabled", enabled ? "true" : "false");
        builder.UseSetting("Ehcp:ApiKeys:9:Name", "publisher");
        builder.UseSetting("Ehcp:ApiKeys:9:Hash", Convert.ToHexString(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(PublisherKey))));
        builder.UseSetting("Ehcp:ApiKeys:9:Scopes:0", "figures:publish");
        builder.UseSetting("Ehcp:ApiKeys:9:Authorities:0", "E08000025");
    });

    /// <summary>Plans of 2025 in time and late, as many in each quarter, and all of it complete.</summary>
    private async Task KnowsAsync(int within, int late, string from = "first")
    {
        await _reporting.KnowsAsync(Enumerable.Range(0, within + late).Select(number => Case(
            $"{from}-{number}", Birmingham, Plan(Day("2025-01-02").AddDays((number % 4 * 91) - (number < within ? 84 : 200))
                .ToString("O", null), number < within ? 84 : 200))));
        if (from != "first")
        {
            await _reporting.KnowsAsync(Enumerable.Range(0, 1000).Select(number => Case($"first-{number}", Birmingham).At("2026.1", 2)));
        }

        await _reporting.IntakeTellsAsync(Instant("2026-05-25T12:00:00Z").AddMinutes(from == "first" ? 0 : 5));
    }

    private Task<long> CountAsync() => _reporting.Database.CountAsync("public_edition");

    private async Task<(int Status, JsonElement Answer)> PublishAsync(string query, bool whole = false)
    {
        using var client = _reporting.Client(PublisherKey);
        using var answer = await client.PostAsync(new Uri("/v1/public-editions?" + (whole ? query : $"authority=330{query}"), UriKind.Relative), null, Stop);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement);
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> GetAsync(string path)
    {
        using var client = _reporting.Client(key: null);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private async Task<string> TextAsync(string path)
    {
        using var client = _reporting.Client(key: null);
        return await client.GetStringAsync(new Uri(path, UriKind.Relative), Stop);
    }
}
