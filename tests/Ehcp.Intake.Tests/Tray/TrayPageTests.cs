using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ehcp.Intake.Events;
using Ehcp.Intake.Importing;
using Ehcp.Intake.Tests.Importing;
using Ehcp.Intake.Tray;
using Ehcp.TestKit;

namespace Ehcp.Intake.Tests.Tray;

/// <summary>The tray as a browser without script uses it.</summary>
public sealed class TrayPageTests(RunningIntake intake) : ImportTest(intake)
{
    private const string Child = "JaneMarySmith";

    [Fact]
    public void Something_is_said_of_every_rule() => Assert.DoesNotContain(Rules.All.Concat(RowRules.All), rule => !RuleAdvice.Has(rule.Name));

    [Fact]
    public async Task What_is_refused_is_corrected_on_the_page_and_settled()
    {
        var one = Given.ARequest(Child).With("source", Source);
        await Intake.SendAsync(one);

        var list = await AsBrowserAsync($"/tray?source={Source}&rule=date");
        Assert.Contains("Must be a date of the calendar", list.Text, StringComparison.Ordinal);
        var page = list.Text.Split("href=\"/tray/")[1].Split('"')[0];
        var shown = await AsBrowserAsync($"/tray/{page}");
        Assert.Contains($"""name="id" type="text" value="{one["id"]}""", shown.Text, StringComparison.Ordinal);
        Assert.Contains($"""name="source" type="text" value="{Source}""", shown.Text, StringComparison.Ordinal);
        Assert.Contains("""name="data.receivedOn" type="date" value="" """, shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Child, shown.Text, StringComparison.Ordinal);

        var sent = await PostAsync($"/tray/{page}", Form(one, "2026-07-02"));
        Assert.Contains("Settled on 16 July 2026 00:30 by event", sent.Text, StringComparison.Ordinal);
        Assert.Equal(1, await Intake.Database.CountAsync($"ledger where source = '{Source}' and id = '{one["id"]}'"));
        Assert.Equal("MM/dd 07/02", $"MM/dd {((Contracts.RequestReceived)(await FactsAsync()).Single().Fact).ReceivedOn:MM/dd}");
        Assert.DoesNotContain("<form", (await AsBrowserAsync($"/tray/{page}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_again_keeps_what_was_entered_and_stores_nothing_of_it()
    {
        var one = Given.ARequest("soon").With("source", Source);
        var page = await RefuseAsync(one);
        var before = await Intake.Database.CountAsync("rejection");

        var answer = await PostAsync($"/tray/{page}", Form(one, "2031-01-02", subject: Child + " <b>"));

        Assert.Equal(422, answer.Status);
        Assert.Contains("JaneMarySmith &lt;b&gt;", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""<div id="field-data-receivedOn-error"><p class="error">Must not be after today in London.""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""<div id="field-subject-error"><p class="error">Has characters""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""type="date" value="2031-01-02" """, answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, await Intake.Database.CountAsync("rejection"));
        Assert.DoesNotContain(Child, await Intake.EverythingStoredAsync(), StringComparison.Ordinal);
        Assert.Equal(0, Intake.Log.Count(Child));
    }

    [Fact]
    public async Task An_event_that_contradicts_one_that_was_taken_gets_an_id_of_its_own()
    {
        var one = Given.ARequest().With("source", Source);
        await Intake.SendAsync(one);
        var page = await RefuseAsync(one.WithData("receivedOn", "2026-07-03"));

        Assert.Equal(409, (await PostAsync($"/tray/{page}", Form(one, "2026-07-03"))).Status);
        var sent = await PostAsync($"/tray/{page}", Form(one.With("id", $"{one["id"]}-b"), "2026-07-03"));

        Assert.Contains("Settled on", sent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_of_which_nothing_could_be_read_is_entered_whole()
    {
        await Intake.SendAsync("{", "application/cloudevents+json", RunningIntake.SynergyKey);
        var list = await AsBrowserAsync("/tray?rule=json", key: RunningIntake.SynergyKey);
        var page = list.Text.Split("href=\"/tray/")[1].Split('"')[0];

        Assert.Contains("What kind of event is it?", (await AsBrowserAsync($"/tray/{page}", key: RunningIntake.SynergyKey)).Text, StringComparison.Ordinal);
        var form = await AsBrowserAsync($"/tray/{page}?type=ehcp.exemption-claimed.v1", key: RunningIntake.SynergyKey);
        Assert.Contains("Family told on (optional)", form.Text, StringComparison.Ordinal);
        Assert.Contains("""type="checkbox" name="data.milestones" value="final-plan"> Final plan""", form.Text, StringComparison.Ordinal);
        var one = Given.ARequest().With("source", "synergy");
        var sent = await PostAsync($"/tray/{page}", Form(one, "2026-07-02"), RunningIntake.SynergyKey);
        Assert.Contains("Settled on", sent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rights_are_those_of_the_key()
    {
        var page = await RefuseAsync(Given.ARequest("soon").With("source", Source));
        Assert.Equal(404, (await AsBrowserAsync($"/tray/{page}", key: RunningIntake.SynergyKey)).Status);
        Assert.Equal(404, (await PostAsync($"/tray/{page}", Form(Given.ARequest(), "2026-07-02"), RunningIntake.SynergyKey)).Status);
        Assert.Equal(404, (await PostAsync($"/tray/{page}/set-aside", [new("reason", "a-test")], RunningIntake.SynergyKey)).Status);
        Assert.Equal(403, (await AsBrowserAsync("/tray", key: RunningIntake.ReaderKey)).Status);

        var own = await RefuseAsync(Given.ARequest("soon"));
        var answer = await PostAsync($"/tray/{own}", Form(Given.ARequest().WithData("authority", "E08000012"), "2026-07-02"), RunningIntake.SynergyKey);
        Assert.Equal(422, answer.Status);
        Assert.Contains("The key may not send for this authority.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_site_sends_and_sets_aside_nothing()
    {
        var one = Given.ARequest("soon").With("source", Source);
        var page = await RefuseAsync(one);
        foreach (var path in new[] { $"/tray/{page}", $"/tray/{page}/set-aside", "/tray/set-aside" })
        {
            Assert.Equal(403, (await PostAsync(path, Form(one, "2026-07-02"), site: "cross-site")).Status);
        }
    }

    [Fact]
    public async Task One_or_all_of_a_rule_are_set_aside_with_a_reason_from_the_list()
    {
        var page = await RefuseAsync(Given.ARequest("soon").With("source", Source));
        await RefuseAsync(Given.ARequest("soon").With("source", Source));

        Assert.Contains("Say why", (await PostAsync($"/tray/{page}/set-aside", [new("reason", Child)])).Text, StringComparison.Ordinal);
        var aside = await PostAsync($"/tray/{page}/set-aside", [new("reason", "a-test")]);
        Assert.Contains("Set aside on 16 July 2026 00:30 with the key any: It was a test", aside.Text, StringComparison.Ordinal);

        var list = await AsBrowserAsync($"/tray?source={Source}&rule=date");
        var upTo = list.Text.Split("name=\"upTo\" value=\"")[1].Split('"')[0];
        await RefuseAsync(Given.ARequest("soon").With("source", Source)); // came since, and was not looked at
        await PostAsync("/tray/set-aside", [new("source", Source), new("rule", "date"), new("upTo", upTo), new("reason", "not-needed")]);
        Assert.Equal(1, await Intake.Database.CountAsync($"rejection where source = '{Source}' and state = 'open'"));
        Assert.Equal(2, await Intake.Database.CountAsync($"rejection where source = '{Source}' and state = 'set-aside'"));
    }

    [Fact]
    public async Task A_row_of_a_file_is_sent_again_by_a_small_file()
    {
        await SendAsync(Wide.File(Wide.Row("A-1"), Wide.Row("A-2", "32/01/2026")));
        var list = await AsBrowserAsync($"/tray?source={Source}&rule=date");
        Assert.Contains("Line 3 of a file", list.Text, StringComparison.Ordinal);
        var page = list.Text.Split("href=\"/tray/")[1].Split('"')[0];
        var shown = await AsBrowserAsync($"/tray/{page}");
        Assert.Contains($"""name="mapping" value="{Name}">""", shown.Text, StringComparison.Ordinal);
        Assert.Contains("""<th scope="row">Date received</th>""", shown.Text, StringComparison.Ordinal);

        using var form = new MultipartFormDataContent
        {
            { new StringContent(Name), "mapping" }, { new StringContent(Source), "source" }, { new StringContent("E08000025"), "authority" },
            { new StringContent("changes"), "extract" }, { new StringContent("false"), "dryRun" },
            { new ByteArrayContent(Wide.File(Wide.Row("A-2"))), "file", "rows.csv" },
        };
        Assert.Contains("What was sent", (await AsBrowserAsync("/imports", form)).Text, StringComparison.Ordinal);
        Assert.Contains("a later file had the row", (await AsBrowserAsync($"/tray/{page}")).Text, StringComparison.Ordinal);
        Assert.Equal(0, await Intake.Database.CountAsync("import_row where vanished_in is not null and extract in "
            + $"(select extract from extract where source = '{Source}')"));
    }

    private static List<KeyValuePair<string, string>> Form(JsonObject one, string receivedOn, string? subject = null) =>
    [
        new("type", "ehcp.request-received.v1"), new("id", (string)one["id"]!), new("source", (string)one["source"]!),
        new("subject", subject ?? (string)one["subject"]!), new("time", (string)one["time"]!), new("data.authority", (string)one["data"]!["authority"]!),
        new("data.receivedOn", receivedOn), new("data.route", ""), new("data.requestedBy", ""), new("data.requestId", ""),
    ];

    private async Task<string> RefuseAsync(JsonObject one)
    {
        Assert.InRange((await Intake.SendAsync(one)).Status, 400, 422);
        return (await Intake.GetAsync("/v1/rejections?limit=1&source=" + one["source"])).Json["rejections"]![0]!["number"]!.ToString();
    }

    private async Task<Answer> PostAsync(
        string path, List<KeyValuePair<string, string>> fields, string key = RunningIntake.AnyKey, string site = "same-origin")
    {
        using var form = new FormUrlEncodedContent(fields);
        return await AsBrowserAsync(path, form, key, site);
    }

    private async Task<Answer> AsBrowserAsync(string path, HttpContent? content = null, string key = RunningIntake.AnyKey, string site = "same-origin")
    {
        using var caller = Intake.Caller(null);
        using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"anybody:{key}")));
        request.Headers.Add("Sec-Fetch-Site", site);
        var answer = await caller.SendAsync(request, Stop);

        // A browser shows the key again where it is led to on the same site; the client does not.
        return answer.RequestMessage is { Method.Method: "GET", RequestUri.PathAndQuery: var led } && content is not null
            ? await AsBrowserAsync(led, null, key)
            : await Answer.OfAsync(answer);
    }
}
