using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ehcp.EndToEnd.Tests.Deployments;
using Ehcp.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ehcp.EndToEnd.Tests;

/// <summary>The Scheduler is killed while a receiver holds what it was told, and before it has written down that it was.</summary>
public sealed class KilledWebhookTests(KilledWebhookTests.WithWebhooks deployment, ITestOutputHelper output) : IClassFixture<KilledWebhookTests.WithWebhooks>
{
    private const int Changes = 350;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_in_the_middle_of_a_delivery_nothing_is_lost_and_the_order_is_kept()
    {
        var deliveries = new ConcurrentQueue<(string Id, long[] Positions, bool Taken)>();
        var killed = new TaskCompletionSource();
        await using var receiver = await ReceiverAsync(async (id, positions) =>
        {
            var isSecond = deliveries.Count == 1;
            deliveries.Enqueue((id, positions, !isSecond));
            if (isSecond)
            {
                await deployment.Scheduler.KillAsync();
                killed.SetResult();
            }
        });
        await CreateAsync(receiver.Urls.Single() + "/hook");
        await using (var database = NpgsqlDataSource.Create(deployment.Databases["Scheduler"]))
        {
            await database.ExecuteAsync($"""
                insert into unplaced_change (kind, authority, case_reference, milestone, clock, last_day)
                select 'deadline-breached', 'E08000025', 'K-' || number, 'final-plan', '1', date '2026-05-25' from generate_series(1, {Changes}) as number
                """);
        }

        await killed.Task.WaitAsync(PublicDoors.Patience, Stop);
        await deployment.Scheduler.StartAsync();
        await Until.EqualAsync(
            Changes, () => Task.FromResult(deliveries.Where(one => one.Taken).SelectMany(one => one.Positions).Distinct().Count()), PublicDoors.Patience, Stop);

        var taken = deliveries.Where(one => one.Taken).SelectMany(one => one.Positions).ToArray();
        Assert.Equal(taken.Order(), taken);
        Assert.Equal(Changes, taken.Length);
        Assert.Equal(2, deliveries.Count(one => one.Id == deliveries.ElementAt(1).Id)); // told again, and can be known by it
        output.WriteLine($"{Changes} changes in {deliveries.Count} deliveries, one of them told twice, none lost.");
    }

    private static async Task<WebApplication> ReceiverAsync(Func<string, long[], Task> toldAsync)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/hook", async (HttpRequest request) =>
        {
            var events = (await JsonNode.ParseAsync(request.Body))!.AsArray();
            await toldAsync(request.Headers["webhook-id"].ToString(), [.. events.Select(one => long.Parse((string)one!["id"]!, null))]);
            return Results.NoContent();
        });
        await app.StartAsync(Stop);
        return app;
    }

    private async Task CreateAsync(string url)
    {
        using var http = new HttpClient { BaseAddress = deployment.Scheduler.Url };
        http.DefaultRequestHeaders.Add("X-Api-Key", Deployment.StaffKey);
        using var answer = await http.PostAsJsonAsync(new Uri("/v1/webhooks", UriKind.Relative), new { url, kinds = new[] { "deadline-breached" } }, Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Stop));
    }

    /// <summary>A deployment that may call the test.</summary>
    public sealed class WithWebhooks : Deployment
    {
        protected override IEnumerable<(string Name, string Value)> More =>
        [
            ("Ehcp__Webhooks__Keys__0", Convert.ToBase64String(new byte[32])), ("Ehcp__Webhooks__AllowedHosts__0", "127.0.0.1"),
        ];
    }
}
