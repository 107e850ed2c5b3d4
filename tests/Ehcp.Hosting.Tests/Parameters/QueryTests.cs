using System.Net;

namespace Ehcp.Hosting.Tests.Parameters;

/// <summary>What no handler has to ask for: every route's query and path are read before it.</summary>
public sealed class QueryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/bound?stat=parked", "stat unknown")]
    [InlineData("/v1/bound?dry_run=true", "dry_run unknown")]
    [InlineData("/v1/bound?dryRun=True", "dryRun true-or-false")]
    [InlineData("/v1/bound?dryRun=", "dryRun true-or-false")]
    [InlineData("/v1/bound?dryRun=yes", "dryRun true-or-false")]
    [InlineData("/v1/bound?dryRun=true&dryRun=false", "dryRun once")]
    [InlineData("/v1/bound?limit=1&limit=1", "limit once")]
    [InlineData("/v1/bound?limit=abc", "limit whole")]
    [InlineData("/v1/bound?limit=99999999999", "limit whole")]
    [InlineData("/v1/bound?after=1.5", "after whole")]
    [InlineData("/v1/bound?team=a%00", "team text")]
    [InlineData("/v1/bound?team=a%0Ab", "team text")]
    [InlineData("/v1/bound?from=9999-12-31", "from date")]
    [InlineData("/v1/bound?from=0001-01-01", "from date")]
    [InlineData("/v1/bound?asOf=0001-01-01T00:00:00Z", "asOf instant")]
    [InlineData("/v1/bound?asOf=2026-05-25T06:41:00", "asOf instant")]
    [InlineData("/v1/described/330?state=odd", "state one-of")]
    [InlineData("/v1/described/330?state=Open", "state one-of")]
    [InlineData("/v1/described/330", "state required")]
    [InlineData("/v1/described/330?state=", "state required")]
    [InlineData("/v1/described/330?state=open&asOf=2014-08-31T23:59:59Z", "asOf instant")]
    public async Task What_cannot_be_used_is_refused_by_name_and_rule(string path, string error)
    {
        await using var service = await SmallService.StartAsync();

        using var answer = await service.SendAsync(HttpMethod.Get, path);

        var refused = await Refused.OfAsync(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("urn:ehcp:parameter-invalid", refused.Type);
        Assert.Equal([error], refused.Rules);
    }

    [Fact]
    public async Task Everything_wrong_is_told_at_once_and_what_may_be_sent()
    {
        await using var service = await SmallService.StartAsync();

        using var answer = await service.SendAsync(HttpMethod.Get, "/v1/bound?limit=x&from=y&odd=1&team=%00");

        var refused = await Refused.OfAsync(answer);
        Assert.Equal(["from date", "limit whole", "odd unknown", "team text"], refused.Rules);
        Assert.Equal(
            "There is no such parameter; there are limit, after, team, from, asOf, dryRun.", refused.Errors.Single(error => error.Rule == "unknown").Detail);
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused()
    {
        await using var service = await SmallService.StartAsync();

        using var longest = await service.SendAsync(HttpMethod.Get, $"/v1/bound?team={new string('a', 2_000)}");
        using var longer = await service.SendAsync(HttpMethod.Get, $"/v1/bound?team={new string('a', 2_001)}");

        Assert.Equal(HttpStatusCode.OK, longest.StatusCode);
        Assert.Equal(["team text"], (await Refused.OfAsync(longer)).Rules);
    }

    [Theory]
    [InlineData("2026-05-25T06:41:00Z")]
    [InlineData("2026-05-25T07:41:00+01:00")] // the plus arrives as a blank
    [InlineData("2026-05-25T07:41:00%2B01:00")]
    [InlineData("2026-05-25T06:41:00+00:00")]
    [InlineData("2026-05-25T06:41Z")]
    [InlineData("2026-05-25T06:41:00.000Z")]
    public async Task An_instant_is_read_however_its_offset_is_written(string instant)
    {
        await using var service = await SmallService.StartAsync();

        using var answer = await service.SendAsync(HttpMethod.Get, $"/v1/described/330?state=open&asOf={instant}");

        Assert.Equal("""["E08000025","open","2026-05-25T06:41:00Z"]""", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task An_authority_of_the_path_is_known_by_any_code_and_else_is_not_there()
    {
        await using var service = await SmallService.StartAsync();

        using var known = await service.SendAsync(HttpMethod.Get, "/v1/described/E10000002?state=open");
        using var unknown = await service.SendAsync(HttpMethod.Get, "/v1/described/E92000001?state=open");

        Assert.Equal("""["E06000060","open",""]""", await known.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("urn:ehcp:unknown-authority", (await Refused.OfAsync(unknown)).Type);
    }

    [Fact]
    public async Task An_empty_value_is_as_good_as_none()
    {
        await using var service = await SmallService.StartAsync();

        using var answer = await service.SendAsync(HttpMethod.Get, "/v1/bound?limit=&team=&asOf=&from=");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_route_that_takes_no_parameter_says_so()
    {
        await using var service = await SmallService.StartAsync();

        using var answer = await service.SendAsync(HttpMethod.Get, "/broken?x=1");

        Assert.Equal("There is no such parameter; it takes none.", Assert.Single((await Refused.OfAsync(answer)).Errors).Detail);
    }
}
