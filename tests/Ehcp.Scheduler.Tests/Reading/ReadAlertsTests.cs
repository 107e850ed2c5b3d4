using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Reading;

public sealed class ReadAlertsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_are_listed_newest_first_page_by_page_with_roles_and_without_addresses()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync([.. Enumerable.Range(0, 5).SelectMany(number => ACase("2026-05-25", $"C-{number}"))]);
        await scheduler.RunAtAsync("2026-05-26 09:00");
        using var caller = scheduler.Caller();

        var ids = new List<long>();
        for (string? next = "/v1/alerts?limit=4"; next is not null;)
        {
            var page = await JsonAsync(caller, next);
            Assert.DoesNotContain("@", page.GetRawText(), StringComparison.Ordinal);
            ids.AddRange(page.GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("id").GetInt64()));
            next = page.TryGetProperty("next", out var before) && before.ValueKind == JsonValueKind.Number ? $"/v1/alerts?limit=4&before={before}" : null;
        }

        Assert.Equal(15, ids.Count);
        Assert.Equal(ids.OrderDescending().Distinct(), ids);
        var heads = (await JsonAsync(caller, "/v1/alerts?milestone=final-plan&rung=breached&role=team-manager")).GetProperty("alerts");
        Assert.Equal(5, heads.GetArrayLength());
        Assert.All(heads.EnumerateArray(), alert => Assert.Equal("team-manager", Text(alert, "role")));
        Assert.Empty((await JsonAsync(caller, "/v1/alerts?rung=week-late")).GetProperty("alerts").EnumerateArray());
        using var misspelt = await caller.GetAsync(new Uri("/v1/alerts?rung=breach", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, misspelt.StatusCode);
        Assert.Contains("\"parameter\":\"rung\"", await misspelt.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        var one = (await JsonAsync(caller, "/v1/alerts?authority=330&caseReference=C-3&state=accepted")).GetProperty("alerts").EnumerateArray().ToList();
        Assert.Equal(["case-officer", "send-mailbox", "team-manager"], one.Select(alert => alert.GetProperty("role").GetString()).Order());
        Assert.All(one, alert => Assert.Equal(
            ("E08000025", "C-3", "final-plan", "1", "breached", "2026-05-25"),
            (Text(alert, "authority"), Text(alert, "caseReference"), Text(alert, "milestone"), Text(alert, "clock"), Text(alert, "rung"),
                Text(alert, "lastDay"))));
    }

    [Fact]
    public async Task A_key_sees_the_alerts_of_its_authorities_only()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync([.. ACase("2026-05-25", "here"), .. ACase("2026-05-25", "there", authority: AlertScheduler.Leeds)]);
        await scheduler.SweepAsync();
        using var leeds = scheduler.Caller(AlertScheduler.LeedsKey);

        var seen = await JsonAsync(leeds, "/v1/alerts");

        Assert.All(seen.GetProperty("alerts").EnumerateArray(), alert => Assert.Equal("there", Text(alert, "caseReference")));
        Assert.Equal(3, seen.GetProperty("alerts").GetArrayLength());
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(leeds, "/v1/alerts?authority=E08000025"));
    }

    [Theory]
    [InlineData("/v1/alerts?authority=E99999999", HttpStatusCode.BadRequest)]
    [InlineData("/v1/alerts?state=odd", HttpStatusCode.BadRequest)]
    [InlineData("/v1/alerts?role=odd", HttpStatusCode.BadRequest)]
    [InlineData("/v1/alerts?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/v1/alerts?limit=501", HttpStatusCode.BadRequest)]
    [InlineData("/v1/alerts?before=x", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_asked_is_refused(string path, HttpStatusCode status)
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        using var caller = scheduler.Caller();

        Assert.Equal(status, await StatusAsync(caller, path));
        using var nobody = scheduler.Caller("unknown");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody, path));
    }

    private static string? Text(JsonElement alert, string name) => alert.GetProperty(name).GetString();

    private static Task<JsonElement> JsonAsync(HttpClient caller, string path) => caller.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), Stop);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient caller, string path)
    {
        using var answer = await caller.GetAsync(new Uri(path, UriKind.Relative), Stop);
        return answer.StatusCode;
    }
}
