using Ehcp.Hosting.Keys;
using Ehcp.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Ehcp.Hosting.Tests.KeyManagement;

/// <summary>How fast and how much a key may ask, and what is written down of it.</summary>
public sealed class KeyLimitTests : IAsyncLifetime
{
    private static readonly string[] Sends = ["events:send"];

    private TestDatabase _database = null!;
    private NpgsqlDataSource _source = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await KeyedService.DatabaseAsync();
        _source = NpgsqlDataSource.Create(_database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_key_asks_as_often_in_a_minute_as_it_may_and_holds_up_no_other()
    {
        await using var service = await KeyedService.StartAsync(_database.ConnectionString);
        var three = await service.CreateAsync(new { name = "three", scopes = Sends, requestsPerMinute = 3 });
        var other = await service.CreateAsync(new { name = "other", scopes = Sends, requestsPerMinute = 3 });

        for (var time = 0; time < 3; time++)
        {
            Assert.Equal(200, await service.KnowsAsync(three));
        }

        var (status, json) = await service.GetAsync("/who", three);
        Assert.Equal((429, "urn:ehcp:too-many-requests"), (status, (string)json!["type"]!));
        Assert.InRange((int)json["retryAfter"]!, 1, 60);
        Assert.Contains("3 times a minute", (string)json["detail"]!, StringComparison.Ordinal);
        Assert.Equal((200, 200), (await service.KnowsAsync(other), await service.KnowsAsync("boss")));

        // A renewed list, and a new secret, are no new minute.
        await service.CreateAsync(new { name = "yet-another", scopes = Sends });
        var rotated = (string)(await service.PostAsync("/v1/keys/three/rotate", "boss", new { graceDays = 1 })).Json!["secret"]!;
        Assert.Equal(429, await service.KnowsAsync(rotated));
    }

    [Fact]
    public async Task A_quota_is_for_a_day_of_London()
    {
        var clock = new FakeTimeProvider(new(2026, 7, 15, 21, 0, 0, TimeSpan.Zero));
        await using var service = await KeyedService.StartAsync(_database.ConnectionString, clock);
        var two = await service.CreateAsync(new { name = "two", scopes = Sends, dailyQuota = 2 });

        Assert.Equal((200, 200), (await service.KnowsAsync(two), await service.KnowsAsync(two)));
        var (status, json) = await service.GetAsync("/who", two);
        Assert.Equal((429, "urn:ehcp:quota-used", 7200), (status, (string)json!["type"]!, (int)json["retryAfter"]!));
        clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        Assert.Equal(429, await service.KnowsAsync(two));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, await service.KnowsAsync(two));
    }

    [Fact]
    public async Task Where_events_count_a_batch_is_taken_whole_or_not_at_all_and_looking_is_free()
    {
        await using var service = await KeyedService.StartAsync(_database.ConnectionString, quota: KeyQuotaUnit.Events);
        var ten = await service.CreateAsync(new { name = "ten", scopes = Sends, dailyQuota = 10 });

        Assert.Equal(200, await service.KnowsAsync(ten));
        Assert.Equal(200, (await service.PostAsync("/send?count=7", ten)).Status);
        var (status, json) = await service.PostAsync("/send?count=4", ten);
        Assert.Equal((429, "urn:ehcp:quota-used"), (status, (string)json!["type"]!));
        Assert.Contains("3 is left", (string)json["detail"]!, StringComparison.Ordinal);
        Assert.Equal(200, (await service.PostAsync("/send?count=3", ten)).Status);
        Assert.Equal((429, 200), ((await service.PostAsync("/send?count=1", ten)).Status, await service.KnowsAsync(ten)));
    }

