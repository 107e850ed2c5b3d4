using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ehcp.TestKit;
using static Ehcp.Scheduler.Tests.Webhooks.GivenWebhooks;

namespace Ehcp.Scheduler.Tests.Webhooks;

/// <summary>What is sent can be told from what anybody sends.</summary>
public sealed class WebhookSignatureTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

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
            await File.ReadAllTextAsync(Path.Combine(Checkout.Folder, "docs", "doors.md"), Stop), "```csharp\nstatic (.*?)```",
            RegexOptions.Singleline).Groups[1].Value;
        var tests = await File.ReadAllTextAsync(
            Path.Combine(Checkout.Folder, "tests", "Ehcp.Scheduler.Tests", "Webhooks", "WebhookSignatureTests.cs"), Stop);

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
}
