using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Ehcp.Intake.Tests.Importing;
using Ehcp.TestKit;

namespace Ehcp.Intake.Tests.Uploads;

/// <summary>The page to give a file to, as a browser without script uses it.</summary>
public sealed class ImportPageTests(RunningIntake intake) : IClassFixture<RunningIntake>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_browser_is_asked_for_the_key()
    {
        using var nobody = intake.Caller(null);
        using var answer = await nobody.GetAsync(new Uri("/imports", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Basic", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
        Assert.Equal(401, (await AsBrowserAsync("/imports", "wrong-key")).Status);
        Assert.Equal(403, (await AsBrowserAsync("/imports", RunningIntake.ReaderKey)).Status);
        Assert.Equal(200, (await AsBrowserAsync("/imports", RunningIntake.SynergyKey)).Status);
    }

    [Fact]
    public async Task Only_pages_take_the_key_as_a_password()
    {
        var answer = await AsBrowserAsync("/v1/imports", RunningIntake.AnyKey);

        Assert.Equal((401, "urn:ehcp:key-missing-or-unknown"), (answer.Status, answer.Type));
    }

    [Fact]
    public async Task A_file_is_tried_and_then_sent_and_the_report_names_what_was_dropped()
    {
        var mapping = Wide.Mapping("of-the-page", "page").ToJsonString();
        var file = Wide.File(Wide.Row("EHC-1"), Wide.Row("EHC-2", "<b>31/02/2026</b>"));

        var tried = await SendAsync(mapping, "true", file);
        Assert.Equal(0, await intake.Database.CountAsync("ledger where source = 'page'"));
        Assert.Contains("What would be sent", tried.Text, StringComparison.Ordinal);
        Assert.Contains("Surname, DOB", tried.Text, StringComparison.Ordinal);
        Assert.Contains("<td>3</td><td>Date received</td><td>Must be a date of the calendar, written YYYY-MM-DD.</td>", tried.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Wide.Child, tried.Text, StringComparison.Ordinal);

        var sent = await SendAsync(mapping: null, "false", file, name: "of-the-page");
        Assert.Contains("What was sent", sent.Text, StringComparison.Ordinal);
        Assert.Equal(1, await intake.Database.CountAsync("ledger where source = 'page'"));

        var list = await AsBrowserAsync("/imports", RunningIntake.AnyKey);
        Assert.Contains("finished, a try", list.Text, StringComparison.Ordinal);
        Assert.Contains("of-the-page, version 1", list.Text, StringComparison.Ordinal);
        Assert.Contains("synergy-unverified, not verified", list.Text, StringComparison.Ordinal);
        var errors = list.Text.Split("href=\"/imports/")[1].Split('"')[0];
        Assert.StartsWith("line,column", (await AsBrowserAsync($"/imports/{errors}/errors.csv", RunningIntake.AnyKey)).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await AsBrowserAsync($"/imports/{errors}", RunningIntake.SynergyKey)).Status);
    }

    [Fact]
    public async Task What_is_wrong_with_the_form_is_said_on_it()
    {
        var answer = await SendAsync(mapping: null, "true", Wide.File(Wide.Row("EHC-1")));

        Assert.Equal(400, answer.Status);
        Assert.Contains("There is a problem", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Name a mapping, or send one with the file.", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Origin", "https://elsewhere.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 400)]
    public async Task A_page_of_another_site_cannot_send_a_file_with_the_key_of_the_browser(string header, string value, int status)
    {
        var answer = await SendAsync(mapping: null, "false", Wide.File(Wide.Row("EHC-1")), header: (header, value));

        Assert.Equal(status, answer.Status);
    }

    private async Task<Answer> AsBrowserAsync(string path, string key, HttpContent? content = null, (string Name, string Value)? header = null)
    {
        using var caller = intake.Caller(null);
        using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"anybody:{key}")));
        if (header is { } extra)
        {
            request.Headers.Add(extra.Name, extra.Value);
        }

        var answer = await caller.SendAsync(request, Stop);

        // A browser shows the key again where it is led to on the same site; the client does not.
        return answer.RequestMessage?.RequestUri is { AbsolutePath: var led } && led != path ? await AsBrowserAsync(led, key) : await Answer.OfAsync(answer);
    }

    private async Task<Answer> SendAsync(string? mapping, string dryRun, byte[] file, string name = "", (string, string)? header = null)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(name), "mapping" },
            { new StringContent(mapping ?? "", Encoding.UTF8, "application/json"), "mapping", "mapping.json" },
            { new StringContent(""), "source" },
            { new StringContent(""), "authority" },
            { new StringContent(dryRun), "dryRun" },
            { new ByteArrayContent(file), "file", "report.csv" },
        };
        var answer = await AsBrowserAsync("/imports", RunningIntake.AnyKey, form, header);
        return answer;
    }
}
