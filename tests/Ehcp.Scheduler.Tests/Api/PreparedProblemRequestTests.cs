using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.TestKit.Api;
using Microsoft.AspNetCore.Hosting;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Api;

/// <summary>The requests of docs/problems.md that this service answers only when something is so.</summary>
public sealed class PreparedProblemRequestTests
{
    private const string OperatorKey = "problem-operator-key";
    private const string AdminKey = "problem-admin-key";
    private const string LeedsAdminKey = "problem-leeds-admin-key";
    private const string AcknowledgeKey = "problem-acknowledge-key";

    public static TheoryData<string> Names => [.. ProblemRequest.Of("Scheduler", prepared: true).Select(request => request.Name)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Names))]
    public async Task The_request_gives_the_problem_when_it_is_so(string name)
    {
        var request = ProblemRequest.OfKind(name);
        await using var scheduler = await AlertScheduler.StartAsync(name == "conflict" ? "2023-03-31 09:00" : "2026-05-26 09:00", Configure);
        using var caller = scheduler.Caller(await PrepareAsync(scheduler, request));
        using var message = request.ToMessage();

        using var answer = await caller.SendAsync(message, Stop);

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"urn:ehcp:{name}", (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!["type"]);
    }

    /// <summary>Brings about what must be so.</summary>
    /// <returns>The key it is asked with.</returns>
    private static async Task<string> PrepareAsync(AlertScheduler scheduler, ProblemRequest request)
    {
        switch (request.Name)
        {
            case "intake-away":
                await scheduler.TakeInAsync(ACase("2026-07-25", officer: "leaves@council.example"));
                return AdminKey;
            case "authority-not-allowed":
                return AlertScheduler.LeedsKey;
            case "address-not-allowed":
                await scheduler.TakeInAsync(ACase("2026-07-25"));
                return LeedsAdminKey;
            case "alert-cleared":
                await scheduler.TakeInAsync(ACase("2026-05-25"));
                await scheduler.SweepAsync();
                await scheduler.TakeInAsync(A(new FinalPlanSent(Day("2026-05-22")), recorded: "2026-05-26 10:00"));
                return AcknowledgeKey;
            case "conflict":
                await scheduler.TakeInAsync(ACase("2023-04-10", authority: "E10000006"));
                return OperatorKey;
            case "recalculation-running":
                using (var first = scheduler.Caller(OperatorKey))
                {
                    using var message = request.ToMessage();
                    (await first.SendAsync(message, Stop)).EnsureSuccessStatusCode().Dispose();
                }

                return OperatorKey;
            case "not-written-down":
                await scheduler.TakeInAsync(ACase("2026-07-25", "EHC-2026-0001"));
                await scheduler.ExecuteAsync("alter table access_record add constraint full_up check (false)");
                return AlertScheduler.StaffKey;
            case "error":
                await scheduler.ExecuteAsync("alter table alert rename to alert_is_gone");
                return AlertScheduler.StaffKey;
            default:
                throw new InvalidOperationException($"Nothing brings it about that {request.When}.");
        }
    }

    private static void Configure(IWebHostBuilder host)
    {
        SchedulerAtRest.UseKey(host, 2, "operator", OperatorKey, "operate", "*");
        SchedulerAtRest.UseKey(host, 3, "admin", AdminKey, "admin", "*");
        SchedulerAtRest.UseKey(host, 4, "leeds-admin", LeedsAdminKey, "admin", AlertScheduler.Leeds);
        SchedulerAtRest.UseKey(host, 5, "acknowledges", AcknowledgeKey, "alerts:acknowledge", "*");
        host.UseSetting("Ehcp:Reassignments:IntakeUrl", "http://127.0.0.1:1/").UseSetting("Ehcp:Reassignments:IntakeKey", "intake-key");
    }
}
