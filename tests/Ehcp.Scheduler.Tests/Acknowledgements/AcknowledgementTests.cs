using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ehcp.Contracts;
using Ehcp.Scheduler.Acknowledgements;
using Microsoft.Extensions.Options;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Acknowledgements;

public sealed partial class AcknowledgementTests
{
    private const string ActKey = "acknowledge-key";
    private const string LeedsActKey = "acknowledge-leeds-key";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_acknowledged_rung_is_silent_to_the_end_of_its_day_and_lapses_by_itself()
    {
        await using var scheduler = await StartAsync("2026-05-25 17:00", ("Ehcp:Alerts:Default:Window", "working-hours"));
        await scheduler.TakeInAsync(ACase("2026-05-22"));
        Assert.Empty(await scheduler.RunAtAsync("2026-05-25 17:00")); // a bank holiday
        using var answer = await AcknowledgeAsync(scheduler, await AlertAsync(scheduler, "case-officer"), """{"until":"2026-05-27","plan":"awaiting-panel"}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        Assert.DoesNotContain(await scheduler.RunAtAsync("2026-05-26 09:00"), mail => mail.To[0] == AlertScheduler.Officer);
        Assert.Empty(await scheduler.RunAtAsync("2026-05-27 17:59"));
        Assert.Equal(AlertScheduler.Officer, Assert.Single(await scheduler.RunAtAsync("2026-05-28 09:00")).To[0]);
    }

    [Fact]
    public async Task The_manager_and_the_case_show_what_was_said_and_a_later_rung_is_told_as_ever()
    {
        await using var scheduler = await StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.RunAtAsync("2026-05-18 09:00");
        (await AcknowledgeAsync(scheduler, await AlertAsync(scheduler, "case-officer"), """{"until":"2026-06-01","plan":"awaiting-advice"}""")).Dispose();

        var mails = await scheduler.RunAtAsync("2026-05-21 09:00");

        Assert.Equal([AlertScheduler.Manager, AlertScheduler.Officer], mails.Select(mail => mail.To[0]).Order());
        Assert.All(mails, mail => Assert.Contains("Acknowledged until 1 June 2026: awaiting advice.", mail.Text, StringComparison.Ordinal));
        Assert.All(mails, mail => Assert.Contains("Acknowledged until 1 June 2026: awaiting advice.", mail.Html, StringComparison.Ordinal));
        using var staff = scheduler.Caller();
        var shown = (await staff.GetFromJsonAsync<JsonObject>(new Uri("/v1/cases/330/C-1", UriKind.Relative), Stop))!["alerts"]!.AsArray()
            .Single(alert => alert!["acknowledged"] is not null)!;
        Assert.Equal(("one-week-left", "2026-06-01", "awaiting-advice", "act"),
            ((string?)shown["rung"], (string?)shown["acknowledged"]!["until"], (string?)shown["acknowledged"]!["plan"], (string?)shown["acknowledged"]!["by"]));
    }

    [Fact]
    public async Task A_program_says_who_acknowledged()
    {
        await using var scheduler = await StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.RunAtAsync("2026-05-18 09:00");
        using var answer = await AcknowledgeAsync(scheduler, await AlertAsync(scheduler, "case-officer"), """{"until":"2026-06-01","plan":"other","onBehalfOf":"pat@council.example"}""");

        Assert.Equal("act: pat@council.example", (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!["by"]);
        using var staff = scheduler.Caller();
        var summary = (await staff.GetFromJsonAsync<JsonObject>(new Uri("/v1/alerts/summary?authority=330", UriKind.Relative), Stop))!;
        Assert.Equal("""{"accepted":1}""", summary["alerts"]!.ToJsonString());
        Assert.Empty(
            (await staff.GetFromJsonAsync<JsonObject>(new Uri("/v1/alerts/summary?authority=E08000035", UriKind.Relative), Stop))!["alerts"]!.AsObject());
        using var wrong = await staff.GetAsync(new Uri("/v1/alerts/summary?days=0", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Theory]
    [InlineData("""{"until":"2026-06-01","plan":"other","onBehalfOf":""}""")]
    [InlineData("""{"until":"2026-06-01","plan":"other","onBehalfOf":"a\nb"}""")]
    [InlineData("""{"until":"2026-05-25","plan":"awaiting-panel"}""")]
    [InlineData("""{"until":"2026-06-24","plan":"awaiting-panel"}""")]
    [InlineData("""{"until":"2026-06-01","plan":"Jo is ill"}""")]
    [InlineData("""{"until":"2026-06-01"}""")]
    [InlineData("""{"plan":"other"}""")]
    [InlineData("""{"until":"soon","plan":"other"}""")]
    public async Task What_cannot_be_said_is_refused(string body)
    {
        await using var scheduler = await StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.SweepAsync();

        using var answer = await AcknowledgeAsync(scheduler, await AlertAsync(scheduler, "case-officer"), body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["0"], await scheduler.RowsAsync("select count(*) from acknowledgement"));
    }

    [Fact]
    public async Task Only_who_may_act_for_the_authority_acknowledges_and_only_what_stands()
    {
        const string Body = """{"until":"2026-06-01","plan":"other"}""";
        await using var scheduler = await StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.SweepAsync();
        var alert = await AlertAsync(scheduler, "case-officer");

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(AlertScheduler.StaffKey, alert));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(LeedsActKey, alert));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("nobody", alert));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(ActKey, alert + 1000));
        await scheduler.TakeInAsync(A(new FinalPlanSent(Day("2026-05-22")), recorded: "2026-05-26 10:00"));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(ActKey, alert));

        async Task<HttpStatusCode> StatusAsync(string key, long id)
        {
            using var answer = await AcknowledgeAsync(scheduler, id, Body, key);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task An_alert_whose_last_day_moved_before_it_was_mailed_is_not_acknowledged()
    {
        await using var scheduler = await StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.SweepAsync();
        var alert = await AlertAsync(scheduler, "case-officer");
        await scheduler.TakeInAsync(A(new RequestReceived(Day("2026-01-19")), recorded: "2026-05-26 09:00"));

        using var answer = await AcknowledgeAsync(scheduler, alert, """{"until":"2026-06-01","plan":"other"}""");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task The_link_in_a_mail_shows_a_form_and_only_the_form_acts()
    {
        await using var scheduler = await StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        var mail = Assert.Single(await scheduler.RunAtAsync("2026-05-26 09:00"), mail => mail.To[0] == AlertScheduler.Officer);
        var link = Link().Match(mail.Text!).Value;
        Assert.Contains($"<a href=\"{link}\">Acknowledge</a>", mail.Html, StringComparison.Ordinal);
        using var anybody = scheduler.Anybody();
        var path = new Uri(new Uri(link).PathAndQuery, UriKind.Relative);

        using var shown = await anybody.GetAsync(path, Stop);
        var page = await shown.Content.ReadAsStringAsync(Stop);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Contains("<form method=\"post\">", page, StringComparison.Ordinal);
        Assert.Contains("last working day Friday 22 May 2026; the legal last day is Monday 25 May, a bank holiday", page, StringComparison.Ordinal);
        Assert.True(shown.Headers.CacheControl!.NoStore);
        Assert.Equal(["0"], await scheduler.RowsAsync("select count(*) from acknowledgement"));

        using var wrong = await PostAsync(anybody, path, ("until", "2027-01-01"), ("plan", "other"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var acted = await PostAsync(anybody, path, ("until", "2026-06-02"), ("plan", "draft-in-progress"));
        Assert.Equal(HttpStatusCode.OK, acted.StatusCode);
        Assert.Equal(["2026-06-02 draft-in-progress mail:case-officer"], await scheduler.RowsAsync("select until::text, plan, said_by from acknowledgement"));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("C-1\r\nSet-Cookie: a=b\r\n\r\n<b>Hello</b>")]
    public async Task Whatever_a_case_is_called_or_a_form_says_the_page_shows_text_and_nothing_else(string hostile)
    {
        await using var scheduler = await StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25", hostile));
        await scheduler.SweepAsync();
        var link = scheduler.Get<AcknowledgementLinks>().For(await AlertAsync(scheduler, "case-officer"), Day("2026-05-26"))!;
        var path = new Uri(new Uri(link).PathAndQuery, UriKind.Relative);
        using var anybody = scheduler.Anybody();

        using var shown = await anybody.GetAsync(path, Stop);
        using var wrong = await PostAsync(anybody, path, ("until", hostile), ("plan", hostile));
        using var acted = await PostAsync(anybody, path, ("until", "2026-06-02"), ("plan", "other"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.OK), (shown.StatusCode, wrong.StatusCode, acted.StatusCode));
        foreach (var answer in new[] { shown, wrong, acted })
        {
            var page = await answer.Content.ReadAsStringAsync(Stop);
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<b>", page, StringComparison.OrdinalIgnoreCase);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            Assert.StartsWith("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_link_that_is_forged_or_about_what_is_cleared_shows_nothing()
    {
        await using var scheduler = await StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        var mail = Assert.Single(await scheduler.RunAtAsync("2026-05-26 09:00"), mail => mail.To[0] == AlertScheduler.Officer);
        var link = new Uri(Link().Match(mail.Text!).Value).PathAndQuery;
        var parts = link.Split('/')[^1].Split('.');
        using var anybody = scheduler.Anybody();

        foreach (var forged in new[] { $"{long.Parse(parts[0], CultureInfo.InvariantCulture) + 1}.{parts[1]}.{parts[2]}", $"{parts[0]}.999999.{parts[2]}",
            $"{parts[0]}.{parts[1]}.", "x", "1.2.3.4", $"{parts[0]}.{parts[1]}.{parts[2]}A" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/acknowledge/" + forged));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(link));
        scheduler.MoveTo("2026-06-01 09:00");
        await scheduler.TakeInAsync(A(new FinalPlanSent(Day("2026-05-22")), recorded: "2026-06-01 09:00"));
        using var tooLate = await PostAsync(anybody, new Uri(link, UriKind.Relative), ("until", "2026-06-02"), ("plan", "other"));
        Assert.Equal(HttpStatusCode.NotFound, tooLate.StatusCode);
        Assert.Equal(["0"], await scheduler.RowsAsync("select count(*) from acknowledgement"));

        async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var answer = await anybody.GetAsync(new Uri(path, UriKind.Relative), Stop);
            return answer.StatusCode;
        }
    }

    [Theory]
    [InlineData("https://ehcp.council.example", null)]
    [InlineData(null, "0123456789abcdef0123456789abcdef")]
    [InlineData("ehcp.council.example", "0123456789abcdef0123456789abcdef")]
    [InlineData("https://ehcp.council.example", "short")]
    public void Settings_that_would_make_no_good_links_are_refused(string? url, string? key) =>
        Assert.NotEmpty(new AcknowledgementSettings { Url = url, Key = key }.Validate(new(new())));

    [Fact]
    public void A_link_is_good_for_four_weeks_and_under_its_own_key()
    {
        var links = Links("0123456789abcdef0123456789abcdef");
        var token = links.For(7, Day("2026-05-26"))!.Split('/')[^1];

        Assert.Equal(7, links.Read(token, Day("2026-06-23")));
        Assert.Null(links.Read(token, Day("2026-06-24")));
        Assert.Null(Links("another key of thirty-two letters").Read(token, Day("2026-05-26")));

        static AcknowledgementLinks Links(string key) => new(Options.Create(new AcknowledgementSettings { Url = "https://alerts.council.example", Key = key }));
    }

    [Fact]
    public void Without_settings_there_are_no_links() =>
        Assert.Null(new AcknowledgementLinks(Options.Create(new AcknowledgementSettings())).For(1, Day("2026-05-26")));

    private static Task<AlertScheduler> StartAsync(string at, params (string Name, string Value)[] settings) => AlertScheduler.StartAsync(at, host =>
    {
        SchedulerAtRest.UseKey(host, 2, "act", ActKey, "alerts:acknowledge", "*");
        SchedulerAtRest.UseKey(host, 3, "act for Leeds", LeedsActKey, "alerts:acknowledge", AlertScheduler.Leeds);
        host.UseSetting("Ehcp:Acknowledgements:Url", "https://alerts.council.example/");
        host.UseSetting("Ehcp:Acknowledgements:Key", "0123456789abcdef0123456789abcdef");
        Array.ForEach(settings, setting => host.UseSetting(setting.Name, setting.Value));
    });

    private static async Task<long> AlertAsync(AlertScheduler scheduler, string role) =>
        long.Parse(Assert.Single(await scheduler.RowsAsync($"select max(id) from alert where role = '{role}'")), CultureInfo.InvariantCulture);

    private static async Task<HttpResponseMessage> AcknowledgeAsync(AlertScheduler scheduler, long alert, string body, string key = ActKey)
    {
        using var caller = scheduler.Caller(key);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return await caller.PostAsync(new Uri($"/v1/alerts/{alert}/acknowledge", UriKind.Relative), content, Stop);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient caller, Uri path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await caller.PostAsync(path, form, Stop);
    }

    [GeneratedRegex(@"https://alerts\.council\.example/acknowledge/[A-Za-z0-9._-]+")]
    private static partial Regex Link();
}
