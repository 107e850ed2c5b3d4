using System.Net;
using System.Text;

namespace Ehcp.Hosting.Tests.Parameters;

public sealed class BodyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/acts", """{ "from": "a", "authrity": "330" }""", "/authrity unknown")]
    [InlineData("/v1/acts", """{ "from": "a", "dryrun": true }""", "/dryrun unknown")]
    [InlineData("/v1/acts", """{ "From": "a" }""", "/From unknown,/from required")]
    [InlineData("/v1/acts", """{ "from": "a", "from": "b" }""", "/from once")]
    [InlineData("/v1/acts", """{ "from": 1, "count": "2", "dryRun": "true", "x~/y": 1 }""", "/count whole,/dryRun kind,/from kind,/x~0~1y unknown")]
    [InlineData("/v1/acts", """{ "from": "a", "others": [{ "from": "b" }, { "from": "c", "odd": 1 }] }""", "/others/1/odd unknown")]
    [InlineData("/v1/acts", """{ "from": "a\u0000" }""", "/from text")]
    [InlineData("/v1/acts", "{}", "/from required")]
    [InlineData("/v1/acts", """{ "from": null, "count": null, "to": null }""", "/count kind,/from kind")]
    [InlineData("/v1/acts", "[]", " kind")]
    [InlineData("/v1/lists", """[1, "x", 2.5]""", "/1 whole,/2 whole")]
    [InlineData("/v1/lists", """{ "ids": [1] }""", " kind")]
    public async Task What_the_body_may_not_say_is_refused_by_pointer(string path, string body, string errors)
    {
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith());

        using var answer = await service.SendAsync(HttpMethod.Post, path, body: new StringContent(body, Encoding.UTF8, "application/json"));

        var refused = await Refused.OfAsync(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("urn:ehcp:body-invalid", refused.Type);
        Assert.Equal(errors, string.Join(',', refused.Rules));
        Assert.DoesNotContain(service.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal)); // it is the caller's
    }

    [Theory]
    [InlineData("""{ "from": """, "application/json", HttpStatusCode.BadRequest, "urn:ehcp:not-json")]
    [InlineData("from", "application/json", HttpStatusCode.BadRequest, "urn:ehcp:not-json")]
    [InlineData("", "application/json", HttpStatusCode.BadRequest, "urn:ehcp:body-missing")]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest, "urn:ehcp:body-missing")]
    [InlineData("from=a", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType, "urn:ehcp:media-type")]
    [InlineData("""{ "from": "a" }""", "text/plain", HttpStatusCode.UnsupportedMediaType, "urn:ehcp:media-type")]
    public async Task A_body_that_cannot_be_read_is_a_problem_of_the_catalogue(string body, string mediaType, HttpStatusCode status, string type)
    {
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith());

        using var answer = await service.SendAsync(HttpMethod.Post, "/v1/acts", body: new StringContent(body, Encoding.UTF8, mediaType));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(type, (await Refused.OfAsync(answer)).Type);
    }

    [Theory]
    [InlineData("", """{ "from": "a" }""", "false")]
    [InlineData("?dryRun=true", """{ "from": "a" }""", "true")]
    [InlineData("", """{ "from": "a", "dryRun": true }""", "true")]
    [InlineData("?dryRun=true", """{ "from": "a", "dryRun": true }""", "true")]
    [InlineData("?dryRun=false", """{ "from": "a\nb" }""", "false")]
    public async Task A_dry_run_is_said_in_the_query_or_in_the_body(string query, string body, string dryRun)
    {
        await using var service = await SmallService.StartAsync();

        using var answer = await service.SendAsync(HttpMethod.Post, "/v1/acts" + query, body: new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal($$"""{"dryRun":{{dryRun}}}""", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData("?dryRun=false", "true")]
    [InlineData("?dryRun=true", "false")]
    public async Task Query_and_body_may_not_say_different_things_of_a_dry_run(string query, string body)
    {
        await using var service = await SmallService.StartAsync();

        using var answer = await service.SendAsync(
            HttpMethod.Post, "/v1/acts" + query, body: new StringContent($$"""{ "from": "a", "dryRun": {{body}} }""", Encoding.UTF8, "application/json"));

        Assert.Equal(["dryRun contradiction"], (await Refused.OfAsync(answer)).Rules);
    }
}
