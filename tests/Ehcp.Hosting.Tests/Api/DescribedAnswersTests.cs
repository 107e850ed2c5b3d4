using System.Text.Json.Nodes;
using Ehcp.Hosting.Keys;
using Ehcp.TestKit.Api;
using Xunit.Sdk;

namespace Ehcp.Hosting.Tests.Api;

/// <summary>What holds the answers of all tests against the description does fail.</summary>
public sealed class DescribedAnswersTests
{
    private const string Reads = "/v1/described/330?state=open";

    private static readonly HashSet<string> Nobody = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Reads)]
    [InlineData("/v1/described/330")] // 400
    [InlineData("/v1/described/999?state=open")] // 404
    [InlineData("/v1/nothing")]
    public async Task What_is_described_passes(string path)
    {
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith(Scopes.ReadCases));
        using var client = Client(service, new());

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);

        Assert.NotEmpty(await answer.Content.ReadAsStringAsync(Cancel)); // and can still be read
    }

    [Fact]
    public async Task What_is_not_described_fails_where_it_is_asked_for()
    {
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith(Scopes.ReadCases));
        using var client = Client(service, new());

        var thrown = await Assert.ThrowsAsync<TrueException>(() => client.GetAsync(new Uri("/hidden", UriKind.Relative), Cancel));

        Assert.Contains("GET /hidden is answered with 200, and not described.", thrown.Message, StringComparison.Ordinal);
        using var apart = Client(service, new() { Pages = ["/hidden"] });
        using var page = await apart.GetAsync(new Uri("/hidden", UriKind.Relative), Cancel);
        Assert.True(page.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData(200, "application/json", """["E08000025"]""", "")]
    [InlineData(202, "application/json", """["E08000025"]""", "ReadDescribed answers 202, which is not described")]
    [InlineData(200, "text/csv", "a,b", "ReadDescribed answers 200 as text/csv, which is not described")]
    [InlineData(200, "application/json", "[7]", "ReadDescribed answers 200 with what its schema does not allow: /0: type")]
    [InlineData(200, "application/json", "{", "ReadDescribed answers 200 as application/json, which is no JSON")]
    [InlineData(404, "application/problem+json", """{ "type": "urn:ehcp:unknown-authority", "title": "No", "status": 404 }""", "")]
    [InlineData(404, "application/problem+json", """{ "type": "urn:ehcp:unknown-authority", "status": 404 }""", "ReadDescribed answers 404 with what its schema does not allow")]
    [InlineData(404, "application/problem+json", """{ "type": "a", "title": "No", "status": 404, "more": 1 }""", "ReadDescribed answers 404 with what its schema does not allow: /more")]
    public async Task An_answer_is_held_against_its_status_media_type_and_schema(int status, string mediaType, string body, string untruth)
    {
        var untruths = (await ServedAsync()).Untruths("GET", "/v1/described/E08000025", ["state"], status, mediaType, body, Nobody);

        Assert.Equal(untruth.Length == 0 ? 0 : 1, untruths.Count);
        Assert.All(untruths, one => Assert.StartsWith(untruth, one, StringComparison.Ordinal));
        Assert.Empty(
            (await ServedAsync()).Untruths("GET", "/v1/described/E08000025", ["state"], status, mediaType, body, new HashSet<string> { "ReadDescribed" }));
    }

    [Fact]
    public async Task A_parameter_that_is_taken_and_not_described_is_an_untruth()
    {
        var served = await ServedAsync();

        Assert.Equal(["ReadDescribed takes the parameter odd, which is not described."],
            served.Untruths("GET", "/v1/described/330", ["state", "odd"], 200, "application/json", "[]", Nobody));
        Assert.Empty(served.Untruths("GET", "/v1/described/330", ["odd"], 400, "text/html", null, Nobody));
    }

    [Fact]
    public async Task A_gap_is_found_and_a_list_that_is_too_long_too()
    {
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith(Scopes.ReadCases));
        var document = JsonNode.Parse(await service.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Cancel))!;
        var described = document["paths"]!["/v1/described/{authority}"]!.DeepClone();
        document["paths"] = new JsonObject { ["/v1/described/{authority}"] = described };
        var all = new DescribedService();

        Assert.Empty(all.Gaps(document.ToJsonString()));
        Assert.Equal(["ReadDescribed"], new DescribedService { WithGaps = new HashSet<string> { "ReadDescribed" } }.NoLongerWithGaps(document.ToJsonString()));

        described["get"]!["parameters"]![0]!.AsObject().Remove("example");
        described["get"]!["responses"]!["200"]!["content"]!["application/json"]!.AsObject().Remove("example");
        Assert.Equal(2, all.Gaps(document.ToJsonString()).Count);
    }

    private static HttpClient Client(SmallService service, DescribedService described) =>
        new(new DescribedAnswers(described) { InnerHandler = new HttpClientHandler() }) { BaseAddress = service.Client.BaseAddress };

    private static async Task<ServedDescription> ServedAsync()
    {
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith(Scopes.ReadCases));
        return new(await service.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Cancel));
    }
}
