using Ehcp.TestKit.Api;

namespace Ehcp.Reporting.Tests;

/// <summary>The service's description of itself: nothing is left out of it, and every answer of every test is held against it.</summary>
public sealed class ReportingDescriptionTests
{
    [Fact]
    public async Task It_leaves_nothing_unsaid() => Assert.Equal("", string.Join('\n', DescribedService.Reporting.Gaps(await DocumentAsync())));

    [Fact]
    public async Task What_is_passed_over_has_gaps() => Assert.Equal("", string.Join('\n', DescribedService.Reporting.NoLongerWithGaps(await DocumentAsync())));

    private static async Task<string> DocumentAsync()
    {
        await using var reporting = await RunningReporting.StartAsync();
        return (await reporting.GetAsync("/openapi/v1.json")).GetRawText();
    }
}
