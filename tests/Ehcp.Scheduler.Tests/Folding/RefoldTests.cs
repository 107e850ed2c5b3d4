using Ehcp.Scheduler.Folding;
using Ehcp.TestKit;
using static Ehcp.Scheduler.Tests.Given;

namespace Ehcp.Scheduler.Tests.Folding;

public sealed class RefoldTests(SchedulerAtRest scheduler) : IClassFixture<SchedulerAtRest>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Folding_again_announces_what_other_rules_had_made_different_and_nothing_else()
    {
        await scheduler.TakeIn.RunAsync([ARequest("2026-01-05").Of("r-1"), ARequest("2026-01-05").Of("r-2")], Stop);
        var rows = await scheduler.Database.RowsAsync("select * from case_timeline where case_reference like 'r-%'");
        var announced = await scheduler.Database.CountAsync("outbox");
        Assert.Equal(0, (await scheduler.Get<Refold>().RunAsync(Stop)).Changed);

        await scheduler.Database.ExecuteAsync(
            "update case_timeline set rules = '2025.9', snapshot_hash = '\\x00', milestones = '{}' where case_reference = 'r-2'");
        Assert.Equal(1, (await scheduler.Get<Refold>().RunAsync(Stop)).Changed);

        Assert.Equal(rows, await scheduler.Database.RowsAsync("select * from case_timeline where case_reference like 'r-%'"));
        Assert.Equal(announced + 1, await scheduler.Database.CountAsync("outbox"));
    }
}
