using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ehcp.Contracts;
using Ehcp.Scheduler.Changes;
using Ehcp.Scheduler.Webhooks;
using Ehcp.TestKit;
using Microsoft.AspNetCore.Hosting;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Webhooks;

/// <summary>Systems without a broker are told what changed: signed, in order, again until they take it.</summary>
public sealed class WebhookTests
{
    private const string Integrator = "key-of-the-integrator";
    private const string LeedsIntegrator = "key-of-leeds";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_are_told_in_order_as_cloudevents_and_only_those_that_were_asked_for()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var scheduler = await StartAsync();
        await CreateAsync(scheduler, new { url = receiver.Url, kinds = new[] { "deadline-breached", "breach-cleared" }, authorities = new[] { "330" }, after = 0 });
        await scheduler.TakeInAsync([.. ACase("2026-05-25"), .. ACase("2026-05-25", "L-1", authority: AlertScheduler.Leeds)]);
        await scheduler.SweepAsync();
        await TellAsync(scheduler);
        await scheduler.TakeInAsync(A(new FinalPlanSent(Day("2026-05-26")), recorded: "2026-05-26 10:00"));
        await TellAsync(scheduler);
        await TellAsync(scheduler);

        Assert.Equal(
            ["ehcp.deadline-breached.v1 C-1", "ehcp.breach-cleared.v1 C-1"], receiver.Taken.SelectMany(delivery => delivery.Told));
        var first = receiver.Taken.First();
        Assert.Equal("application/cloudevents-batch+json; charset=utf-8", first.MediaType);
        var told = JsonNode.Parse(first.Body)![0]!;
        Assert.Equal(("1.0", "ehcp-scheduler/changes"), ((string?)told["specversion"], (string?)told["source"]));
        Assert.Equal(
            """{"authority":"E08000025","caseReference":"C-1","milestone":"final-plan","clock":"1","lastDay":"2026-05-25","lastWorkingDay":"2026-05-22"}""",
            told["data"]!.ToJsonString());
        Assert.Equal(
            ["changes shown E08000025 C-1"],
            (await scheduler.RowsAsync("""
                select concat_ws(' ', what, outcome, authority, array_to_string(case_references, ',')) from access_record where caller_id = 'webhook:1'
                """)).Distinct());
    }

    [Fact]
    public async Task What_is_sent_is_signed_and_with_both_secrets_while_one_takes_another_s_place()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var scheduler = await StartAsync();
        var first = Secret(await CreateAsync(scheduler, new { url = receiver.Url }));
        await ChangeAsync(scheduler, "A");
        var second = Secret(await ActAsync(scheduler, "1/renew-secret"));
        await ChangeAsync(scheduler, "B");
        scheduler.Clock.Advance(TimeSpan.FromHours(25));
        await ChangeAsync(scheduler, "C");

        var (one, both, other) = (receiver.Taken.ElementAt(0), receiver.Taken.ElementAt(1), receiver.Taken.ElementAt(2));
        Assert.Equal([true, false, true, true, false, true],
            new[] { one, both, other }.SelectMany(delivery => new[] { Verifies(delivery, first), Verifies(delivery, second) }));
        Assert.False(Verifies(one with { Body = one.Body.Replace("\"A\"", "\"Z\"", StringComparison.Ordinal) }, first));
        Assert.False(Verifies(one with { Id = "msg_1_2" }, first));
        Assert.Equal($"{AlertScheduler.London("2026-05-26 09:00").ToUnixTimeSeconds()}", one.Time);
    }

    [Fact]
    public async Task The_documented_verification_in_csharp_is_the_one_that_these_tests_use()
    {
        var snippet = Regex.Match(
            await File.ReadAllTextAsync(Path.Combine(Checkout.Folder, "docs", "doors.md"), Stop), "```csharp\nstatic (.*?)```", RegexOptions.Singleline).Groups[1].Value;
        var tests = await File.ReadAllTextAsync(
            Path.Combine(Checkout.Folder, "tests", "Ehcp.Scheduler.Tests", "Webhooks", "WebhookTests.cs"), Stop);

        Assert.NotEmpty(snippet);
        Assert.Contains(Lines(snippet), Lines(tests), StringComparison.Ordinal);

        static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));
    }

    /// <summary>What the documentation tells a receiver to do, done by it.</summary>
    [Fact]
    public async Task The_documented_verification_in_node_takes_what_is_sent_and_nothing_else()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var scheduler = await StartAsync();
        var secret = Secret(await CreateAsync(scheduler, new { url = receiver.Url }));
        await ChangeAsync(scheduler, "A");
        var delivery = Assert.Single(receiver.Taken);
        var document = await File.ReadAllTextAsync(Path.Combine(Checkout.Folder, "docs", "doors.md"), Stop);
        var snippet = Regex.Match(document, "```js\n(import \\{ createHmac.*?)```", RegexOptions.Singleline).Groups[1].Value;
        Assert.NotEmpty(snippet);

        Assert.Equal("true", await RunAsync(delivery, scheduler.Clock.GetUtcNow()));
        Assert.Equal("false", await RunAsync(delivery with { Body = delivery.Body + " " }, scheduler.Clock.GetUtcNow()));
        Assert.Equal("false", await RunAsync(delivery, scheduler.Clock.GetUtcNow().AddMinutes(6)));

        async Task<string> RunAsync(Delivery sent, DateTimeOffset now)
        {
            var script = $"{snippet}\nDate.now = () => {now.ToUnixTimeMilliseconds()};\nconst given = JSON.parse(process.argv[1]);\n"
                + "console.log(isOurs(given.headers, given.body, given.secret));";
            var given = new JsonObject
            {
                ["headers"] = new JsonObject { ["webhook-id"] = sent.Id, ["webhook-timestamp"] = sent.Time, ["webhook-signature"] = sent.Signature },
                ["body"] = sent.Body,
                ["secret"] = secret,
            };
            var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in new[] { "--input-type=module", "-e", script, given.ToJsonString() })
            {
                start.ArgumentList.Add(argument);
            }

            using var node = Process.Start(start)!;
            var (printed, wrong) = (await node.StandardOutput.ReadToEndAsync(Stop), await node.StandardError.ReadToEndAsync(Stop));
            await node.WaitForExitAsync(Stop);
            Assert.True(node.ExitCode == 0, wrong);
            return printed.Trim();
        }
    }

    [Fact]
    public async Task One_that_fails_is_told_again_later_and_later_and_then_everything_in_order()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var scheduler = await StartAsync();
        await CreateAsync(scheduler, new { url = receiver.Url });
        receiver.AnswerAsync = (_, _) => Task.FromResult(500);
        await ChangeAsync(scheduler, "A");
        await ChangeAsync(scheduler, "B");
        Assert.Single(receiver.Seen); // it is not its turn yet
        scheduler.Clock.Advance(TimeSpan.FromSeconds(5));
        await TellAsync(scheduler);
        scheduler.Clock.Advance(TimeSpan.FromSeconds(5));
        await TellAsync(scheduler);
        Assert.Equal(2, receiver.Seen.Count); // the second pause is longer
        var listed = Assert.Single((await GetAsync(scheduler)).AsArray());
        Assert.Equal((2, "active", "It answered 500."), ((int)listed!["failures"]!, (string?)listed["state"], (string?)listed["lastTrouble"]));

        receiver.AnswerAsync = (_, _) => Task.FromResult(204);
        scheduler.Clock.Advance(TimeSpan.FromSeconds(5));
        await TellAsync(scheduler);

        Assert.Equal(["ehcp.timeline-changed.v1 A", "ehcp.timeline-changed.v1 B"], receiver.Taken.SelectMany(delivery => delivery.Told));
        Assert.Equal(0, (int)Assert.Single((await GetAsync(scheduler)).AsArray())!["failures"]!);
    }

    [Fact]
    public async Task One_that_fails_for_days_or_is_gone_is_stopped_and_the_mailbox_told_and_started_again_nothing_is_lost()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var scheduler = await StartAsync();
        await CreateAsync(scheduler, new { url = receiver.Url, authorities = new[] { "330" } });
        receiver.AnswerAsync = (_, _) => Task.FromResult(503);
        await ChangeAsync(scheduler, "A");
        scheduler.Clock.Advance(TimeSpan.FromDays(3));
        await TellAsync(scheduler);
        await scheduler.SendAsync();
        await ChangeAsync(scheduler, "B");

        Assert.Equal(2, receiver.Seen.Count);
        Assert.Equal("stopped", (string?)Assert.Single((await GetAsync(scheduler)).AsArray())!["state"]);
        var mail = Assert.Single(scheduler.Sink.Messages);
        Assert.Equal([AlertScheduler.Mailbox], mail.To);
        Assert.Contains("Webhook 1 is stopped", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hooks/ehcp", mail.Text, StringComparison.Ordinal); // the address may hold a secret

        receiver.AnswerAsync = (_, _) => Task.FromResult(204);
        await ActAsync(scheduler, "1/resume");
        await TellAsync(scheduler);
        Assert.Equal(["ehcp.timeline-changed.v1 A", "ehcp.timeline-changed.v1 B"], receiver.Taken.SelectMany(delivery => delivery.Told));

        receiver.AnswerAsync = (_, _) => Task.FromResult(410);
        await ChangeAsync(scheduler, "C");
        Assert.Equal("stopped", (string?)Assert.Single((await GetAsync(scheduler)).AsArray())!["state"]);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_holds_up_no_other_and_neither_of_two_services_tells_twice()
    {
        await using var slow = await Receiver.StartAsync();
        await using var quick = await Receiver.StartAsync();
        await using var scheduler = await StartAsync();
        await using var second = scheduler.Second(Configure);
        await CreateAsync(scheduler, new { url = slow.Url });
        await CreateAsync(scheduler, new { url = quick.Url });
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        slow.AnswerAsync = async (_, _) =>
        {
            asked.TrySetResult();
            await answer.Task;
            return 204;
        };
        await scheduler.TakeInAsync(ACase("2026-06-25", "A"));
        await scheduler.Get<PlaceChanges>().PlaceSetAsync(Stop);

        var telling = Task.WhenAll(scheduler.Get<DeliverWebhooks>().RunOnceAsync(Stop), second.Get<DeliverWebhooks>().RunOnceAsync(Stop));
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        await Until.EqualAsync(1, () => Task.FromResult(quick.Taken.Count), TimeSpan.FromSeconds(30), Stop);
        await ChangeAsync(second, "B", wait: false);
        await Until.EqualAsync(2, () => Task.FromResult(quick.Taken.Count), TimeSpan.FromSeconds(30), Stop);
        Assert.Empty(slow.Taken);
        answer.SetResult();
        await telling;
        await TellAsync(scheduler);

        Assert.Equal(["ehcp.timeline-changed.v1 A", "ehcp.timeline-changed.v1 B"], slow.Taken.SelectMany(delivery => delivery.Told));
        Assert.Equal(["ehcp.timeline-changed.v1 A", "ehcp.timeline-changed.v1 B"], quick.Taken.SelectMany(delivery => delivery.Told));
    }

    [Fact]
    public async Task No_redirect_is_followed_and_no_endless_answer_is_read()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var scheduler = await StartAsync();
        await CreateAsync(scheduler, new { url = receiver.Url });
        receiver.AnswerAsync = (_, context) =>
        {
            context.Response.Headers.Location = "/elsewhere";
            return Task.FromResult(307);
        };
        await ChangeAsync(scheduler, "A");
        Assert.Single(receiver.Seen);
        Assert.Equal("It answered 307.", (string?)Assert.Single((await GetAsync(scheduler)).AsArray())!["lastTrouble"]);

        receiver.AnswerAsync = async (_, context) =>
        {
            context.Response.StatusCode = 200;
            var part = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
            }

            return 200;
        };
        scheduler.Clock.Advance(TimeSpan.FromSeconds(5));
        await TellAsync(scheduler).WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.Equal(0, (int)Assert.Single((await GetAsync(scheduler)).AsArray())!["failures"]!);
    }

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

        using var others = await leeds.PostAsJsonAsync(new Uri("/v1/webhooks", UriKind.Relative), new { url = receiver.Url, authorities = new[] { "330" } }, Stop);
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

    private static bool Verifies(Delivery delivery, string secret) => IsOurs(
        delivery.Id, delivery.Time, delivery.Signature, Encoding.UTF8.GetBytes(delivery.Body), secret,
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(delivery.Time, null)));

    // As docs/doors.md has it.
    private static bool IsOurs(string id, string time, string signatures, byte[] body, string secret, DateTimeOffset now)
    {
        if (!long.TryParse(time, out var seconds) || Math.Abs(now.ToUnixTimeSeconds() - seconds) > 300)
        {
            return false; // an old one, sent again by somebody else
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{time}."), .. body];
        var expected = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed);
        return signatures.Split(' ') // two while a secret is renewed
            .Where(each => each.StartsWith("v1,", StringComparison.Ordinal)).Select(each => Convert.FromBase64String(each[3..]))
            .Any(each => CryptographicOperations.FixedTimeEquals(each, expected));
    }

    private static Task<AlertScheduler> StartAsync() => AlertScheduler.StartAsync("2026-05-26 09:00", Configure);

    private static void Configure(IWebHostBuilder host)
    {
        host.UseEnvironment("Development");
        UseKeys(host);
        host.UseSetting("Ehcp:Webhooks:AllowedHosts:0", "127.0.0.1");
    }

    private static void UseKeys(IWebHostBuilder host)
    {
        host.UseSetting("Ehcp:Webhooks:Keys:0", Convert.ToBase64String(SHA256.HashData("a key of the tests"u8)));
        SchedulerAtRest.UseKey(host, 20, "integrator", Integrator, "admin", "*");
        host.UseSetting("Ehcp:ApiKeys:20:Scopes:1", "cases:read");
        SchedulerAtRest.UseKey(host, 21, "leeds integrator", LeedsIntegrator, "admin", AlertScheduler.Leeds);
        host.UseSetting("Ehcp:ApiKeys:21:Scopes:1", "cases:read");
    }

    /// <summary>A case comes in, its change is placed, and webhooks are told.</summary>
    private static async Task ChangeAsync(AlertScheduler scheduler, string reference, bool wait = true)
    {
        await scheduler.TakeInAsync(ACase("2026-06-25", reference));
        await scheduler.Get<PlaceChanges>().PlaceSetAsync(Stop);
        var telling = scheduler.Get<DeliverWebhooks>().RunOnceAsync(Stop);
        if (wait)
        {
            await telling;
        }
    }

    private static async Task TellAsync(AlertScheduler scheduler)
    {
        await scheduler.Get<PlaceChanges>().PlaceSetAsync(Stop);
        await scheduler.Get<DeliverWebhooks>().RunOnceAsync(Stop);
    }

    private static string Secret(JsonNode answer) => (string)answer["secret"]!;

    private static async Task<JsonNode> CreateAsync(AlertScheduler scheduler, object body)
    {
        using var caller = scheduler.Caller(Integrator);
        using var answer = await caller.PostAsJsonAsync(new Uri("/v1/webhooks", UriKind.Relative), body, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<JsonNode> ActAsync(AlertScheduler scheduler, string act)
    {
        using var caller = scheduler.Caller(Integrator);
        using var answer = await caller.PostAsync(new Uri($"/v1/webhooks/{act}", UriKind.Relative), null, Stop);
        answer.EnsureSuccessStatusCode();
        return await JsonAsync(answer);
    }

    private static async Task<JsonNode> GetAsync(AlertScheduler scheduler)
    {
        using var caller = scheduler.Caller(Integrator);
        return JsonNode.Parse(await caller.GetStringAsync(new Uri("/v1/webhooks", UriKind.Relative), Stop))!;
    }

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
}
