using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ehcp.TestKit.Api;

namespace Ehcp.Scheduler.Tests.Api;

/// <summary>The requests of docs/problems.md that this service answers.</summary>
public sealed class ProblemRequestTests(SchedulerAtRest scheduler) : IClassFixture<SchedulerAtRest>
{
    private static readonly Dictionary<string, string> Keys = new()
    {
        ["cases:read"] = SchedulerAtRest.StaffKey,
        ["alerts:acknowledge"] = SchedulerAtRest.AcknowledgeKey,
        ["access:read"] = SchedulerAtRest.AuditorKey,
        ["admin"] = SchedulerAtRest.AdminKey,
    };

    public static TheoryData<string> Names => [.. ProblemRequest.Of("Scheduler").Select(request => request.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task The_request_gives_the_problem(string name)
    {
        var request = ProblemRequest.OfKind(name);
        using var caller = scheduler.Caller(request.Scope is { } scope ? Keys[scope] : null);
        using var message = request.ToMessage();

        using var answer = await caller.SendAsync(message, TestContext.Current.CancellationToken);

        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        Assert.Equal($"urn:ehcp:{name}", (string?)problem!["type"]);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
