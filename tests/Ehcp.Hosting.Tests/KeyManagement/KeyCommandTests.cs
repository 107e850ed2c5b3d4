using System.Diagnostics;
using Ehcp.TestKit;

namespace Ehcp.Hosting.Tests.KeyManagement;

/// <summary><c>deploy/key</c>, as whoever runs a service uses it.</summary>
public sealed class KeyCommandTests : IAsyncLifetime
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
    public async Task A_key_is_made_listed_rotated_and_revoked()
    {
        var tried = await RunAsync("create", "synergy", "--scope", "events:send", "--dry-run");
        Assert.Equal((0, ""), (tried.Status, tried.Output));
        Assert.Contains("would be done; nothing has changed", tried.Errors, StringComparison.Ordinal);

        var made = await RunAsync(
            "create", "synergy", "--scope", "events:send", "--scope", "cases:read", "--source", "a \"strange\" \\ one", "--authority", "330",
            "--requests-per-minute", "600", "--daily-quota", "0100000", "--expires-on", "2099-01-31");
        Assert.True(made.Status == 0, made.Errors);
        Assert.Matches("^ehcp_[0-9a-f]{48}\n$", made.Output);
        Assert.Equal(200, await _service.KnowsAsync(made.Output.Trim()));
        var key = (await _service.GetAsync("/v1/keys/synergy", "boss")).Json!;
        Assert.Equal("""["a \u0022strange\u0022 \\ one"]""", key["sources"]!.ToJsonString());
        Assert.Equal("600 100000 2099-01-31 E08000025", $"{key["requestsPerMinute"]} {key["dailyQuota"]} {key["expiresOn"]} {key["authorities"]![0]}");

        var list = await RunAsync("list");
        Assert.Matches(@"(?m)^synergy +active +table +2099-01-31 +\S+ +events:send cases:read$", list.Output);
        Assert.Matches(@"(?m)^boss +active +settings +- ", list.Output);
        Assert.Equal(2, (await RunAsync("show", "synergy")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        var rotated = await RunAsync("rotate", "synergy", "--grace-days", "0");
        Assert.Equal((200, 401), (await _service.KnowsAsync(rotated.Output.Trim()), await _service.KnowsAsync(made.Output.Trim())));

        Assert.Equal((0, 0), ((await RunAsync("revoke", "synergy", "--dry-run")).Status, (await RunAsync("revoke", "synergy")).Status));
        Assert.Equal(401, await _service.KnowsAsync(rotated.Output.Trim()));
        Assert.Equal(0, (await RunAsync("revoke", "synergy")).Status);
    }

    [Fact]
    public async Task What_is_refused_is_said_in_words_with_status_1()
    {
        var unknown = await RunAsync("revoke", "nothing");
        Assert.Equal(1, unknown.Status);
        Assert.Contains("There is no key of this name", unknown.Errors, StringComparison.Ordinal);
        var wrong = await RunAsync("create", "a", "--scope", "events:sent");
        Assert.Equal(1, wrong.Status);
        Assert.Contains("Must be one of events:send", wrong.Errors, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("rotate", "boss", "--grace-days", "91")).Status);
        Assert.Equal(1, (await RunAsync("list", "--url", "http://127.0.0.1:1")).Status);
    }

    [Theory]
    [InlineData]
    [InlineData("make", "a")]
    [InlineData("list", "a")]
    [InlineData("create", "a")]
    [InlineData("create", "--scope", "events:send")]
    [InlineData("create", "a", "--scopes", "events:send")]
    [InlineData("create", "a", "--scope", "events:send", "--dryrun")]
    [InlineData("create", "a", "--scope", "events:send", "--daily-quota", "many")]
    [InlineData("create", "a", "b", "--scope", "events:send")]
    [InlineData("create", "a", "--scope", "events:send", "--grace-days", "1")]
    [InlineData("create", "a", "--scope")]
    [InlineData("rotate", "a")]
    [InlineData("revoke", "a", "--scope", "events:send")]
    [InlineData("list", "--service", "intakes")]
    public async Task What_is_misspelt_does_nothing_and_ends_with_status_2(params string[] arguments)
    {
        var (status, output, errors) = await RunAsync(arguments);

        Assert.Equal((2, ""), (status, output));
        Assert.Contains("Usage: deploy/key", errors, StringComparison.Ordinal);
        Assert.Equal(["boss", "dudley"], (await _service.GetAsync("/v1/keys", "boss")).Json!["keys"]!.AsArray().Select(key => (string)key!["name"]!));
    }

    private async Task<(int Status, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Checkout.Folder, "deploy", "key"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["INTAKE_URL"] = _service.Client.BaseAddress!.ToString(), ["KEYS_KEY"] = "boss" },
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, await output, await errors);
    }
}
