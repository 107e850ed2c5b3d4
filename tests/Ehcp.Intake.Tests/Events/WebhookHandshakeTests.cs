namespace Ehcp.Intake.Tests.Events;

/// <summary>A managed event grid asks before it delivers (CloudEvents HTTP 1.1 Web Hooks for Event Delivery).</summary>
public sealed class WebhookHandshakeTests(RunningIntake intake) : IClassFixture<RunningIntake>
{
    [Theory]
    [InlineData(RunningIntake.Grid, "120", RunningIntake.Grid, "*")]
    [InlineData(RunningIntake.Grid, null, RunningIntake.Grid, null)]
    [InlineData("GRID.example", null, "GRID.example", null)]
    [InlineData("another.example", "120", null, null)]
    [InlineData(null, "120", null, null)]
    public async Task A_grid_that_a_setting_names_may_deliver_and_no_other(string? origin, string? rate, string? allowed, string? allowedRate)
    {
        using var caller = intake.Caller(key: null);
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/events");
        Add("WebHook-Request-Origin", origin);
        Add("WebHook-Request-Rate", rate);
        using var answer = await caller.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(204, (int)answer.StatusCode);
        Assert.Equal(["GET", "HEAD", "OPTIONS", "POST"], answer.Content.Headers.Allow.Order(StringComparer.Ordinal));
        Assert.Equal((allowed, allowedRate), (Of("WebHook-Allowed-Origin"), Of("WebHook-Allowed-Rate")));

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }

        string? Of(string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;
    }
}
