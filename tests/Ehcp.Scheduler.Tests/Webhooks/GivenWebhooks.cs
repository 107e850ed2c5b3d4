using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ehcp.Scheduler.Changes;
using Ehcp.Scheduler.Webhooks;
using Microsoft.AspNetCore.Hosting;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Webhooks;

/// <summary>A Scheduler that may call the tests, and what is asked of it.</summary>
internal static class GivenWebhooks
{
    internal const string Integrator = "key-of-the-integrator";
    internal const string LeedsIntegrator = "key-of-leeds";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal static Task<AlertScheduler> StartAsync() => AlertScheduler.StartAsync("2026-05-26 09:00", Configure);

    internal static void Configure(IWebHostBuilder host)
    {
        host.UseEnvironment("Development");
        UseKeys(host);
        host.UseSetting("Ehcp:Webhooks:AllowedHosts:0", "127.0.0.1");
    }

    internal static void UseKeys(IWebHostBuilder host)
    {
        host.UseSetting("Ehcp:Webhooks:Keys:0", Convert.ToBase64String(SHA256.HashData("a key of the tests"u8)));
        SchedulerAtRest.UseKey(host, 20, "integrator", Integrator, "admin", "*");
        host.UseSetting("Ehcp:ApiKeys:20:Scopes:1", "cases:read");
        SchedulerAtRest.UseKey(host, 21, "leeds integrator", LeedsIntegrator, "admin", AlertScheduler.Leeds);
        host.UseSetting("Ehcp:ApiKeys:21:Scopes:1", "cases:read");
    }

    /// <summary>A case comes in, its change is placed, and webhooks are told.</summary>
    internal static async Task ChangeAsync(AlertScheduler scheduler, string reference, bool wait = true)
    {
        await scheduler.TakeInAsync(ACase("2026-06-25", reference));
        await scheduler.Get<PlaceChanges>().PlaceSetAsync(Stop);
        var telling = scheduler.Get<DeliverWebhooks>().RunOnceAsync(Stop);
        if (wait)
        {
            await telling;
        }
    }

    internal static async Task TellAsync(AlertScheduler scheduler)
    {
        await scheduler.Get<PlaceChanges>().PlaceSetAsync(Stop);
        await scheduler.Get<DeliverWebhooks>().RunOnceAsync(Stop);
    }

    internal static string Secret(JsonNode answer) => (string)answer["secret"]!;

    internal static async Task<JsonNode> CreateAsync(AlertScheduler scheduler, object body)
    {
        using var caller = scheduler.Caller(Integrator);
        using var answer = await caller.PostAsJsonAsync(new Uri("/v1/webhooks", UriKind.Relative), body, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonNode.Parse(text)!;
    }

    internal static async Task<JsonNode> ActAsync(AlertScheduler scheduler, string act)
    {
        using var caller = scheduler.Caller(Integrator);
        using var answer = await caller.PostAsync(new Uri($"/v1/webhooks/{act}", UriKind.Relative), null, Stop);
        answer.EnsureSuccessStatusCode();
        return await JsonAsync(answer);
    }

    internal static async Task<JsonNode> GetAsync(AlertScheduler scheduler)
    {
        using var caller = scheduler.Caller(Integrator);
        return JsonNode.Parse(await caller.GetStringAsync(new Uri("/v1/webhooks", UriKind.Relative), Stop))!;
    }

    internal static async Task<JsonNode> JsonAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
}
