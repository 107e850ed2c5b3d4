using System.Collections.Concurrent;
using System.Net;
using Ehcp.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace Ehcp.Hosting.Tests.KeyManagement;

/// <summary>Whoever sends keys that nobody has is told to wait, and told of in one line a minute.</summary>
public sealed class WrongKeyTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await KeyedService.DatabaseAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task An_address_with_too_many_wrong_keys_is_told_to_wait_and_a_known_key_from_there_is_not()
    {
        await using var service = await KeyedService.StartAsync(_database.ConnectionString);

        for (var time = 0; time < 20; time++)
        {
            Assert.Equal(401, await service.KnowsAsync($"wrong-{time}"));
        }

        var (status, json) = await service.GetAsync("/who", "wrong");
        Assert.Equal((429, "urn:ehcp:too-many-wrong-keys", 60), (status, (string)json!["type"]!, (int)json["retryAfter"]!));
        Assert.Equal(200, await service.KnowsAsync("boss"));
        Assert.Equal(200, await service.KnowsAsync(await service.CreateAsync(new { name = "new", scopes = new[] { "events:send" } })));
        Assert.Equal(401, (await service.GetAsync("/who", key: null)).Status);
    }

    [Fact]
    public async Task Ten_thousand_wrong_keys_are_one_line_of_the_log_with_address_route_and_number()
    {
        var clock = new FakeTimeProvider(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        await using var service = await KeyedService.StartAsync(_database.ConnectionString, clock);
        var lines = service.Log.Lines.Count;
        var statuses = new ConcurrentBag<int>();

        await Parallel.ForAsync(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Stop }, async (time, _) =>
            statuses.Add((await service.GetAsync(time % 10 == 0 ? "/v1/keys/secret-path" : "/who", $"wrong-{time}")).Status));

        Assert.Equal((20, 9_980), (statuses.Count(status => status == 401), statuses.Count(status => status == 429)));
        clock.Advance(TimeSpan.FromMinutes(1));
        await Until.TrueAsync(() => service.Log.Count("In the last minute") == 1, cancellationToken: Stop);
        var line = Assert.Single(service.Log.Lines, line => line.Contains("In the last minute", StringComparison.Ordinal));
        Assert.Contains(
            "10000 requests came with a key that is not known: 127.0.0.1 GET /who 9000; 127.0.0.1 GET /v1/keys/{key} 1000", line, StringComparison.Ordinal);
        Assert.Equal(line, string.Join('\n', service.Log.Lines.Skip(lines)));
        Assert.DoesNotContain(service.Log.Lines, said => said.Contains("wrong-", StringComparison.Ordinal));
        Assert.DoesNotContain(service.Log.Lines, said => said.Contains("secret-path", StringComparison.Ordinal));

        // Where none came there is no line.
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, service.Log.Count("In the last minute"));
    }

    [Theory]
    [InlineData(null, 429)]
    [InlineData("10.0.0.0/8", 429)]
    [InlineData("127.0.0.1", 401)]
    [InlineData("127.0.0.0/8", 401)]
    public async Task Only_a_proxy_that_the_settings_name_says_where_a_request_came_from(string? proxy, int expected)
    {
        await using var service = await KeyedService.StartAsync(
            _database.ConnectionString, settings: proxy is null ? [] : [("Ehcp:Proxies:0", proxy)]);

        var last = HttpStatusCode.OK;
        for (var time = 0; time < 21; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/who");
            request.Headers.Add("X-Api-Key", "wrong");
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{time}");
            using var answer = await service.Client.SendAsync(request, Stop);
            last = answer.StatusCode;
        }

        Assert.Equal(expected, (int)last);
    }

    [Fact]
    public async Task A_service_does_not_start_behind_a_proxy_that_is_no_address()
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(
            () => KeyedService.StartAsync(_database.ConnectionString, settings: [("Ehcp:Proxies:0", "proxy.example")]));

        Assert.Contains("Ehcp:Proxies:0 must be an address", refusal.Message, StringComparison.Ordinal);
    }
}
