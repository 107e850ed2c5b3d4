using Ehcp.TestKit.Api;

namespace Ehcp.Intake.Tests;

/// <summary>The requests of docs/problems.md that this service answers.</summary>
public sealed class ProblemRequestTests(RunningIntake intake) : IClassFixture<RunningIntake>
{
    public static TheoryData<string> Names => [.. ProblemRequest.Of("Intake").Select(request => request.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task The_request_gives_the_problem(string name)
    {
        var request = ProblemRequest.Of("Intake").Single(request => request.Name == name);
        using var caller = intake.Caller(
            request.Scope switch { null => null, "admin" => RunningIntake.AdminKey, "access:read" => RunningIntake.AuditorKey, _ => RunningIntake.AnyKey });
        using var message = request.ToMessage();

        var answer = await Answer.OfAsync(await caller.SendAsync(message, TestContext.Current.CancellationToken));

        Assert.Equal($"urn:ehcp:{name}", answer.Type);
        Assert.Equal("application/problem+json", answer.MediaType);
    }
}
