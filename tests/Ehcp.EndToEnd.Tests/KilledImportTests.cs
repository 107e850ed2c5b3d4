using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Ehcp.EndToEnd.Tests.Deployments;
using Ehcp.TestKit;

namespace Ehcp.EndToEnd.Tests;

/// <summary>An Intake killed with SIGKILL in the middle of a file: the same file goes on, and the Scheduler has each fact once.</summary>
public sealed class KilledImportTests(Deployment deployment) : IClassFixture<Deployment>
{
    private const int Rows = 30_000;

    private const string Mapping = """
        {
          "name": "killed", "source": "killed", "authority": { "constant": "330" }, "caseReference": { "column": "Ref" },
          "facts": [{ "type": "request-received", "data": { "receivedOn": { "column": "Day" } } }]
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_file_goes_on_and_doubles_nothing()
    {
        var day = TimeProvider.System.GetUtcNow().AddDays(-30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var file = Encoding.UTF8.GetBytes("Ref,Day\n" + string.Concat(Enumerable.Range(0, Rows).Select(row => $"KILLED-{row},{day}\n")));
        var id = Guid.NewGuid();
        using (var stored = await Client().PutAsync(
            new Uri("/v1/mappings/killed", UriKind.Relative), new StringContent(Mapping, Encoding.UTF8, "application/json"), Stop))
        {
            stored.EnsureSuccessStatusCode();
        }

        var sending = SendAsync(file, id);
        await Until.TrueAsync(async () => await LedgerAsync() > 2_000, Patience, Stop);
        await deployment.Intake.KillAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => sending);
        var before = await LedgerAsync();
        Assert.InRange(before, 2_001, Rows - 1);

        await deployment.Intake.StartAsync();
        var report = await SendAsync(file, id);

        Assert.Equal(("finished", Rows, 0), ((string?)report["state"], (int)report["rows"]!["read"]!, (int)report["rows"]!["refused"]!));
        Assert.Equal(Rows, await LedgerAsync());
        await Until.EqualAsync(
            (long)Rows, () => deployment.ReadAsync<long>("Scheduler", "select count(*) from fact where source = 'killed'"), Patience, Stop);
        Assert.Equal(Rows, await deployment.ReadAsync<long>("Scheduler", "select count(distinct case_reference) from fact where source = 'killed'"));
    }

    private HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = deployment.Intake.Url, Timeout = Patience };
        client.DefaultRequestHeaders.Add("X-Api-Key", Deployment.IntakeKey);
        return client;
    }

    private async Task<JsonNode> SendAsync(byte[] file, Guid id)
    {
        using var client = Client();
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new("text/csv") } };
        using var answer = await client.PostAsync(new Uri($"/v1/imports?mapping=killed&id={id}", UriKind.Relative), content, Stop);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(Stop))!;
    }

    private Task<long> LedgerAsync() => deployment.ReadAsync<long>("Intake", "select count(*) from ledger where source = 'killed'");
}
