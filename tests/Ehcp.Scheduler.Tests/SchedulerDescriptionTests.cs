using Ehcp.TestKit.Api;

namespace Ehcp.Scheduler.Tests;

/// <summary>The service's description of itself: nothing is left out of it, and every answer of every test is held against it.</summary>
public sealed class SchedulerDescriptionTests(SchedulerAtRest scheduler) : IClassFixture<SchedulerAtRest>
{
    [Fact]
    public async Task It_leaves_nothing_unsaid() => Assert.Empty(SchedulerDescription.Service.Gaps(await DocumentAsync()));

    [Fact]
    public async Task What_is_passed_over_has_gaps() => Assert.Empty(SchedulerDescription.Service.NoLongerWithGaps(await DocumentAsync()));

    private async Task<string> DocumentAsync()
    {
        using var caller = scheduler.Caller(null);
        return await caller.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
    }
}

internal static class SchedulerDescription
{
    // Each leaves as its route is described.
    private static readonly HashSet<string> NotYet =
    [
        "AcknowledgeAlert", "ListParkedMails", "ResendMails", "ListRefusedAddresses", "RememberRefusedAddresses", "ForgetRefusedAddresses",
        "ReassignCases", "ReadCase", "ReadOverview", "SummariseAlerts", "PreviewSweep", "ReadMoves", "StartRecalculation", "ListRecalculations",
        "ReadRecalculations", "CalculateDeadlines",
    ];

    internal static DescribedService Service { get; } = new() { Pages = ["/acknowledge"], NotYet = NotYet, WithGaps = NotYet };
}
