using Ehcp.EndToEnd.Tests.Deployments;
using Ehcp.TestKit;
using Ehcp.TestKit.Api;

namespace Ehcp.EndToEnd.Tests.Api;

/// <summary>What tools of others make of the three descriptions: a linter and a parser.</summary>
[Collection<DescribedDeployment>]
public sealed class DescriptionToolTests(Deployment deployment)
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

    private Task<string> DocumentAsync(string service) => DescribedDeployment.DocumentAsync(deployment, service);
}
