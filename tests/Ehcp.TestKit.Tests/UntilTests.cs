namespace Ehcp.TestKit.Tests;

public sealed class UntilTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_condition_is_looked_at_again_until_it_holds()
    {
        var looks = 0;

        await Until.TrueAsync(() => ++looks == 3, cancellationToken: Token);

        Assert.Equal(3, looks);
    }

    [Fact]
    public async Task A_condition_that_never_holds_fails_with_what_was_last_seen()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(
            () => Until.EqualAsync(5, () => Task.FromResult(4), TimeSpan.FromMilliseconds(50), Token));

        Assert.Contains("Expected 5", failure.Message, StringComparison.Ordinal);
        Assert.Contains("last saw 4", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assertions_are_tried_again_and_their_last_failure_is_the_answer()
    {
        var looks = 0;
        await Until.PassesAsync(() => { Assert.Equal(3, ++looks); return Task.CompletedTask; }, cancellationToken: Token);

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(
            () => Until.PassesAsync(() => { Assert.Fail("never"); return Task.CompletedTask; }, TimeSpan.FromMilliseconds(50), Token));
    }
}
