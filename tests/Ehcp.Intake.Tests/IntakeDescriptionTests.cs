using Ehcp.TestKit.Api;

namespace Ehcp.Intake.Tests;

/// <summary>The service's description of itself: nothing is left out of it, and every answer of every test is held against it.</summary>
public sealed class IntakeDescriptionTests(RunningIntake intake) : IClassFixture<RunningIntake>
{
    [Fact]
    public async Task It_leaves_nothing_unsaid() => Assert.Equal("", string.Join('\n', DescribedService.Intake.Gaps(await DocumentAsync())));

    [Fact]
    public async Task What_is_passed_over_has_gaps() => Assert.Equal("", string.Join('\n', DescribedService.Intake.NoLongerWithGaps(await DocumentAsync())));

    private async Task<string> DocumentAsync() => (await intake.GetAsync("/openapi/v1.json", key: null)).Text;
}
