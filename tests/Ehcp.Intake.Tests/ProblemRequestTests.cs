using System.Text.Json.Nodes;
using Ehcp.Hosting.Sql;
using Ehcp.TestKit.Api;

namespace Ehcp.Intake.Tests;

/// <summary>The requests of docs/problems.md that this service answers.</summary>
public sealed class ProblemRequestTests(RunningIntake intake) : IClassFixture<RunningIntake>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. ProblemRequest.Of("Intake").Select(request => request.Name)];

    public static TheoryData<string> PreparedNames => [.. ProblemRequest.Of("Intake", prepared: true).Select(request => request.Name)];

    [Theory, MemberData(nameof(Names))]
    public Task The_request_gives_the_problem(string name) => GivesAsync(ProblemRequest.OfKind(name), ProblemRequest.OfKind(name).Scope switch
    {
        null => null,
        "admin" => RunningIntake.AdminKey,
        "access:read" => RunningIntake.AuditorKey,
        _ => RunningIntake.AnyKey,
    });

    [Theory, MemberData(nameof(PreparedNames))]
    public async Task The_request_gives_the_problem_when_it_is_so(string name)
    {
        var request = ProblemRequest.OfKind(name);
        switch (name)
        {
            case "event-conflict":
                Assert.Equal("accepted", (await intake.SendAsync(JsonNode.Parse(request.Body!)!.AsObject().With("subject", "EHC-2026-0003"))).Outcome);
                await GivesAsync(request, RunningIntake.AnyKey);
                break;
            case "sender-not-allowed":
                await GivesAsync(request, RunningIntake.SynergyKey);
                break;
            case "import-running":
                await using (var connection = await intake.Database.OpenConnectionAsync(Stop))
                {
                    await Turn.HoldAsync(connection, "import sen2 sen2-requests E08000025", Stop);
                    await GivesAsync(request, RunningIntake.AnyKey);
                    await Turn.ReleaseAsync(connection, "import sen2 sen2-requests E08000025", Stop);
                }

                break;
            case "unavailable":
                await using (await intake.WithoutDatabaseAsync())
                {
                    await GivesAsync(request, RunningIntake.AnyKey);
                }

                break;
            case "key-exists" or "key-fixed":
                await GivesAsync(request, RunningIntake.AdminKey);
                break;
            case "too-many-requests":
                var hurried = await intake.CreateKeyAsync("hurried", requestsPerMinute: 1);
                Assert.Equal(200, (int)(await intake.GetAsync("/v1/rejections", hurried)).Status);
                await GivesAsync(request, hurried);
                break;
            case "quota-used":
                var used = await intake.CreateKeyAsync("used", dailyQuota: 1);
                Assert.Equal(422, (int)(await intake.SendAsync(Given.ARequest("2014-01-01").ToJsonString(), "application/cloudevents+json", used)).Status);
                await GivesAsync(request, used);
                break;
            case "too-many-wrong-keys":
                for (var time = 0; time < 20; time++)
                {
                    await intake.GetAsync("/v1/rejections", $"wrong-{time}");
                }

                await GivesAsync(request, "wrong");
                break;
            default:
                Assert.Fail($"Nothing brings it about that {request.When}.");
                break;
        }
    }

    private async Task GivesAsync(ProblemRequest request, string? key)
    {
        using var caller = intake.Caller(key);
        using var message = request.ToMessage();

        var answer = await Answer.OfAsync(await caller.SendAsync(message, Stop));

        Assert.Equal(("application/problem+json", $"urn:ehcp:{request.Name}"), (answer.MediaType, answer.Type));
    }
}
