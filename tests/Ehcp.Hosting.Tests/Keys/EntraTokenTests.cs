using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Ehcp.Hosting.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ehcp.Hosting.Tests.Keys;

/// <summary>Tokens as Microsoft Entra ID gives them to an application, of both versions: what is in them is what its documentation shows.</summary>
public sealed class EntraTokenTests : IAsyncLifetime
{
    private const string Tenant = "11111111-2222-3333-4444-555555555555";
    private const string OtherTenant = "99999999-2222-3333-4444-555555555555";
    private const string Api = "aaaaaaaa-0000-4000-8000-000000000001";
    private const string Client = "bbbbbbbb-0000-4000-8000-000000000002";
    private const string V1 = $"https://sts.windows.net/{Tenant}/";
    private const string V2 = $"https://login.microsoftonline.com/{Tenant}/v2.0";

    private readonly RSA _rsa = RSA.Create(2048);
    private WebApplication _entra = null!;
    private string _issuer = V2;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _entra = builder.Build();
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_rsa.ExportParameters(false)) { KeyId = "key-1" });
        _entra.MapGet("/.well-known/openid-configuration", () => Microsoft.AspNetCore.Http.TypedResults.Ok(
            new Dictionary<string, object> { ["issuer"] = _issuer, ["jwks_uri"] = $"{_entra.Urls.Single()}/keys" }));
        _entra.MapGet("/keys", () => Microsoft.AspNetCore.Http.TypedResults.Ok(
            new { keys = new[] { new { kty = "RSA", use = "sig", kid = "key-1", n = key.N, e = key.E } } }));
        await _entra.StartAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _entra.DisposeAsync();
        _rsa.Dispose();
    }

    [Theory]
    [InlineData(Api)]
    [InlineData($"api://{Api}")]
    public async Task A_token_of_either_version_works_as_it_is(string audience)
    {
        await using var service = await StartAsync(audience);

        Assert.Equal((HttpStatusCode.OK, $"token:{Client}"), await WhoAsync(service, OfVersion1()));
        Assert.Equal((HttpStatusCode.OK, $"token:{Client}"), await WhoAsync(service, OfVersion2()));
        using var sent = await SendAsync(service, HttpMethod.Post, "/v1/events", OfVersion2());
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
    }

    [Fact]
    public async Task Roles_are_an_array_or_one_and_scp_is_separated_by_blanks()
    {
        await using var service = await StartAsync(Api);

        foreach (var claims in new[]
        {
            new Dictionary<string, object> { ["roles"] = new[] { "of.another.service", Scopes.SendEvents, Scopes.ReadCases } },
            new() { ["roles"] = Scopes.SendEvents },
            new() { ["scp"] = $"profile {Scopes.SendEvents} {Scopes.ReadCases}" },
        })
        {
            using var sent = await SendAsync(service, HttpMethod.Post, "/v1/events", OfVersion2(claims));
            Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        }

        // Without a role Entra gives a token all the same, to any application of the tenant: it opens nothing.
        foreach (var claims in new[]
        {
            new Dictionary<string, object>(), new() { ["roles"] = new[] { "events:sender" } }, new() { ["scp"] = "events:send.all" },
        })
        {
            using var refused = await SendAsync(service, HttpMethod.Post, "/v1/events", OfVersion2(claims));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task What_a_client_may_see_and_send_for_stands_in_the_settings_under_its_id()
    {
        await using var service = await StartAsync(
            Api, ("Ehcp:Tokens:Clients:0:Id", Client), ("Ehcp:Tokens:Clients:0:Sources:0", "https://synergy.example"),
            ("Ehcp:Tokens:Clients:0:Authorities:0", "E08000028"));

        foreach (var token in new[] { OfVersion1(), OfVersion2() })
        {
            using var who = await SendAsync(service, HttpMethod.Get, "/who", token);
            Assert.Contains(
                "\"synergy\":true,\"other\":false,\"sandwell\":true,\"birmingham\":false", await who.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_of_another_tenant_for_another_application_or_of_yesterday_is_refused()
    {
        await using var service = await StartAsync(Api);

        foreach (var token in new[]
        {
            Token($"https://login.microsoftonline.com/{OtherTenant}/v2.0", Api, "azp", new() { ["roles"] = new[] { Scopes.SendEvents } }),
            Token($"https://sts.windows.net/{OtherTenant}/", $"api://{Api}", "appid", new() { ["roles"] = new[] { Scopes.SendEvents } }),
            Token($"https://sts.windows.net.example/{Tenant}/", $"api://{Api}", "appid", new() { ["roles"] = new[] { Scopes.SendEvents } }),
            Token(V2, Client, "azp", new() { ["roles"] = new[] { Scopes.SendEvents } }),
            Token(V2, "api://something-else", "azp", new() { ["roles"] = new[] { Scopes.SendEvents } }),
            Token(V2, Api, "azp", new() { ["roles"] = new[] { Scopes.SendEvents } }, age: TimeSpan.FromDays(1)),
        })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await WhoAsync(service, token)).Status);
        }
    }

    // What the discovery document of "common" says.
    [Fact]
    public async Task An_issuer_of_every_tenant_lets_nobody_in()
    {
        _issuer = "https://login.microsoftonline.com/{tenantid}/v2.0";
        await using var service = await StartAsync(Api);

        Assert.Equal(HttpStatusCode.Unauthorized, (await WhoAsync(service, OfVersion2())).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await WhoAsync(service, OfVersion1())).Status);
    }

    [Fact]
    public async Task Another_application_id_uri_is_set_beside_the_id()
    {
        await using var service = await StartAsync(Api, ("Ehcp:Tokens:Audiences:0", "api://ehcp.council.example"));

        var token = Token(V1, "api://ehcp.council.example", "appid", new() { ["roles"] = new[] { Scopes.SendEvents } });

        Assert.Equal(HttpStatusCode.OK, (await WhoAsync(service, token)).Status);
    }

    private string OfVersion1(Dictionary<string, object>? claims = null) =>
        Token(V1, $"api://{Api}", "appid", claims ?? new() { ["roles"] = new[] { Scopes.SendEvents } });

    private string OfVersion2(Dictionary<string, object>? claims = null) =>
        Token(V2, Api, "azp", claims ?? new() { ["roles"] = new[] { Scopes.SendEvents } });

    private string Token(string issuer, string audience, string client, Dictionary<string, object> claims, TimeSpan age = default)
    {
        var now = (TimeProvider.System.GetUtcNow() - age).UtcDateTime;
        var of = new Dictionary<string, object>(claims)
        {
            ["aio"] = "E2ZgYFhZ",
            [client] = Client,
            [client == "azp" ? "azpacr" : "appidacr"] = "1",
            ["oid"] = "cccccccc-0000-4000-8000-000000000003",
            ["sub"] = "cccccccc-0000-4000-8000-000000000003",
            ["tid"] = Tenant,
            ["uti"] = "r1",
            ["rh"] = "0.A",
            ["ver"] = client == "azp" ? "2.0" : "1.0",
        };
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Claims = of,
            NotBefore = now,
            IssuedAt = now,
            Expires = now.AddHours(1),
            SigningCredentials = new(new RsaSecurityKey(_rsa) { KeyId = "key-1" }, SecurityAlgorithms.RsaSha256),
        });
    }

    private Task<SmallService> StartAsync(string audience, params IEnumerable<(string, string?)> settings) => SmallService.StartAsync(
        "Production",
        [.. SmallService.KeyWith(Scopes.ReadCases), ("Ehcp:Tokens:Issuer", _entra.Urls.Single()), ("Ehcp:Tokens:Audience", audience), .. settings]);

    private static async Task<(HttpStatusCode Status, string? Name)> WhoAsync(SmallService service, string token)
    {
        using var answer = await SendAsync(service, HttpMethod.Get, "/who", token);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? (string?)System.Text.Json.Nodes.JsonNode.Parse(text)!["name"] : null);
    }

    private static async Task<HttpResponseMessage> SendAsync(SmallService service, HttpMethod method, string path, string token)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await service.Client.SendAsync(request, Stop);
    }
}
