using System.Text.Json.Nodes;
using Ehcp.TestKit;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Ehcp.Hosting.Tests.KeyManagement;

/// <summary>Keys are made, listed, rotated and revoked while a service runs, and on every instance of it.</summary>
public sealed class KeyTests : IAsyncLifetime
{
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(6);

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
    public void The_tables_are_the_same_in_every_service()
    {
        Assert.Contains("create table api_key_secret", KeyedService.Tables("Intake"), StringComparison.Ordinal);
        Assert.Equal(KeyedService.Tables("Intake"), KeyedService.Tables("Scheduler"));
        Assert.Equal(KeyedService.Tables("Intake"), KeyedService.Tables("Reporting"));
    }

    [Fact]
    public async Task A_key_made_on_one_instance_works_on_it_at_once_and_soon_on_the_other_and_a_revoked_one_on_neither()
    {
        await using var one = await KeyedService.StartAsync(_database.ConnectionString);
        await using var other = await KeyedService.StartAsync(_database.ConnectionString);

        var secret = await one.CreateAsync(new { name = "synergy", scopes = new[] { "events:send" }, sources = new[] { "one" } });

        Assert.Equal(200, await one.KnowsAsync(secret));
        await Until.EqualAsync(200, () => other.KnowsAsync(secret), Seconds, Stop);

        var (status, revoked) = await other.PostAsync("/v1/keys/synergy/revoke", "boss");
        Assert.Equal((200, "revoked", "key:boss"), (status, (string)revoked!["state"]!, (string)revoked["revokedBy"]!));
        Assert.True(await RefusesAsync(other));
        await Until.TrueAsync(() => RefusesAsync(one), Seconds, Stop);

        // Again it is the same, and its name is not given again.
        var again = (await one.PostAsync("/v1/keys/synergy/revoke", "boss")).Json!;
        Assert.Equal(((string)revoked["revokedAt"]!, "key:boss"), ((string)again["revokedAt"]!, (string)again["revokedBy"]!));
        var anew = await one.PostAsync("/v1/keys", "boss", new { name = "synergy", scopes = new[] { "public" } });
        Assert.Equal("urn:ehcp:key-exists", (string)anew.Json!["type"]!);
        Assert.Equal("urn:ehcp:key-fixed", (string)(await one.PostAsync("/v1/keys/synergy/rotate", "boss", new { graceDays = 0 })).Json!["type"]!);

        // Asked so often with a key that it did not know yet, an instance may take this for guessing.
        async Task<bool> RefusesAsync(KeyedService service) => await service.KnowsAsync(secret) is 401 or 429;
    }

    [Fact]
    public async Task The_secret_is_told_once_and_kept_as_a_hash()
    {
        await using var service = await KeyedService.StartAsync(_database.ConnectionString);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/keys")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { name = "synergy", scopes = new[] { "events:send" }, expiresOn = "2099-01-31" }),
        };
        request.Headers.Add("X-Api-Key", "boss");
        using var answer = await service.Client.SendAsync(request, Stop);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
        var secret = (string)json["secret"]!;

