using System.Net;
using System.Text.Json;
using Ehcp.Hosting.Keys;

namespace Ehcp.Hosting.Tests.Keys;

public sealed class ApiKeyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("some-other-key")]
    public async Task Without_a_known_key_the_answer_is_401(string? key)
    {
        await using var service = await SmallService.StartAsync(settings: SmallService.KeyWith(Scopes.SendEvents));

        using var answer = await service.SendAsync(HttpMethod.Post, "/v1/events", key);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("urn:ehcp:key-missing-or-unknown", await ProblemAsync(answer));
        Assert.NotEmpty(answer.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task With_a_key_that_has_not_the_scope_the_answer_is_403()
    {
        await using var service = await SmallService.StartAsync(settings: SmallService.KeyWith(Scopes.ReadCases));

        using var answer = await service.SendAsync(HttpMethod.Post, "/v1/events", SmallService.Key);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("urn:ehcp:key-not-allowed", await ProblemAsync(answer));
    }

    [Fact]
    public async Task With_a_key_that_has_the_scope_the_request_is_served()
    {
        await using var service = await SmallService.StartAsync(settings: SmallService.KeyWith(Scopes.ReadCases, Scopes.SendEvents));

        using var answer = await service.SendAsync(HttpMethod.Post, "/v1/events", SmallService.Key);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task An_endpoint_that_says_nothing_about_keys_is_closed()
    {
        await using var service = await SmallService.StartAsync(settings: SmallService.KeyWith(Scopes.ReadCases));

        using var without = await service.SendAsync(HttpMethod.Get, "/who");

        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
    }

    [Fact]
    public async Task A_key_says_who_it_is_and_for_which_sources_and_authorities()
    {
        await using var service = await SmallService.StartAsync(settings: SmallService.KeyWith(Scopes.SendEvents));

        using var answer = await service.SendAsync(HttpMethod.Get, "/who", SmallService.Key);

        Assert.Equal(
            """{"name":"synergy","synergy":true,"other":false,"sandwell":true,"birmingham":false}""",
            await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_star_stands_for_every_source_and_authority()
    {
        await using var service = await SmallService.StartAsync(settings:
            [.. SmallService.KeyWith(Scopes.SendEvents), ("Ehcp:ApiKeys:0:Sources:0", "*"), ("Ehcp:ApiKeys:0:Authorities:0", "*")]);

        using var answer = await service.SendAsync(HttpMethod.Get, "/who", SmallService.Key);

        Assert.Contains("\"other\":true,\"sandwell\":true,\"birmingham\":true", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", "GET", HttpStatusCode.OK)]
    [InlineData("Development", "POST", HttpStatusCode.Unauthorized)]
    [InlineData("Production", "GET", HttpStatusCode.Unauthorized)]
    public async Task A_page_is_read_without_a_key_by_a_developer_only(string environment, string method, HttpStatusCode expected)
    {
        await using var service = await SmallService.StartAsync(environment, SmallService.KeyWith(Scopes.ReadCases));

        using var answer = await service.SendAsync(new HttpMethod(method), "/page");

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("Ehcp:ApiKeys:0:Name", "", "Name is missing")]
    [InlineData("Ehcp:ApiKeys:0:Hash", "a-key-in-clear", "Hash is not the SHA-256")]
    [InlineData("Ehcp:ApiKeys:0:Scopes:0", "event:send", "is no scope")]
    public async Task A_service_does_not_start_with_a_key_that_could_not_work(string setting, string value, string why)
    {
        await using var app = SmallService.Build("Development", null, [.. SmallService.KeyWith(Scopes.ReadCases), (setting, value)]);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync(Cancel));

        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_development_a_service_does_not_start_without_a_key()
    {
        await using var app = SmallService.Build("Production", null);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync(Cancel));

        Assert.Contains("Ehcp:ApiKeys is empty", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<string?> ProblemAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return problem.RootElement.GetProperty("type").GetString();
    }
}
