using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static Ehcp.Scheduler.Tests.Given;

namespace Ehcp.Scheduler.Tests.Reading;

public sealed class ReadOverviewTests(SchedulerAtRest scheduler) : IClassFixture<SchedulerAtRest>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_overview_counts_deadlines_by_their_state_of_today()
    {
        await scheduler.TakeIn.RunAsync(
            [
                ARequest("2026-02-25").Of("o-1"), // last day 15 July: overdue since midnight in London
                ARequest("2026-02-26").Of("o-2"), // last day today
                ARequest("2026-01-05").Of("o-3"), APlan("2026-05-20").Of("o-3"),
                ARequest("2026-01-05").Of("o-4") with { Authority = "E08000035" },
            ],
            Stop);

        var answer = await OverviewAsync(SchedulerAtRest.StaffKey);

        Assert.Equal(("2026-07-16", 4, 5), ((string?)answer["today"], (int)answer["cases"]!, (int)answer["facts"]!));
        Assert.Equal(
            ["met 1", "open 1", "overdue 2"],
            answer["byMilestone"]!.AsArray().Where(count => (string?)count!["milestone"] == "final-plan")
                .Select(count => $"{count!["state"]} {count["count"]}"));
        Assert.Equal(15, answer["deadlines"]!.AsObject().Sum(state => (int)state.Value!));
        Assert.Equal(1, (int)(await OverviewAsync(SchedulerAtRest.LeedsKey))["cases"]!);
    }

    private async Task<JsonObject> OverviewAsync(string key)
    {
        using var caller = scheduler.Caller(key);
        return (await caller.GetFromJsonAsync<JsonObject>(new Uri("/v1/overview", UriKind.Relative), Stop))!;
    }
}