        Assert.Equal(
            (201, "no-store", "/v1/keys/synergy"), ((int)answer.StatusCode, answer.Headers.CacheControl!.ToString(), answer.Headers.Location!.ToString()));
        Assert.Matches("^ehcp_[0-9a-f]{48}$", secret);
        Assert.Equal(200, await service.KnowsAsync(secret));
        var list = (await service.GetAsync("/v1/keys", "boss")).Json!.ToJsonString();
        Assert.Contains("synergy", list, StringComparison.Ordinal);
        List<string> kept = [list, .. await _source.RowsAsync("select * from api_key"), .. await _source.RowsAsync("select * from api_key_secret"),
            .. await _source.RowsAsync("select * from access_record"), .. service.Log.Lines];
        Assert.DoesNotContain(kept, line => line.Contains(secret[5..], StringComparison.OrdinalIgnoreCase));
        Assert.Equal(
            ["(create-key,asked,)", "(create-key,done,{synergy})"],
            await _source.RowsAsync("select what, outcome, subjects from access_record"));
    }

    [Fact]
    public async Task A_dry_run_makes_rotates_and_revokes_nothing()
    {
        await using var service = await KeyedService.StartAsync(_database.ConnectionString);
        var key = new { name = "synergy", scopes = new[] { "events:send" }, authorities = new[] { "330" } };

        var (status, tried) = await service.PostAsync("/v1/keys?dryRun=true", "boss", key);
        Assert.Equal((200, (string?)null, KeyedService.Birmingham), (status, (string?)tried!["secret"], (string)tried["key"]!["authorities"]![0]!));
        Assert.Empty(await _source.RowsAsync("select name from api_key"));

        var secret = await service.CreateAsync(key);
        Assert.Equal("urn:ehcp:key-exists", (string)(await service.PostAsync("/v1/keys?dryRun=true", "boss", key)).Json!["type"]!);
        Assert.Null((string?)(await service.PostAsync("/v1/keys/synergy/rotate?dryRun=true", "boss", new { graceDays = 0 })).Json!["secret"]);
        Assert.Equal("revoked", (string)(await service.PostAsync("/v1/keys/synergy/revoke?dryRun=true", "boss")).Json!["state"]!);
        Assert.Equal(200, await service.KnowsAsync(secret));
        Assert.Equal("active", (string)(await service.GetAsync("/v1/keys/synergy", "boss")).Json!["state"]!);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(90)]
    public async Task The_secret_of_before_works_for_as_many_days_as_was_said(int days)
    {
        var clock = new FakeTimeProvider(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        await using var service = await KeyedService.StartAsync(_database.ConnectionString, clock);
        var before = await service.CreateAsync(new { name = "synergy", scopes = new[] { "events:send" } });

        var (status, rotated) = await service.PostAsync("/v1/keys/synergy/rotate", "boss", new { graceDays = days });
        var after = (string)rotated!["secret"]!;

        Assert.Equal(200, status);
        Assert.Equal(days == 0 ? 401 : 200, await service.KnowsAsync(before));
        if (days > 0)
        {
            clock.Advance(TimeSpan.FromDays(days) - TimeSpan.FromSeconds(1));
            Assert.Equal(200, await service.KnowsAsync(before));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((401, 200), (await service.KnowsAsync(before), await service.KnowsAsync(after)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(91)]
    public async Task A_grace_is_0_to_90_days(int days)
    {
        await using var service = await KeyedService.StartAsync(_database.ConnectionString);
        var before = await service.CreateAsync(new { name = "synergy", scopes = new[] { "events:send" } });

        var (_, refused) = await service.PostAsync("/v1/keys/synergy/rotate", "boss", new { graceDays = days });

        Assert.Equal(("urn:ehcp:body-invalid", "/graceDays"), ((string)refused!["type"]!, (string)refused["errors"]![0]!["pointer"]!));
        Assert.Equal(200, await service.KnowsAsync(before));
    }

    [Fact]
    public async Task Rotating_again_without_grace_ends_every_secret_of_before()
    {
        await using var service = await KeyedService.StartAsync(_database.ConnectionString);
        var first = await service.CreateAsync(new { name = "synergy", scopes = new[] { "events:send" } });
        var second = (string)(await service.PostAsync("/v1/keys/synergy/rotate", "boss", new { graceDays = 90 })).Json!["secret"]!;
        var third = (string)(await service.PostAsync("/v1/keys/synergy/rotate", "boss", new { graceDays = 0 })).Json!["secret"]!;

        Assert.Equal((401, 401, 200), (await service.KnowsAsync(first), await service.KnowsAsync(second), await service.KnowsAsync(third)));
    }

    // Summer time: the last second of the day is an hour before midnight in UTC.
    [Fact]
    public async Task A_key_opens_until_the_end_of_its_last_day_in_London_also_while_the_database_is_away()
    {
        var clock = new FakeTimeProvider(new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero));
        await using var service = await KeyedService.StartAsync(_database.ConnectionString, clock);
        var expires = await service.CreateAsync(new { name = "expires", scopes = new[] { "events:send" }, expiresOn = "2026-07-15" });
        var lasts = await service.CreateAsync(new { name = "lasts", scopes = new[] { "events:send" } });
        Assert.Equal("expiring", (string)(await service.GetAsync("/v1/keys/expires", "boss")).Json!["state"]!);

        await using (await WithoutDatabaseAsync())
        {
            clock.Advance(new DateTimeOffset(2026, 7, 15, 22, 59, 59, TimeSpan.Zero) - clock.GetUtcNow());
            Assert.Equal((200, 200), (await service.KnowsAsync(expires), await service.KnowsAsync(lasts)));
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal((401, 200), (await service.KnowsAsync(expires), await service.KnowsAsync(lasts)));
        }

        Assert.Equal("expired", (string)(await service.GetAsync("/v1/keys/expires", "boss")).Json!["state"]!);
    }

    [Fact]
    public async Task Until_the_table_was_read_an_unknown_key_is_told_to_come_again_and_a_key_of_the_settings_works()
    {
        string secret;
        await using (var before = await KeyedService.StartAsync(_database.ConnectionString))
        {
            secret = await before.CreateAsync(new { name = "synergy", scopes = new[] { "events:send" } });
        }

        KeyedService? service = null;
        try
        {
            await using (await WithoutDatabaseAsync())
            {
                service = await KeyedService.StartAsync(_database.ConnectionString);
                Assert.Equal(200, await service.KnowsAsync("boss"));
                var (status, json) = await service.GetAsync("/who", secret);
                Assert.Equal((503, "urn:ehcp:unavailable", 5), (status, (string)json!["type"]!, (int)json["retryAfter"]!));
            }

            await Until.EqualAsync(200, () => service.KnowsAsync(secret), TimeSpan.FromSeconds(20), Stop);
            Assert.Equal(401, await service.KnowsAsync("nobody's"));
        }
        finally
        {
            await (service?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    [Fact]
    public async Task A_key_that_ends_soon_is_told_of_in_the_log_and_counted()
    {
        var clock = new FakeTimeProvider(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        await using (var before = await KeyedService.StartAsync(_database.ConnectionString, clock))
        {
            await before.CreateAsync(new { name = "in-14-days", scopes = new[] { "events:send" }, expiresOn = "2026-03-16" });
            await before.CreateAsync(new { name = "in-15-days", scopes = new[] { "events:send" }, expiresOn = "2026-03-17" });
        }

        await using var service = await KeyedService.StartAsync(_database.ConnectionString, clock);

        Assert.Equal(1, service.Log.Count("The key in-14-days opens nothing any more after 2026-03-16"));
        Assert.Equal(0, service.Log.Count("The key in-15-days"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("X-Api-Key", "boss");
        using var metrics = await service.Client.SendAsync(request, Stop);
        Assert.Matches(@"(?m)^ehcp_keys_expiring\S* 1\b", await metrics.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task A_key_of_the_settings_is_listed_and_not_changed_and_wins_over_one_of_the_table()
    {
        string secret;
        await using (var before = await KeyedService.StartAsync(_database.ConnectionString))
        {
            secret = await before.CreateAsync(new { name = "third", scopes = new[] { "events:send" } });
        }

        await using var service = await KeyedService.StartAsync(_database.ConnectionString, settings:
            [("Ehcp:ApiKeys:2:Name", "third"), ("Ehcp:ApiKeys:2:Hash", new string('0', 64)), ("Ehcp:ApiKeys:2:Scopes:0", "public")]);

        var list = (await service.GetAsync("/v1/keys", "boss")).Json!["keys"]!.AsArray().Select(key => $"{key!["name"]} {key["keptIn"]} {key["state"]}");
        Assert.Equal(["boss settings active", "dudley settings active", "third settings active", "third table shadowed"], list);
        Assert.Equal(401, await service.KnowsAsync(secret));
        Assert.Equal(1, service.Log.Count("The key third stands in the settings and in the table"));
        Assert.Equal("urn:ehcp:key-fixed", (string)(await service.PostAsync("/v1/keys/boss/revoke", "boss")).Json!["type"]!);
        var again = await service.PostAsync("/v1/keys", "boss", new { name = "boss", scopes = new[] { "public" } });
        Assert.Equal("urn:ehcp:key-exists", (string)again.Json!["type"]!);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_key_is_told_at_once()
    {
        await using var service = await KeyedService.StartAsync(_database.ConnectionString);

        var (status, json) = await service.PostAsync("/v1/keys", "boss", new
        {
            name = "a b",
            scopes = new[] { "events:send", "events:sent" },
            sources = new[] { "" },
            authorities = new[] { "999" },
            requestsPerMinute = 0,
            dailyQuota = -1,
            expiresOn = "2020-01-01",
        });

        Assert.Equal(400, status);
        Assert.Equal(
            ["/name", "/scopes/1", "/sources/0", "/authorities/0", "/requestsPerMinute", "/dailyQuota", "/expiresOn"],
            json!["errors"]!.AsArray().Select(error => (string)error!["pointer"]!));
    }

    [Fact]
    public async Task A_list_with_nothing_in_a_place_of_it_is_refused()
    {
        await using var service = await KeyedService.StartAsync(_database.ConnectionString);
        string?[] nothing = [null];

        var (status, json) = await service.PostAsync("/v1/keys", "boss", new { name = "a", scopes = nothing, sources = nothing, authorities = nothing });

        Assert.Equal(400, status);
        Assert.Equal(["/scopes/0", "/sources/0", "/authorities/0"], json!["errors"]!.AsArray().Select(error => (string)error!["pointer"]!));
    }

    [Fact]
    public async Task Nobody_sees_makes_or_changes_a_key_that_may_do_more_than_they()
    {
        await using var service = await KeyedService.StartAsync(_database.ConnectionString);
        await service.CreateAsync(new { name = "wide", scopes = new[] { "events:send" }, authorities = new[] { "*" }, sources = new[] { "one" } });
        await service.CreateAsync(new { name = "narrow", scopes = new[] { "events:send" }, authorities = new[] { "332" }, sources = new[] { "one" } });

        foreach (var wider in new object[]
        {
            new { name = "a", scopes = new[] { "admin" }, authorities = new[] { "332" }, sources = new[] { "one" } },
            new { name = "b", scopes = new[] { "events:send" }, authorities = new[] { "330" }, sources = new[] { "one" } },
            new { name = "c", scopes = new[] { "events:send" }, authorities = new[] { "*" }, sources = new[] { "one" } },
            new { name = "d", scopes = new[] { "events:send" }, authorities = new[] { "332" }, sources = new[] { "two" } },
        })
        {
            var (status, json) = await service.PostAsync("/v1/keys", "dudley", wider);
            Assert.Equal((403, "urn:ehcp:key-too-wide"), (status, (string)json!["type"]!));
        }

        Assert.Equal(["dudley", "narrow"], (await service.GetAsync("/v1/keys", "dudley")).Json!["keys"]!.AsArray().Select(key => (string)key!["name"]!));
        foreach (var name in new[] { "wide", "boss", "nothing" })
        {
            Assert.Equal(404, (await service.GetAsync($"/v1/keys/{name}", "dudley")).Status);
            Assert.Equal(404, (await service.PostAsync($"/v1/keys/{name}/revoke", "dudley")).Status);
            Assert.Equal(404, (await service.PostAsync($"/v1/keys/{name}/rotate", "dudley", new { graceDays = 0 })).Status);
        }

        Assert.Equal(200, (await service.PostAsync("/v1/keys/narrow/revoke", "dudley")).Status);
        Assert.Equal(403, (await service.GetAsync("/v1/keys", await service.CreateAsync(new { name = "sender", scopes = new[] { "events:send" } }))).Status);
    }

    [Fact]
    public async Task A_key_with_an_end_and_limits_makes_none_without()
    {
        await using var service = await KeyedService.StartAsync(_database.ConnectionString);
        var scopes = new[] { "operate", "events:send" };
        var bounded = await service.CreateAsync(new { name = "bounded", scopes, requestsPerMinute = 60, dailyQuota = 100, expiresOn = "2090-01-31" });

        var (_, refused) = await service.PostAsync("/v1/keys", bounded, new { name = "a", scopes, requestsPerMinute = 61, expiresOn = "2090-02-01" });
        Assert.Equal(["/expiresOn", "/requestsPerMinute", "/dailyQuota"], refused!["errors"]!.AsArray().Select(error => (string)error!["pointer"]!));
        var asMuch = new { name = "a", scopes, requestsPerMinute = 60, dailyQuota = 100, expiresOn = "2090-01-31" };
        Assert.Equal(201, (await service.PostAsync("/v1/keys", bounded, asMuch)).Status);
        Assert.Equal(200, (await service.PostAsync("/v1/keys/bounded/rotate", bounded, new { graceDays = 1 })).Status);
    }

    private Task<IAsyncDisposable> WithoutDatabaseAsync() => DatabaseAway.BeginAsync(_database.ConnectionString);
}
