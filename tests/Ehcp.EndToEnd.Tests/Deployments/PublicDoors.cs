using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ehcp.TestKit;

namespace Ehcp.EndToEnd.Tests.Deployments;

/// <summary>What a council's other systems can do, over plain HTTP.</summary>
internal sealed class PublicDoors(Uri intake, Uri scheduler, Uri reporting) : IDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };

    public void Dispose() => _http.Dispose();

    internal static JsonObject Event(string id, string caseReference, string type, DateTimeOffset time, params (string Name, JsonNode Value)[] data) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = id,
        ["source"] = "end-to-end",
        ["type"] = $"ehcp.{type}.v1",
        ["subject"] = caseReference,
        ["time"] = time.ToString("O"),
        ["data"] = new JsonObject((data.Any(field => field.Name == "authority") ? data : [("authority", "330"), .. data])
            .Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name, field.Value))),
    };

    internal async Task<(int Status, JsonNode? Body)> SendAsync(JsonNode content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(intake, "/v1/events"));
        request.Headers.Add("X-Api-Key", Deployment.IntakeKey);
        request.Content = new StringContent(content.ToJsonString());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(
            content is JsonArray ? "application/cloudevents-batch+json" : "application/cloudevents+json");
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    internal Task<JsonNode?> CaseAsync(string caseReference) => GetAsync(scheduler, $"/v1/cases/330/{caseReference}", Deployment.StaffKey);

    internal async Task<JsonNode> ReassignAsync(string from, string to)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(scheduler, "/v1/reassignments")) { Content = JsonContent.Create(new { from, to }) };
        request.Headers.Add("X-Api-Key", Deployment.StaffKey);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    internal Task<JsonNode?> CaseAsync(string authority, string caseReference) =>
        GetAsync(scheduler, $"/v1/cases/{authority}/{caseReference}", Deployment.StaffKey);

    internal async Task<JsonNode> ReorganiseAsync(object body, bool dryRun)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(scheduler, $"/v1/reorganisations?dryRun={(dryRun ? "true" : "false")}"))
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.Add("X-Api-Key", Deployment.StaffKey);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    internal Task<JsonNode?> AuthoritiesAsync(Uri service) => GetAsync(service, "/v1/authorities", Deployment.StaffKey);

    internal Task<JsonNode?> CaseloadAsync(string query) => GetAsync(reporting, "/v1/caseload?" + query, Deployment.ReportingKey);

    internal Task<JsonNode?> RatesAsync(string query) => GetAsync(reporting, "/v1/rates?" + query, Deployment.ReportingKey);

    internal Task<JsonNode?> CaseloadAsync() => GetAsync(reporting, "/v1/caseload", Deployment.ReportingKey);

    /// <summary>Reads again and again until the answer is as wanted, and returns it.</summary>
    internal static async Task<JsonNode> UntilAsync(Func<Task<JsonNode?>> read, Func<JsonNode, bool> wanted, TimeSpan? within = null)
    {
        JsonNode? last = null;
        await Until.PassesAsync(
            async () =>
            {
                last = await read();
                Assert.True(last is not null && wanted(last), $"Still not as wanted: {last?.ToJsonString()}");
            },
            within ?? Patience,
            TestContext.Current.CancellationToken);
        return last!;
    }

    private async Task<JsonNode?> GetAsync(Uri service, string path, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service, path));
        request.Headers.Add("X-Api-Key", key);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path} answered {(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text);
    }
}
