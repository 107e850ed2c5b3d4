using System.Security.Cryptography;
using System.Text.Json;
using Ehcp.TestKit.Api;

namespace Ehcp.Reporting.Tests;

/// <summary>The requests of docs/problems.md that this service answers.</summary>
public sealed class ProblemRequestTests
{
    public static TheoryData<string> Names => [.. ProblemRequest.Of("Reporting").Select(request => request.Name)];

    public static TheoryData<string> PreparedNames => [.. ProblemRequest.Of("Reporting", prepared: true).Select(request => request.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task The_request_gives_the_problem(string name)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await GivesAsync(reporting, ProblemRequest.OfKind(name), ProblemRequest.OfKind(name).Scope is { } scope
            ? scope is "figures:read" or "cases:read" ? RunningReporting.Key : RunningReporting.AdminKey
            : null);
    }

    [Theory, MemberData(nameof(PreparedNames))]
    public async Task The_request_gives_the_problem_when_it_is_so(string name)
    {
        Assert.Equal("not-complete", name); // nothing has been told by Intake to a service that has just begun
        var reporting = await RunningReporting.StartAsync(broker: null, "Production", host => host
            .UseSetting("Ehcp:ApiKeys:3:Name", "publisher").UseSetting("Ehcp:ApiKeys:3:Hash", Convert.ToHexString(SHA256.HashData("publisher-key"u8)))
            .UseSetting("Ehcp:ApiKeys:3:Scopes:0", "figures:publish").UseSetting("Ehcp:ApiKeys:3:Authorities:0", "*"));
        try
        {
            await GivesAsync(reporting, ProblemRequest.OfKind(name), "publisher-key");
        }
        finally
        {
            await reporting.StopAsync();
        }
    }

    private static async Task GivesAsync(RunningReporting reporting, ProblemRequest request, string? key)
    {
        using var caller = reporting.Client(key);
        using var message = request.ToMessage();

        using var answer = await caller.SendAsync(message, TestContext.Current.CancellationToken);

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"urn:ehcp:{request.Name}", problem.RootElement.GetProperty("type").GetString());
    }
}
