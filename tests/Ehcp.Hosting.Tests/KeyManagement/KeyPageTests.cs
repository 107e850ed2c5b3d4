using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Ehcp.TestKit;
using Npgsql;

namespace Ehcp.Hosting.Tests.KeyManagement;

/// <summary>The page of keys, as a browser without script uses it.</summary>
public sealed partial class KeyPageTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private KeyedService _service = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await KeyedService.DatabaseAsync();
        _service = await KeyedService.StartAsync(_database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_browser_is_asked_for_the_key()
    {
        using var answer = await _service.Client.GetAsync(new Uri("/keys", UriKind.Relative), Stop);
        Assert.Equal((401, "Basic"), ((int)answer.StatusCode, Assert.Single(answer.Headers.WwwAuthenticate).Scheme));
        Assert.Equal(401, (await BrowseAsync("/keys", "wrong")).Status);
        Assert.Equal(403, (await BrowseAsync("/keys", await _service.CreateAsync(new { name = "sender", scopes = new[] { "events:send" } }))).Status);
        Assert.Equal(200, (await BrowseAsync("/keys", "dudley")).Status);
    }

    [Fact]
    public async Task A_key_is_made_shown_once_rotated_and_revoked()
    {
        var made = await BrowseAsync(
            "/keys", "boss", ("name", "synergy"), ("scopes", "events:send"), ("scopes", "cases:read"), ("sources", "one, two"), ("authorities", "330"),
            ("requests", "600"), ("quota", "100,000"), ("expires", "2099-01-31"));
        Assert.Equal((201, "no-store"), (made.Status, made.CacheControl));
        var secret = Secret().Match(made.Text).Value;
        Assert.Equal(200, await _service.KnowsAsync(secret));
        Assert.Equal(
            """["events:send","cases:read"] ["one","two"] ["E08000025"] 600 100000 2099-01-31""",
            (await _service.GetAsync("/v1/keys/synergy", "boss")).Json is { } key
                ? $"{key["scopes"]!.ToJsonString()} {key["sources"]!.ToJsonString()} {key["authorities"]!.ToJsonString()} {key["requestsPerMinute"]} {key["dailyQuota"]} {key["expiresOn"]}"
                : "");
        foreach (var path in new[] { "/keys", "/keys/synergy" })
        {
            var later = await BrowseAsync(path, "boss");
            Assert.Contains("31 January 2099", later.Text, StringComparison.Ordinal);
            Assert.DoesNotMatch(Secret(), later.Text);
        }

        var rotated = await BrowseAsync("/keys/synergy/rotate", "boss", ("grace", "0"));
        Assert.Equal((200, 401, 200), (rotated.Status, await _service.KnowsAsync(secret), await _service.KnowsAsync(Secret().Match(rotated.Text).Value)));

        Assert.Contains("Say that you are sure", (await BrowseAsync("/keys/synergy/revoke", "boss", ("sure", "no"))).Text, StringComparison.Ordinal);
        Assert.Equal(200, await _service.KnowsAsync(Secret().Match(rotated.Text).Value));
        var revoked = await BrowseAsync("/keys/synergy/revoke", "boss", ("sure", "yes"));
        Assert.Contains("<td>revoked</td>", revoked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", revoked.Text, StringComparison.Ordinal);
        Assert.Equal(401, await _service.KnowsAsync(Secret().Match(rotated.Text).Value));
        await using var database = NpgsqlDataSource.Create(_database.ConnectionString);
        Assert.Equal(
            ["(create-key,done)", "(revoke-key,done)", "(revoke-key,nothing)", "(rotate-key,done)"],
            await database.RowsAsync("select what, outcome from access_record where outcome <> 'asked'"));
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_what_was_written_stays()
    {
        var wrong = await BrowseAsync("/keys", "dudley", ("name", "a \"b\""), ("scopes", "events:send"), ("quota", "many"), ("expires", "soon"));
        Assert.Equal(400, wrong.Status);
        Assert.Contains("<a href=\"#quota\">Daily quota: Must be a whole number.</a>", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#expires\">", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"a &quot;b&quot;\"", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"events:send\" checked", wrong.Text, StringComparison.Ordinal);

        var refused = await BrowseAsync("/keys", "dudley", ("name", "wide"), ("scopes", "events:send"), ("authorities", "*"));
        Assert.Equal(403, refused.Status);
        Assert.Contains("<a href=\"#scopes\">What it may do: You do not have all of these scopes yourself", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"admin\"", refused.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await BrowseAsync("/keys/boss", "dudley")).Status);
        Assert.Contains("A name is given once", (await BrowseAsync("/keys", "boss", ("name", "boss"), ("scopes", "public"))).Text, StringComparison.Ordinal);
        Assert.Contains("href=\"#grace\"", (await BrowseAsync("/keys/dudley/rotate", "boss", ("grace", "91"))).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    public async Task A_form_of_another_site_changes_nothing(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/keys")
        {
            Content = new FormUrlEncodedContent([new("name", "theirs"), new("scopes", "operate")]),
        };
        request.Headers.Authorization = Basic("boss");
        request.Headers.Add(header, value);
        using var answer = await _service.Client.SendAsync(request, Stop);

        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Equal(404, (await _service.GetAsync("/v1/keys/theirs", "boss")).Status);
    }

    private static AuthenticationHeaderValue Basic(string key) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{key}")));

    private async Task<(int Status, string Text, string CacheControl)> BrowseAsync(string path, string key, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(form.Length == 0 ? HttpMethod.Get : HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = Basic(key);
        if (form.Length > 0)
        {
            request.Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
        }

        using var answer = await _service.Client.SendAsync(request, Stop);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop), answer.Headers.CacheControl?.ToString() ?? "");
    }

    [GeneratedRegex("ehcp_[0-9a-f]{48}")]
    private static partial Regex Secret();
}
