using System.Net;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Problems;

namespace Ehcp.Hosting.Tests.Problems;

public sealed class ProblemTests
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_kind_has_a_urn_of_its_own_and_no_other_has_its_former_ones()
    {
        string[] urns = [.. ProblemCatalogue.All.Select(kind => kind.Urn), .. ProblemCatalogue.All.SelectMany(kind => kind.FormerUrns)];

        Assert.Equal(urns.Distinct(), urns);
        Assert.All(ProblemCatalogue.All, kind => Assert.InRange(kind.Status, 400, 599));
        Assert.All(ProblemCatalogue.All, kind => Assert.DoesNotMatch(@"\.$", kind.Title));
        Assert.All(ProblemCatalogue.All, kind => Assert.Matches(@"\.$", kind.Detail));
    }

    [Theory]
    [InlineData("text/csv")]
    [InlineData("image/png")]
    [InlineData("nonsense")]
    [InlineData("application/json, text/html;q=0.5")]
    [InlineData("*/*")]
    public async Task A_program_gets_json_whatever_it_accepts(string accept)
    {
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith(Scopes.ReadCases));

        using var unknown = await service.SendAsync(HttpMethod.Get, "/page", "wrong", accept: accept);
        using var forbidden = await service.SendAsync(HttpMethod.Get, "/page", SmallService.Key, accept: accept);
        using var broken = await service.SendAsync(HttpMethod.Get, "/broken", accept: accept);

        Assert.Equal("urn:ehcp:key-missing-or-unknown", (await Refused.OfAsync(unknown)).Type);
        Assert.Equal("urn:ehcp:key-not-allowed", (await Refused.OfAsync(forbidden)).Type);
        Assert.Equal("urn:ehcp:error", (await Refused.OfAsync(broken)).Type);
    }

    [Theory]
    [InlineData("/v1/bound?team=%00", 400, "A parameter cannot be used")]
    [InlineData("/page", 401, "You need to sign in")]
    [InlineData("/nowhere", 404, "There is nothing at this address")]
    [InlineData("/v1/events", 405, "This address does not take this method")]
    [InlineData("/broken", 500, "Something went wrong")]
    [InlineData("/away", 503, "The service cannot answer now")]
    public async Task A_browser_gets_a_page_in_plain_english(string path, int status, string heading)
    {
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith(Scopes.ReadCases));

        using var answer = await service.SendAsync(HttpMethod.Get, path, accept: Browser);

        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"<h1>{heading}</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en-GB\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Api-Key", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sent_cannot_become_part_of_the_page()
    {
        await using var service = await SmallService.StartAsync();

        using var answer = await service.SendAsync(HttpMethod.Get, "/v1/bound?%3Cb%3E=1", accept: Browser);

        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;: There is no such parameter", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/page", SmallService.Key)]
    [InlineData("/page", null)]
    [InlineData("/broken", null)]
    [InlineData("/away", null)]
    [InlineData("/nowhere", null)]
    [InlineData("/v1/events", null)]
    [InlineData("/v1/bound?odd=1", null)]
    public async Task No_answer_is_kept_by_a_cache_or_guessed_at(string path, string? key)
    {
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith(Scopes.ReadFigures));

        using var answer = await service.SendAsync(HttpMethod.Get, path, key);

        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Who_comes_with_nothing_is_told_how_to_come()
    {
        await using var keys = await SmallService.StartAsync("Production", SmallService.KeyWith(Scopes.ReadFigures));
        await using var both = await SmallService.StartAsync(
            "Production", [.. SmallService.KeyWith(Scopes.ReadFigures), ("Ehcp:Tokens:Issuer", "http://127.0.0.1:1")]);

        Assert.Equal(["ApiKey realm=\"ehcp\""], await ChallengesAsync(keys));
        Assert.Equal(["ApiKey realm=\"ehcp\"", "Bearer"], await ChallengesAsync(both));

        static async Task<string[]> ChallengesAsync(SmallService service)
        {
            using var answer = await service.SendAsync(HttpMethod.Get, "/page");
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            return [.. answer.Headers.WwwAuthenticate.Select(challenge => challenge.ToString())];
        }
    }
}
