using System.Net;
using System.Net.Http.Json;
using static Ehcp.Scheduler.Tests.Webhooks.GivenWebhooks;

namespace Ehcp.Scheduler.Tests.Webhooks;

/// <summary>Who may make a webhook, for what, and where it may lead.</summary>
public sealed class WebhookAdminTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_is_told_once_and_stands_nowhere_as_it_is()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var scheduler = await StartAsync();
        var secret = Secret(await CreateAsync(scheduler, new { url = receiver.Url }));

        Assert.DoesNotContain(secret[6..], (await GetAsync(scheduler)).ToJsonString(), StringComparison.Ordinal);
        var stored = Convert.FromHexString((await scheduler.RowsAsync("select encode(secret, 'hex') from webhook"))[0]);
        Assert.Equal(-1, stored.AsSpan().IndexOf(Convert.FromBase64String(secret[6..])));

        // The box of one address is worth nothing at another, nor without its key.
        await scheduler.ExecuteAsync("update webhook set url = url || '2'");
        await ChangeAsync(scheduler, "A");
        Assert.Empty(receiver.Seen);
        Assert.Equal(
            "Its secret cannot be read with the keys of this service.",
            (string?)Assert.Single((await GetAsync(scheduler)).AsArray())!["lastTrouble"]);
    }

    [Theory]
    [InlineData("http://cases.council.example/hook", "https")]
    [InlineData("https://127.0.0.1/hook", "within this network")]
    [InlineData("https://localhost/hook", "within this network")]
    [InlineData("https://10.1.2.3/hook", "within this network")]
    [InlineData("https://169.254.169.254/latest/meta-data", "within this network")]
    [InlineData("https://[::1]/hook", "within this network")]
    [InlineData("https://[::ffff:192.168.0.1]/hook", "within this network")]
    [InlineData("https://[fd00::1]/hook", "within this network")]
    [InlineData("https://2130706433/hook", "within this network")] // 127.0.0.1 as a number
    [InlineData("https://user:pass@cases.council.example/hook", "without a name and password")]
    [InlineData("ftp://cases.council.example/hook", "https")]
    [InlineData("hook", "https")]
    public async Task An_address_that_is_not_public_is_refused(string url, string words)
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00", host => UseKeys(host)); // not in Development, and no host is allowed
        using var caller = scheduler.Caller(Integrator);

        using var answer = await caller.PostAsJsonAsync(new Uri("/v1/webhooks", UriKind.Relative), new { url }, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    /// <summary>The name is public when it is made, and stands for the machine itself when it is called.</summary>
    [Fact]
    public async Task A_name_that_stands_for_an_address_within_is_not_connected_to()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00", host => UseKeys(host));
        await using var open = scheduler.Second(Configure);
        await CreateAsync(open, new { url = receiver.Url });
        await scheduler.ExecuteAsync("select 1");
        await ChangeAsync(scheduler, "A");

        Assert.Empty(receiver.Seen);
        Assert.Contains("no setting allows it", (string?)Assert.Single((await GetAsync(scheduler)).AsArray())!["lastTrouble"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_makes_one_for_an_authority_that_is_not_theirs_or_sees_another_s()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var scheduler = await StartAsync();
        await CreateAsync(scheduler, new { url = receiver.Url, authorities = new[] { "330", AlertScheduler.Leeds } });
        using var leeds = scheduler.Caller(LeedsIntegrator);

        using var others = await leeds.PostAsJsonAsync(
            new Uri("/v1/webhooks", UriKind.Relative), new { url = receiver.Url, authorities = new[] { "330" } }, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, others.StatusCode);
        using var reader = scheduler.Caller(); // reads cases, and looks after nothing
        using var none = await reader.PostAsJsonAsync(new Uri("/v1/webhooks", UriKind.Relative), new { url = receiver.Url }, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, none.StatusCode);
        Assert.Equal("[]", await leeds.GetStringAsync(new Uri("/v1/webhooks", UriKind.Relative), Stop));
        using var paused = await leeds.PostAsync(new Uri("/v1/webhooks/1/pause", UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.NotFound, paused.StatusCode);
        using var own = await leeds.PostAsJsonAsync(new Uri("/v1/webhooks?dryRun=true", UriKind.Relative), new { url = receiver.Url }, Stop);
        Assert.Equal([AlertScheduler.Leeds], (await JsonAsync(own))["webhook"]!["authorities"]!.AsArray().Select(code => (string?)code));
        Assert.Single((await GetAsync(scheduler)).AsArray()); // the trial made none
    }

    [Fact]
    public async Task Paused_it_is_told_nothing_deleted_it_is_gone_and_a_trial_does_neither()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var scheduler = await StartAsync();
        await CreateAsync(scheduler, new { url = receiver.Url });
        await ActAsync(scheduler, "1/pause?dryRun=true");
        await ChangeAsync(scheduler, "A");
        Assert.Single(receiver.Taken);
        await ActAsync(scheduler, "1/pause");
        await ChangeAsync(scheduler, "B");
        Assert.Single(receiver.Taken);
        await ActAsync(scheduler, "1/resume");
        await TellAsync(scheduler);
        Assert.Equal(2, receiver.Taken.Count);
        using var caller = scheduler.Caller(Integrator);
        using var tried = await caller.DeleteAsync(new Uri("/v1/webhooks/1?dryRun=true", UriKind.Relative), Stop);
        Assert.Single((await GetAsync(scheduler)).AsArray());
        using var gone = await caller.DeleteAsync(new Uri("/v1/webhooks/1", UriKind.Relative), Stop);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (tried.StatusCode, gone.StatusCode));
        Assert.Empty((await GetAsync(scheduler)).AsArray());
    }
}
