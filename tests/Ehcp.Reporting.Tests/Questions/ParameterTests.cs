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

    [Theory]
    [InlineData("/v1/rates?from=2100-12-31&to=2100-12-31&groupBy=month&format=csv")]
    [InlineData("/v1/rates?from=2014-09-01&to=2100-12-31")]
    [InlineData("/v1/rates?asOf=2014-09-01T00:00:00Z&format=csv")]
    [InlineData("/v1/forecast?on=2014-09-01")]
    [InlineData("/v1/forecast?asOf=2014-09-01T00:00:00Z")]
    [InlineData("/v1/caseload?asOf=2014-09-01T00:00:00Z")]
    [InlineData("/v1/completion-curve?from=2014-09-01&to=2100-12-31")]
    [InlineData("/v1/requests?list=due&from=2014-09-01&to=2100-12-31")]
    [InlineData("/v1/rates/changes?from=2014-09-01T00:00:00Z&periodFrom=2014-09-01&periodTo=2100-12-31")]
    public async Task The_first_and_the_last_day_that_are_taken_are_answered(string path)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Birmingham, PlanSent("2025-03-31")), Case("B", Birmingham, Request("2026-05-01")));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(reporting, path, RunningReporting.Key));
    }

    [Theory]
    [InlineData("rates")]
    [InlineData("caseload")]
    [InlineData("requests")]
    public async Task An_instant_that_is_told_can_be_sent_back(string figure)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Birmingham, PlanSent("2025-03-31")));

        var told = (await reporting.GetAsync($"/v1/{figure}")).GetProperty("asOf").GetString()!;

        Assert.EndsWith("Z", told, StringComparison.Ordinal);
        Assert.Equal(told, (await reporting.GetAsync($"/v1/{figure}?asOf={told}")).GetProperty("asOf").GetString());
        Assert.Equal(told, (await reporting.GetAsync($"/v1/{figure}?asOf={told.Replace("Z", "+00:00", StringComparison.Ordinal)}")).GetProperty("asOf")
            .GetString());
    }

    [Theory]
    [InlineData("/cases?list=open&team=A%00B", 400)]
    [InlineData("/cases?lsit=open", 400)]
    [InlineData("/?authority=Atlantis", 400)]
    [InlineData("/?oldest=%00", 400)]
    [InlineData("/calculator?trigger=%00", 400)]
    [InlineData("/nothing", 404)]
    public async Task A_reader_of_pages_is_answered_with_a_page(string path, int status)
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var client = reporting.Client();
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((status, "text/html"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains("class=\"ehcp-header\"", page, StringComparison.Ordinal);
        Assert.Equal(("no-store", "nosniff"), (answer.Headers.CacheControl?.ToString(), Assert.Single(answer.Headers.GetValues("X-Content-Type-Options"))));
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
        await reporting.KnowsAsync(Case("A", Birmingham, PlanSent("2025-03-31")), Case("B", Dudley, PlanSent("2025-03-31")),
            Case("C", Dudley, Request("2026-05-01")));

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
