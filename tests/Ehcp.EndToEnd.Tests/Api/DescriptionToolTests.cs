using System.Text.Json;
using Ehcp.EndToEnd.Tests.Deployments;
using Ehcp.TestKit;
using Ehcp.TestKit.Api;

namespace Ehcp.EndToEnd.Tests.Api;

/// <summary>What tools of others make of the three descriptions: a linter, a parser, and a generator of clients.</summary>
public sealed class DescriptionToolTests(Deployment deployment) : IClassFixture<Deployment>
{
    private static readonly NodeTool Tools = new("Api", "Tools");
    private static readonly Dictionary<string, string> Nothing = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Intake")]
    [InlineData("Scheduler")]
    [InlineData("Reporting")]
    public async Task The_linter_finds_nothing(string service)
    {
        var described = service switch { "Intake" => DescribedService.Intake, "Scheduler" => DescribedService.Scheduler, _ => DescribedService.Reporting };
        var file = Path.Combine(Tools.Folder, $"{service}-lint.json");
        await File.WriteAllTextAsync(file, new ServedDescription(await DocumentAsync(service)).Without(described.WithGaps).ToJsonString(), Stop);

        await Tools.RunAsync(Nothing, "node_modules/@stoplight/spectral-cli/dist/index.js", "lint", "--ruleset", "ruleset.yaml", "--fail-severity=warn", file);
    }

    [Fact]
    public async Task The_parser_of_messages_finds_nothing() =>
        Assert.Equal("", await Tools.RunAsync(Nothing, "asyncapi.js", Path.Combine(Checkout.Folder, "docs", "asyncapi.yaml")));

    [Fact]
    public async Task A_generated_client_compiles_and_does_the_walk()
    {
        foreach (var service in new[] { "Intake", "Scheduler", "Reporting" })
        {
            var name = service.ToLowerInvariant();
            await File.WriteAllTextAsync(Path.Combine(Tools.Folder, $"{name}.json"), await DocumentAsync(service), Stop);
            await Tools.RunAsync(Nothing, "node_modules/openapi-typescript/bin/cli.js", $"{name}.json", "--output", $"{name}.ts", "--empty-objects-unknown");
        }

        await Tools.RunAsync(Nothing, "node_modules/typescript/bin/tsc", "--project", "tsconfig.json");
        var said = await Tools.RunAsync(
            new Dictionary<string, string>
            {
                ["INTAKE_URL"] = Address(deployment.Intake),
                ["SCHEDULER_URL"] = Address(deployment.Scheduler),
                ["REPORTING_URL"] = Address(deployment.Reporting),
                ["INTAKE_KEY"] = Deployment.IntakeKey,
                ["STAFF_KEY"] = Deployment.StaffKey,
                ["REPORTING_KEY"] = Deployment.ReportingKey,
            },
            "compiled/walk.js");

        using var walked = JsonDocument.Parse(said);
        Assert.True(DateOnly.TryParseExact(walked.RootElement.GetProperty("lastDay").GetString(), "yyyy-MM-dd", out _));
        Assert.Equal(1, walked.RootElement.GetProperty("plans").GetInt32());
    }

    private static string Address(ServiceProcess service) => service.Url.GetLeftPart(UriPartial.Authority);

    private async Task<string> DocumentAsync(string service)
    {
        var process = service switch { "Intake" => deployment.Intake, "Scheduler" => deployment.Scheduler, _ => deployment.Reporting };
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(process.Url, "/openapi/v1.json"), Stop);
    }
}
