using System.Text.Json;
using Ehcp.TestKit.Api;

namespace Ehcp.Reporting.Tests;

/// <summary>The requests of docs/problems.md that this service answers.</summary>
public sealed class ProblemRequestTests
{
    public static TheoryData<string> Names => [.. ProblemRequest.Of("Reporting").Select(request => request.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task The_request_gives_the_problem(string name)
    {
        var request = ProblemRequest.Of("Reporting").Single(request => request.Name == name);
        await using var reporting = await RunningReporting.StartAsync();
        using var caller = reporting.Client(
            request.Scope switch { null => null, "figures:read" or "cases:read" => RunningReporting.Key, _ => RunningReporting.AdminKey });
        using var message = request.ToMessage();

        using var answer = await caller.SendAsync(message, TestContext.Current.CancellationToken);

        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"urn:ehcp:{name}", problem.RootElement.GetProperty("type").GetString());
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
