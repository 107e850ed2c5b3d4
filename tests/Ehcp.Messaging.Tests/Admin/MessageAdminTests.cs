using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.Messaging.Broker;
using Ehcp.Messaging.Tests.Consuming;
using Ehcp.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Messaging.Tests.Admin;

public sealed class MessageAdminTests : IAsyncLifetime
{
    private const string Queue = "scheduler.facts-recorded";
    private const string AdminKey = "admin-key-of-a-test";
    private const string SenderKey = "sender-key-of-a-test";

    private static readonly string Errors = Topology.ErrorQueue(Queue);

    private readonly Seen _seen = new();
    private TestParts _parts = null!;
    private TestService _scheduler = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _parts = await TestParts.CreateAsync();
        _scheduler = await _parts.RunningAsync(
            "scheduler",
            bus => bus.ConsumeSets<FactsRecorded, EffectConsumer>(messageLimit: 20, timeLimit: TimeSpan.FromMilliseconds(50), concurrency: 1),
            builder => builder.Services.AddSingleton(_seen),
            [.. Key(0, "records", AdminKey, "admin"), .. Key(1, "sender", SenderKey, "events:send"), ("Ehcp:Outbox:MaxAttempts", "1")]);
        await Until.TrueAsync(_scheduler.IsReadyAsync, cancellationToken: Cancel);
    }

    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    [Fact]
    public async Task What_was_given_up_goes_back_to_work_when_a_named_person_says_so()
    {
        await _parts.Queues.PutAsync(Errors, JsonSerializer.SerializeToUtf8Bytes(Given.Facts("a1"), ContractsJson.Options));
        await Until.EqualAsync(1, async () => (int)(await GetAsync("/v1/errors"))[Queue]!, cancellationToken: Cancel);

        Assert.Equal(1, (int)(await PostAsync($"/v1/errors/{Queue}/replay"))["messages"]!);

        await Until.EqualAsync(1L, () => _parts.ScalarAsync<long>("select count(*) from effect where id = 'a1'"), cancellationToken: Cancel);
        Assert.Equal(0u, await _parts.Queues.CountAsync(Errors));
        Assert.Equal(1, _scheduler.Log.Count("Audit: key:records replayed message"));
    }

    [Fact]
    public async Task What_fails_again_waits_for_the_next_replay_under_its_own_id()
    {
        var id = await _parts.Queues.PutAsync(Queue, JsonSerializer.SerializeToUtf8Bytes(Given.Facts("bad"), ContractsJson.Options));
        await Until.EqualAsync(1u, () => _parts.Queues.CountAsync(Errors), cancellationToken: Cancel);

        Assert.Equal(1, (int)(await PostAsync($"/v1/errors/{Queue}/replay"))["messages"]!);

        var error = Assert.Single(await _parts.Queues.TakeAsync(Errors, 1));
        Assert.Equal(id, error.BasicProperties.MessageId);
        Assert.Equal("A bad fact.", Encoding.UTF8.GetString((byte[])error.BasicProperties.Headers!["MT-Fault-Message"]!));
        Assert.Equal((0u, 0u), (await _parts.Queues.CountAsync(Queue), await _parts.Queues.CountAsync(Errors)));
    }

    [Fact]
    public async Task Parked_rows_are_listed_tried_again_and_skipped()
    {
        await _parts.ExecuteAsync("""
            insert into outbox (message_id, type, body, headers, created_at)
            values (gen_random_uuid(), 'Ehcp.Contracts.NoLongerKnown', '{}', '{}', now())
            """);
        JsonNode? parked = null;
        await Until.TrueAsync(async () => (parked = (await GetAsync("/v1/outbox/parked")).AsArray().SingleOrDefault()) is not null, cancellationToken: Cancel);
        Assert.Equal("Ehcp.Contracts.NoLongerKnown", (string?)parked!["type"]);
        var id = (long)parked["id"]!;

        Assert.Equal([id], (await PostAsync("/v1/outbox/unpark", id)).AsArray().Select(each => (long)each!));
        await Until.TrueAsync(async () => (await GetAsync("/v1/outbox/parked")).AsArray().Count == 1, cancellationToken: Cancel);
        Assert.Equal([id], (await PostAsync("/v1/outbox/skip", id)).AsArray().Select(each => (long)each!));
        Assert.Equal(0, await _parts.RowsAsync());
    }

    [Fact]
    public async Task It_takes_an_administrators_key_and_a_queue_of_this_service()
    {
        foreach (var (key, status) in new[] { (null, HttpStatusCode.Unauthorized), (SenderKey, HttpStatusCode.Forbidden), (AdminKey, HttpStatusCode.NotFound) })
        {
            using var answer = await SendAsync(HttpMethod.Post, "/v1/errors/reporting.case-timelines-changed/replay", key);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_replay_takes_what_it_is_told_to_and_refuses_what_it_cannot()
    {
        foreach (var id in new[] { "a1", "a2", "a3" })
        {
            await _parts.Queues.PutAsync(Errors, JsonSerializer.SerializeToUtf8Bytes(Given.Facts(id), ContractsJson.Options));
        }

        using var none = await SendAsync(HttpMethod.Post, $"/v1/errors/{Queue}/replay?limit=0", AdminKey);
        using var tooMany = await SendAsync(HttpMethod.Post, $"/v1/errors/{Queue}/replay?limit=1001", AdminKey);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (none.StatusCode, tooMany.StatusCode));
        Assert.Contains("Must be a whole number from 1 to 1000.", await none.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        Assert.Equal(2, (int)(await PostAsync($"/v1/errors/{Queue}/replay?limit=2"))["messages"]!);
        await Until.EqualAsync(1u, () => _parts.Queues.CountAsync(Errors), cancellationToken: Cancel);
    }

    private static IEnumerable<(string, string?)> Key(int index, string name, string key, string scope) =>
    [
        ($"Ehcp:ApiKeys:{index}:Name", name),
        ($"Ehcp:ApiKeys:{index}:Hash", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))),
        ($"Ehcp:ApiKeys:{index}:Scopes:0", scope),
        ($"Ehcp:ApiKeys:{index}:Authorities:0", "*"),
    ];

    private Task<JsonNode> GetAsync(string path) => AnswerAsync(HttpMethod.Get, path);

    private Task<JsonNode> PostAsync(string path, params long[] ids) => AnswerAsync(HttpMethod.Post, path, ids);

    private async Task<JsonNode> AnswerAsync(HttpMethod method, string path, long[]? ids = null)
    {
        using var answer = await SendAsync(method, path, AdminKey, ids);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key, long[]? ids = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        if (ids is { Length: > 0 })
        {
            request.Content = JsonContent.Create(ids);
        }

        return await _scheduler.Client.SendAsync(request, Cancel);
    }
}
