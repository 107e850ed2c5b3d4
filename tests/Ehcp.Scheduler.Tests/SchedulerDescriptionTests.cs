using Ehcp.TestKit.Api;

namespace Ehcp.Scheduler.Tests;

/// <summary>The service's description of itself: nothing is left out of it, and every answer of every test is held against it.</summary>
public sealed class SchedulerDescriptionTests(SchedulerAtRest scheduler) : IClassFixture<SchedulerAtRest>
{
    [Fact]
    public async Task It_leaves_nothing_unsaid() => Assert.Equal("", string.Join('\n', DescribedService.Scheduler.Gaps(await DocumentAsync())));

    [Fact]
    public async Task What_is_passed_over_has_gaps() => Assert.Equal("", string.Join('\n', DescribedService.Scheduler.NoLongerWithGaps(await DocumentAsync())));

    private async Task<string> DocumentAsync()
    {
        using var caller = scheduler.Caller(null);
        return await caller.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
    }
}