    [Fact]
    public async Task Instances_share_a_quota_and_a_restart_is_no_new_day()
    {
        string ten;
        await using (var one = await KeyedService.StartAsync(_database.ConnectionString, quota: KeyQuotaUnit.Events))
        await using (var other = await KeyedService.StartAsync(_database.ConnectionString, quota: KeyQuotaUnit.Events))
        {
            ten = await one.CreateAsync(new { name = "ten", scopes = Sends, dailyQuota = 10 });
            Assert.Equal(200, (await one.PostAsync("/send?count=8", ten)).Status);

            // The other hears of the key within two seconds, and of its use within five more.
            await Until.EqualAsync(200, () => other.KnowsAsync(ten), TimeSpan.FromSeconds(6), Stop);
            await Until.TrueAsync(async () => await _source.CountAsync("api_key where used = 8") == 1, TimeSpan.FromSeconds(10), Stop);
            await other.Services.GetRequiredService<RefreshKeys>().RefreshAsync(Stop);
            Assert.Equal(429, (await other.PostAsync("/send?count=3", ten)).Status);
            Assert.Equal(200, (await other.PostAsync("/send?count=2", ten)).Status);
        }

        await using var again = await KeyedService.StartAsync(_database.ConnectionString, quota: KeyQuotaUnit.Events);
        Assert.Equal(429, (await again.PostAsync("/send?count=1", ten)).Status);
        Assert.Equal(10, (long)(await again.GetAsync("/v1/keys/ten", "boss")).Json!["usedToday"]!);
    }

    [Fact]
    public async Task A_last_use_is_written_at_most_once_a_minute()
    {
        var clock = new FakeTimeProvider(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        await using var service = await KeyedService.StartAsync(_database.ConnectionString, clock);
        var secret = await service.CreateAsync(new { name = "synergy", scopes = Sends });
        var written = new List<string>();
        Assert.Null((string?)(await service.GetAsync("/v1/keys/synergy", "boss")).Json!["lastUsedAt"]);

        for (var time = 0; time < 4; time++)
        {
            await service.KnowsAsync(secret);
            await service.Services.GetRequiredService<WriteKeyUse>().WriteAsync(Stop);
            written.Add((string)(await service.GetAsync("/v1/keys/synergy", "boss")).Json!["lastUsedAt"]!);
            clock.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(["2026-03-02T12:00:00Z", "2026-03-02T12:00:00Z", "2026-03-02T12:01:00Z", "2026-03-02T12:01:00Z"], written);
        Assert.Equal(4, (long)(await service.GetAsync("/v1/keys/synergy", "boss")).Json!["usedToday"]!);
    }

    [Fact]
    public void What_was_written_less_than_a_minute_ago_is_not_written_again_unless_others_must_know_how_much()
    {
        var (now, minute) = (new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(1));
        foreach (var (quota, again) in new[] { ((int?)null, false), (100, true) })
        {
            using var use = new KeyUse("synergy");
            use.Bound(null, quota);
            Use(use, now);
            Assert.NotNull(use.ToWrite(now, minute));
            use.Wrote(now, 1, new(2026, 3, 2));

            Use(use, now.AddSeconds(59));
            Assert.Equal(again, use.ToWrite(now.AddSeconds(59), minute) is not null);
            use.Failed();
            Assert.NotNull(use.ToWrite(now.AddSeconds(60), minute));
        }

        static void Use(KeyUse use, DateTimeOffset at)
        {
            use.Touch(at);
            Assert.True(use.TryTake(1, new(2026, 3, 2), out _));
        }
    }

    [Fact]
    public async Task While_the_database_is_away_keys_work_and_what_they_did_is_written_down_later()
    {
        var clock = new FakeTimeProvider(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        await using var service = await KeyedService.StartAsync(_database.ConnectionString, clock);
        var secret = await service.CreateAsync(new { name = "synergy", scopes = Sends });
        var write = service.Services.GetRequiredService<WriteKeyUse>();

        await using (await DatabaseAway.BeginAsync(_database.ConnectionString))
        {
            Assert.Equal(200, await service.KnowsAsync(secret));
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => write.WriteAsync(Stop));
        }

        await Until.PassesAsync(() => write.WriteAsync(Stop), cancellationToken: Stop);
        Assert.Equal(1, await _source.CountAsync("api_key where used = 1 and last_used_at = '2026-03-02 12:00Z'"));
    }
}
