namespace Ehcp.Reporting.Tests.SignIn;

/// <summary>What a session leaves behind, and when it ends: each with a council of its own.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private readonly SignInTests.Council _council = new();

    public ValueTask InitializeAsync() => _council.InitializeAsync();

    public ValueTask DisposeAsync() => _council.DisposeAsync();

    [Fact]
    public async Task A_session_ends_after_a_working_day()
    {
        var page = await _council.SignedInAsync("maya.manager");
        await page.GotoAsync(_council.Url("/"));
        Assert.Contains("maya.manager", await page.InnerTextAsync("header"), StringComparison.Ordinal);

        _council.Reporting.Clock.Advance(TimeSpan.FromHours(8) + TimeSpan.FromSeconds(1));

        await page.GotoAsync(_council.Url("/"));
        Assert.Equal("Who are you?", await page.InnerTextAsync("h1"));
    }

    [Fact]
    public async Task Who_looked_at_which_case_is_written_down_for_the_auditor()
    {
        var manager = await _council.SignedInAsync("maya.manager");
        await manager.GotoAsync(_council.Url("/cases/330/NORTH-1"));
        await manager.GotoAsync(_council.Url("/cases/E08000025/NO-SUCH"));
        var officer = await _council.SignedInAsync("olivia.officer");
        await officer.GotoAsync(_council.Url("/cases/E08000025/NORTH-1"));
        await officer.GotoAsync(_council.Url("/cases/E08000025/SOUTH-1")); // not shown
        var dudley = await _council.SignedInAsync("marc.of-dudley");
        await dudley.GotoAsync(_council.Url("/cases/E08000027/DUDLEY-1"));

        var auditor = await _council.SignedInAsync("ada.auditor");
        var refused = await manager.APIRequest.GetAsync(_council.Url("/v1/access"));

        Assert.Equal(403, refused.Status);
        Assert.Equal(
            [
                "olivia.officer case refused E08000025 SOUTH-1", "olivia.officer case shown E08000025 NORTH-1", "maya.manager case shown E08000025 NORTH-1",
            ], await RecordsAsync("?what=case"));

        // The dashboard, where a sign-in ends, names the oldest open case.
        Assert.Contains("ada.auditor dashboard shown E08000025 NOBODYS-1", await RecordsAsync(""));

        async Task<List<string>> RecordsAsync(string query)
        {
            var answer = await auditor.APIRequest.GetAsync(_council.Url("/v1/access" + query));
            return [.. (await answer.JsonAsync())!.Value.GetProperty("records").EnumerateArray().Select(record =>
                string.Join(' ', new[] { "caller", "what", "outcome", "authority", "caseReference" }.Select(name => record.GetProperty(name).GetString())))];
        }
    }
}
