using System.Net;
using System.Net.Http.Headers;
using Ehcp.Hosting.Keys;
using Ehcp.TestKit.Servers;

namespace Ehcp.Hosting.Tests.Keys;

/// <summary>Machines that show a token of a real issuer instead of a key.</summary>
public sealed class TokenTests
{
    private static readonly MachineAccount Synergy = new("synergy", [Scopes.SendEvents, "of.another.service"], ["https://synergy.example"], ["E08000028"]);
    private static readonly MachineAccount Reader = new("reader", [Scopes.ReadCases], [], []);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_says_who_it_is_what_it_may_do_and_for_which_sources_and_authorities()
    {
        await using var issuer = await OpenIdIssuer.StartAsync([], [Synergy, Reader]);
        await using var service = await StartAsync(issuer);
        var token = await issuer.TokenAsync("synergy");

        using var who = await SendAsync(service, HttpMethod.Get, "/who", token);
        using var taken = await SendAsync(service, HttpMethod.Post, "/v1/events", token);
        using var refused = await SendAsync(service, HttpMethod.Post, "/v1/events", await issuer.TokenAsync("reader"));

        Assert.Equal("""{"name":"token:synergy","synergy":true,"other":false,"sandwell":true,"birmingham":false}""", await who.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_token_for_something_else_or_of_somebody_else_is_refused()
    {
        await using var issuer = await OpenIdIssuer.StartAsync([], [Synergy]);
        await using var other = await OpenIdIssuer.StartAsync([], [Synergy]);
        await using var service = await StartAsync(issuer);
        var token = await issuer.TokenAsync("synergy");

        foreach (var wrong in new[] { await issuer.TokenAsync("synergy", audience: "payroll"), await other.TokenAsync("synergy"), token[..^4]
            + "AAAA", "not-a-token" })
        {
            using var answer = await SendAsync(service, HttpMethod.Get, "/who", wrong);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Keys_go_on_beside_tokens_and_neither_is_needed_beside_the_other()
    {
        await using var issuer = await OpenIdIssuer.StartAsync([], [Synergy]);
        await using var service = await StartAsync(issuer);

        using var withKey = await service.SendAsync(HttpMethod.Get, "/who", SmallService.Key);
        using var withNeither = await service.SendAsync(HttpMethod.Get, "/who");

        Assert.Equal(HttpStatusCode.OK, withKey.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, withNeither.StatusCode);
    }

    [Fact]
    public async Task Where_no_issuer_is_set_a_token_opens_nothing()
    {
        await using var issuer = await OpenIdIssuer.StartAsync([], [Synergy]);
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith(Scopes.ReadCases));

        using var answer = await SendAsync(service, HttpMethod.Get, "/who", await issuer.TokenAsync("synergy"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://issuer.example")]
    [InlineData("issuer.example")]
    public async Task A_service_does_not_start_with_an_issuer_that_anybody_could_play(string issuer)
    {
        await using var app = SmallService.Build("Production", null, [.. SmallService.KeyWith(Scopes.ReadCases), ("Ehcp:Tokens:Issuer", issuer)]);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync(Cancel));

        Assert.Contains("Ehcp:Tokens:Issuer must be an https address", refusal.Message, StringComparison.Ordinal);
    }

    private static Task<SmallService> StartAsync(OpenIdIssuer issuer) => SmallService.StartAsync(
        "Production", [.. SmallService.KeyWith(Scopes.ReadCases), ("Ehcp:Tokens:Issuer", issuer.Address.AbsoluteUri)]);

    private static async Task<HttpResponseMessage> SendAsync(SmallService service, HttpMethod method, string path, string token)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await service.Client.SendAsync(request, Cancel);
    }
}
