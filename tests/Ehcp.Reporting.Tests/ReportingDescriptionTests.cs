using Ehcp.TestKit.Api;

namespace Ehcp.Reporting.Tests;

/// <summary>The service's description of itself: nothing is left out of it, and every answer of every test is held against it.</summary>
public sealed class ReportingDescriptionTests
{
    [Fact]
    public async Task It_leaves_nothing_unsaid() => Assert.Empty(ReportingDescription.Service.Gaps(await DocumentAsync()));

    [Fact]
    public async Task What_is_passed_over_has_gaps() => Assert.Empty(ReportingDescription.Service.NoLongerWithGaps(await DocumentAsync()));

    private static async Task<string> DocumentAsync()
    {
        await using var reporting = await RunningReporting.StartAsync();
        return (await reporting.GetAsync("/openapi/v1.json")).GetRawText();
    }
}

internal static class ReportingDescription
{
    // Each leaves as its route is described.
    private static readonly HashSet<string> NotYet =
    [
        "ReadMinutes", "PublishEdition", "ListEditions", "ReadPublicRates", "ReadRates", "ReadRateChanges", "ReadCaseload", "ReadForecast",
        "AskWhatIf", "ReadBenchmarks", "ReadList", "ReadSen2Requests", "ReadSen2Assessments", "ReadPreFlight",
    ];

    internal static DescribedService Service { get; } = new() { Pages = ["/", "/calculator", "/cases", "/public", "/sign-out", "/sign-in", "/assets"], NotYet = NotYet, WithGaps = NotYet };
}
