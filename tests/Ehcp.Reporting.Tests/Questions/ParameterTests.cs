using System.Net;
using System.Text.Json;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Questions;

public sealed class ParameterTests
{
    [Theory]
    [InlineData("/v1/rates?from=2025-13-01", "from")]
    [InlineData("/v1/rates?from=01/02/2025", "from")]
    [InlineData("/v1/rates?from=2025-1-1", "from")]
    [InlineData("/v1/rates?to=2025-02-30", "to")]
    [InlineData("/v1/rates?from=2025-02-01&to=2025-01-31", "from")]
    [InlineData("/v1/rates?from=2025-02-01&from=2025-02-01", "from")]
    [InlineData("/v1/rates?groupBy=school", "groupBy")]
    [InlineData("/v1/rates?groupBy=Year", "groupBy")]
    [InlineData("/v1/rates?basis=plans", "basis")]
    [InlineData("/v1/rates?format=xml", "format")]
    [InlineData("/v1/rates?asOf=2025-02-01", "asOf")]
    [InlineData("/v1/rates?asOf=2025-02-01T10:00:00", "asOf")]
    [InlineData("/v1/rates?asOf=0001-01-01T00:00:00Z", "asOf")]
    [InlineData("/v1/rates?from=9999-12-01", "from")]
    [InlineData("/v1/rates?to=0001-01-01", "to")]
    [InlineData("/v1/rates?team=%00", "team")]
    [InlineData("/v1/rates?asOf=2026-05-25T12:36:00Z", "asOf")] // six minutes ahead
    [InlineData("/v1/rates?authority=Birmingham", "authority")]
    [InlineData("/v1/rates?authority=E92000001", "authority")]
    [InlineData("/v1/rates?groupby2=year", "groupby2")]
    [InlineData("/v1/caseload?from=2025-01-01", "from")]
    [InlineData("/v1/caseload?asOf=yesterday", "asOf")]
    [InlineData("/v1/caseload?authority=1", "authority")]
    public async Task What_cannot_be_used_is_refused_by_name(string path, string parameter)
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var client = reporting.Client();

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal("urn:ehcp:parameter-invalid", problem.RootElement.GetProperty("type").GetString());
        Assert.Equal(parameter, Assert.Single(problem.RootElement.GetProperty("errors").EnumerateArray()).GetProperty("parameter").GetString());
        Assert.StartsWith(parameter + ": ", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_wrong_is_told_at_once()
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var client = reporting.Client();

        using var answer = await client.GetAsync(new Uri("/v1/rates?from=x&to=y&groupBy=z", UriKind.Relative), TestContext.Current.CancellationToken);

        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(3, problem.RootElement.GetProperty("errors").EnumerateArray().Count());
    }

    [Theory]
    [InlineData("E08000025")]
    [InlineData("330")]
    public async Task An_authority_is_known_by_any_of_its_codes(string code)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Birmingham, PlanSent("2025-03-31")), Case("B", Dudley, PlanSent("2025-03-31")));

        var answer = await reporting.GetAsync($"/v1/rates?groupBy=authority&authority={code}");

        Assert.Equal(Birmingham, Assert.Single(answer.GetProperty("rows").EnumerateArray()).GetProperty("group").GetString());
    }

    [Fact]
    public async Task A_key_counts_its_own_authorities_and_may_not_ask_for_another()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Birmingham, PlanSent("2025-03-31")), Case("B", Dudley, PlanSent("2025-03-31")), Case("C", Dudley, Request("2026-05-01")));

        var rates = await reporting.GetAsync("/v1/rates", RunningReporting.BirminghamKey);
        var caseload = await reporting.GetAsync("/v1/caseload", RunningReporting.BirminghamKey);

        Assert.Equal(1, Assert.Single(rates.GetProperty("rows").EnumerateArray()).GetProperty("plansIssued").GetInt32());
        Assert.Equal(0, caseload.GetProperty("open").GetInt32());
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(reporting, "/v1/rates?authority=332", RunningReporting.BirminghamKey));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(reporting, "/v1/rates?authority=330", RunningReporting.BirminghamKey));
    }

    [Theory]
    [InlineData("/v1/rates")]
    [InlineData("/v1/caseload")]
    [InlineData("/")]
    [InlineData("/cases/E08000025/A")]
    public async Task Without_a_key_nothing_is_shown(string path)
    {
        await using var reporting = await RunningReporting.StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(reporting, path, key: null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(reporting, path, "another"));
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningReporting reporting, string path, string? key)
    {
        using var client = reporting.Client(key);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
