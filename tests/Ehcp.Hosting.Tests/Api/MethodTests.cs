using System.Net;
using Ehcp.Hosting.Keys;

namespace Ehcp.Hosting.Tests.Api;

public sealed class MethodTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health/live", null)]
    [InlineData("/health/ready", null)]
    [InlineData("/openapi/v1.json", null)]
    [InlineData("/page", null)]
    [InlineData("/page", SmallService.Key)]
    [InlineData("/nowhere", null)]
    [InlineData("/v1/bound?odd=1", null)]
    public async Task Head_is_answered_as_get_is_without_the_body(string path, string? key)
    {
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith(Scopes.ReadFigures));

        using var get = await service.SendAsync(HttpMethod.Get, path, key);
        using var head = await service.SendAsync(HttpMethod.Head, path, key);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal((await get.Content.ReadAsByteArrayAsync(Cancel)).Length, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Theory]
    [InlineData("PUT", "/health/live", "GET, HEAD, OPTIONS")]
    [InlineData("DELETE", "/page", "GET, HEAD, OPTIONS, POST")]
    [InlineData("GET", "/v1/events", "OPTIONS, POST")]
    [InlineData("HEAD", "/v1/events", "OPTIONS, POST")]
    public async Task Another_method_is_405_with_those_allowed_whoever_asks(string method, string path, string allowed)
    {
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith(Scopes.ReadFigures));

        using var answer = await service.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(allowed, string.Join(", ", answer.Content.Headers.Allow));
        if (method != "HEAD")
        {
            Assert.Equal("urn:ehcp:method-not-allowed", (await Refused.OfAsync(answer)).Type);
        }
    }

    [Fact]
    public async Task Options_says_what_is_allowed()
    {
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith(Scopes.ReadFigures));

        using var answer = await service.SendAsync(HttpMethod.Options, "/page");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("GET, HEAD, OPTIONS, POST", string.Join(", ", answer.Content.Headers.Allow));
    }

    [Fact]
    public async Task An_unknown_address_is_404_without_a_key_too()
    {
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith(Scopes.ReadFigures));

        using var answer = await service.SendAsync(HttpMethod.Get, "/nowhere");

        Assert.Equal("urn:ehcp:not-found", (await Refused.OfAsync(answer)).Type);
    }
}
