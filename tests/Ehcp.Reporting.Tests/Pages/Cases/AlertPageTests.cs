using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.Reporting.Tests.Browser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Pages.Cases;

/// <summary>Who was told of a case, and saying that it is being dealt with: the pages in Chromium, before a server that answers as the Scheduler's API
/// does.</summary>
public sealed class AlertPageTests : IAsyncLifetime
{
    private const string ManagerKey = "key-of-a-manager";
    private const string ReaderKey = "key-of-a-reader";

    private readonly WebApplication _scheduler;
    private readonly List<(string Path, JsonNode Body, string? Key)> _said = [];
    private int _answer = StatusCodes.Status200OK;
    private bool _knowsNoAlerts;
    private RunningReporting _reporting = null!;

    public AlertPageTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _scheduler = builder.Build();
        _scheduler.MapGet("/v1/cases/{authority}/{reference}", (string reference) =>
            _knowsNoAlerts ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : reference == "TOLD" ? Results.Text(Case, "application/json")
            : Results.Text("""{"alerts":[],"next":[],"digests":[]}""", "application/json"));
        _scheduler.MapGet("/v1/alerts/summary", () => Results.Text(Summary, "application/json"));
        _scheduler.MapPost("/v1/alerts/{id}/acknowledge", async (HttpRequest request) =>
        {
            _said.Add((request.Path, (await JsonNode.ParseAsync(request.Body))!, request.Headers["X-Api-Key"]));
            return Results.StatusCode(_answer);
        });
    }

    private static string Case => """
        {"alerts":[
          {"id":8,"milestone":"final-plan","clock":"1","rung":"breached","lastDay":"2026-05-22","role":"team-manager","state":"accepted","firedAt":"2026-05-23T05:00:00Z","settledAt":"2026-05-26T06:31:00Z","told":"send-mailbox","because":"the team-manager is away, send-mailbox of the case",
           "acknowledged":{"until":"2026-06-05","plan":"awaiting-advice","by":"mail:team-manager","at":"2026-05-26T09:00:00Z"}},
          {"id":7,"milestone":"final-plan","clock":"1","rung":"two-weeks-left","lastDay":"2026-05-22","role":"case-officer","state":"dropped","firedAt":"2026-05-08T05:00:00Z"}],
         "next":[],
         "digests":[
          {"milestone":"final-plan","clock":"1","lastDay":"2026-05-22","lastWorkingDay":"2026-05-22","told":"case-officer","state":"accepted","shadow":false,"times":3,"firstAt":"2026-05-26T06:31:00Z","lastAt":"2026-05-28T06:30:00Z"},
          {"milestone":"family-to-tell","clock":"e1","lastDay":null,"lastWorkingDay":null,"told":"team-manager","state":"parked","shadow":false,"times":1,"firstAt":"2026-05-26T06:31:00Z","lastAt":"2026-05-26T06:31:00Z"}]}
        """;

    private static string Summary => """{"since":"2026-05-18T12:30:00Z","lastSweepSecondsAgo":40,"alerts":{"accepted":12,"parked":2},"oldestWaitingAt":null}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _scheduler.StartAsync(Stop);
        _reporting = await RunningReporting.StartAsync(broker: null, "Production", builder =>
        {
            builder.UseSetting("Ehcp:Scheduler:Url", _scheduler.Urls.Single());
            builder.UseSetting("Ehcp:Scheduler:Key", "key-of-the-pages");
            Key(builder, 7, "pat", ManagerKey, "figures:read", "cases:read", "alerts:acknowledge");
            Key(builder, 8, "kim", ReaderKey, "figures:read", "cases:read");
        });
        await _reporting.KnowsAsync(Reporting.Tests.Given.Case("TOLD", Birmingham, Request("2026-01-02")),
            Reporting.Tests.Given.Case("QUIET", Birmingham, Request("2026-05-04")));
        await _reporting.IntakeTellsAsync(RunningReporting.Noon);
    }

    public async ValueTask DisposeAsync()
    {
        await _reporting.StopAsync();
        await _scheduler.DisposeAsync();
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task The_page_says_who_was_told_when_and_what_came_of_it(int width)
    {
        var page = await OpenAsync("/cases/330/TOLD", width: width);

        var text = await page.InnerTextAsync("main");
        foreach (var words in new[] { "Final plan, breached", "SEND mailbox (the team manager is away)",
            "Waiting for advice, until 5 June 2026, said by the team manager, from their e-mail", "Not sent, it no longer applied", "In morning digests",
            "Case officer", "3 times, 26 May 2026", "An exemption of which to tell the family", "Once, 26 May 2026" })
        {
            Assert.Contains(words, text, StringComparison.Ordinal);
        }

        await Accessible.AssertAsync(page);
        await Chromium.SaveAsync(page, width, "case-alerts");
        await Accessible.WalkAsync(page);
        Assert.Contains("Nobody has been told of this case, neither by an alert nor in a morning digest.", await (await OpenAsync("/cases/330/QUIET")).InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_says_by_keyboard_that_it_is_being_dealt_with()
    {
        var page = await OpenAsync("/cases/330/TOLD");
        await page.FocusAsync("#alert");
        foreach (var typed in new[] { "5", "6", "2026", "A draft" })
        {
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.TypeAsync(typed);
        }

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("[role=status]");

        var (path, body, key) = Assert.Single(_said);
        Assert.Equal(("/v1/alerts/8/acknowledge", "key-of-the-pages"), (path, key));
        Assert.Equal("""{"until":"2026-06-05","plan":"draft-in-progress","onBehalfOf":"pat"}""", body.ToJsonString());
        Assert.Contains("Written down.", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.ReloadAsync();
        Assert.Single(_said);
    }

    [Theory]
    [InlineData("1", "1", "2020", "other", 200, "until-day", "Enter a day from today, 25 May 2026, to 28 days ahead, 22 June 2026.")]
    [InlineData("31", "6", "2026", "other", 200, "until-day", "Enter a day from today")]
    [InlineData("1", "6", "2026", "", 200, "plan", "Choose what is being done.")]
    [InlineData("1", "6", "2026", "other", 409, "alert", "There is nothing left to acknowledge.")]
    [InlineData("1", "6", "2026", "other", 500, "alert", "The Scheduler does not answer just now, so nothing was written down.")]
    public async Task What_is_wrong_is_said_above_and_at_the_field_and_what_was_filled_in_stays(
        string day, string month, string year, string plan, int answer, string field, string wrong)
    {
        _answer = answer;
        var page = await OpenAsync("/cases/330/TOLD");
        await page.FillAsync("#until-day", day);
        await page.FillAsync("#until-month", month);
        await page.FillAsync("#until-year", year);
        await page.SelectOptionAsync("#plan", plan);
        var response = await page.RunAndWaitForResponseAsync(() => page.ClickAsync("text=Write it down"), one => one.Request.Method == "POST");

        Assert.Equal(422, response.Status);
        Assert.StartsWith("Error: ", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Contains(wrong, await page.InnerTextAsync($"#{field}-error"), StringComparison.Ordinal);
        Assert.Contains(wrong, await page.InnerTextAsync($".govuk-error-summary a[href='#{field}']"), StringComparison.Ordinal);
        Assert.Equal((day, month, year, plan), (await page.InputValueAsync("#until-day"), await page.InputValueAsync("#until-month"),
            await page.InputValueAsync("#until-year"), await page.InputValueAsync("#plan")));
        await Accessible.AssertAsync(page);
    }

    [Fact]
    public async Task Who_may_not_sees_no_form_and_a_forged_one_does_nothing()
    {
        var page = await OpenAsync("/cases/330/TOLD", ReaderKey);
        Assert.Equal(0, await page.Locator("form[method=post]").CountAsync());

        Assert.Equal(403, await PostAsync(ReaderKey));
        Assert.Equal(400, await PostAsync(ManagerKey)); // without the page's own token
        Assert.Empty(_said);

        async Task<int> PostAsync(string key)
        {
            using var client = _reporting.Client(key);
            using var answer = await client.PostAsync(
                new Uri("/cases/330/TOLD", UriKind.Relative), new FormUrlEncodedContent([new("alert", "8"), new("plan", "other")]), Stop);
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var page = await OpenAsync("/cases/330/TOLD");
        await page.ClickAsync("text=Write it down");

        await Accessible.AssertAsync(page);
        await Chromium.SaveAsync(page, 1280, "case-error");
        Assert.Equal(["until-day", "plan"], await page.Locator(".govuk-error-summary a")
            .EvaluateAllAsync<string[]>("links => links.map(link => link.hash.slice(1))"));
        await page.ClickAsync(".govuk-error-summary a >> nth=1");
        Assert.Equal("plan", await page.EvaluateAsync<string>("location.hash.slice(1)"));
    }

    [Fact]
    public async Task An_alert_of_another_case_is_refused()
    {
        var page = await FilledInAsync();
        await page.EvaluateAsync("document.querySelector('#alert option').value = '99'");
        await page.ClickAsync("text=Write it down");

        Assert.Contains("This case has no such alert.", await page.InnerTextAsync("#alert-error"), StringComparison.Ordinal);
        Assert.Empty(_said);
    }

    [Fact]
    public async Task Nothing_is_acknowledged_unchecked()
    {
        var page = await FilledInAsync();
        _knowsNoAlerts = true; // but would take any acknowledgement
        var response = await page.RunAndWaitForResponseAsync(() => page.ClickAsync("text=Write it down"), one => one.Request.Method == "POST");

        Assert.Equal(422, response.Status);
        Assert.Contains("The Scheduler does not answer just now, so nothing was written down.", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(_said);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b", "a form that was cut off")]
    [InlineData("text/plain", "no form")]
    public async Task A_form_that_cannot_be_read_writes_nothing_down_and_says_so(string mediaType, string body)
    {
        using var caller = _reporting.Client(ManagerKey);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(mediaType) } };

        using var answer = await caller.PostAsync(new Uri("/cases/330/TOLD", UriKind.Relative), content, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Nothing was written down", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Empty(_said);
    }

    [Fact]
    public async Task A_Scheduler_that_is_away_takes_no_page_along()
    {
        await _scheduler.StopAsync(Stop);

        Assert.Contains("The Scheduler does not answer just now", await (await OpenAsync("/cases/330/TOLD")).InnerTextAsync("main"), StringComparison.Ordinal);
        var dashboard = await OpenAsync("/");
        Assert.Contains("Whether staff are warned is not known just now", await dashboard.InnerTextAsync("main"), StringComparison.Ordinal);
        await Accessible.AssertAsync(dashboard);
    }

    [Fact]
    public async Task The_dashboard_says_whether_staff_are_being_told()
    {
        var page = await OpenAsync("/");

        var text = await page.InnerTextAsync("main");
        Assert.Contains("2 alerts did not reach anybody", text, StringComparison.Ordinal);
        Assert.Contains("12 sent, 2 could not be sent", text, StringComparison.Ordinal);
        await Accessible.AssertAsync(page);
    }

    [Theory]
    [InlineData("http://localhost:5102", null, "Ehcp:Scheduler needs both Url and Key, or neither.")]
    [InlineData("localhost", "key", "Ehcp:Scheduler:Url is no address of a web server.")]
    [InlineData("http://localhost:5102", "key", null)]
    [InlineData(null, null, null)]
    public void Half_of_the_settings_is_told_at_start(string? url, string? key, string? wrong) => Assert.Equal(
        wrong, new Reporting.Alerts.SchedulerSettings { Url = url, Key = key }.Validate(new(new object())).Select(result => result.ErrorMessage)
            .FirstOrDefault());

    private async Task<IPage> FilledInAsync()
    {
        var page = await OpenAsync("/cases/330/TOLD");
        await page.FillAsync("#until-day", "1");
        await page.FillAsync("#until-month", "6");
        await page.FillAsync("#until-year", "2026");
        await page.SelectOptionAsync("#plan", "other");
        return page;
    }

    private async Task<IPage> OpenAsync(string path, string key = ManagerKey, int width = 1280)
    {
        var page = await Chromium.NewPageAsync(width);
        await page.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["X-Api-Key"] = key });
        await page.GotoAsync(new Uri(_reporting.ClientOptions.BaseAddress, path).AbsoluteUri);
        return page;
    }

    private static void Key(IWebHostBuilder builder, int index, string name, string key, params string[] scopes)
    {
        builder.UseSetting($"Ehcp:ApiKeys:{index}:Name", name);
        builder.UseSetting($"Ehcp:ApiKeys:{index}:Hash", Convert.ToHexString(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key))));
        builder.UseSetting($"Ehcp:ApiKeys:{index}:Authorities:0", "*");
        for (var i = 0; i < scopes.Length; i++)
        {
            builder.UseSetting($"Ehcp:ApiKeys:{index}:Scopes:{i}", scopes[i]);
        }
    }
}
