using System.Text;
using Ehcp.Contracts;
using Ehcp.Messaging.Broker;
using Ehcp.TestKit;
using static Ehcp.Scheduler.Tests.Given;

namespace Ehcp.Scheduler.Tests.Folding;

public sealed class FactsRecordedConsumerTests(RunningScheduler scheduler) : IClassFixture<RunningScheduler>
{
    [Fact]
    public async Task Facts_from_the_queue_become_a_case_that_is_announced_once_for_each_change()
    {
        RecordedFact[] facts = [ARequest("2026-01-05").Of("queue"), A(new CaseAssigned("North", "officer@example.org", "deputy@example.org")).Of("queue")];
        await scheduler.SendAsync(facts);
        await KnownAsync("queue", facts: 2);
        await scheduler.SendAsync(facts);
        await scheduler.SendAsync([.. facts, APlan("2026-05-20").Of("queue")]);
        await KnownAsync("queue", facts: 3);

        var announced = await AnnouncedAsync("queue", until: snapshot => snapshot.Version.Facts == 3);

        Assert.Equal([2, 3], announced.Select(snapshot => snapshot.Version.Facts));
        Assert.Equal("North", announced[1].Team);
        Assert.Equal(new CaseAssigned("North"), announced[1].Facts.Select(fact => fact.Fact).OfType<CaseAssigned>().Single());
        Assert.Equal(Day("2026-05-20"), Assert.Single(announced[1].History).PlanSentOn);
        Assert.Contains(announced[1].Deadlines, deadline => deadline is { Milestone: "final-plan", EndedOn: not null });
    }

    [Theory]
    [InlineData("this is not JSON")]
    [InlineData("""{"facts":[{"sequence":1,"fact":{"type":"ehcp.no-such-type.v1"}}]}""")]
    public async Task What_cannot_be_read_goes_to_the_error_queue_while_others_go_on(string poison)
    {
        var reference = $"beside-poison-{poison.Length}";
        var errors = await scheduler.MessagesIn(Topology.ErrorQueue(RunningScheduler.Queue));

        await scheduler.SendAsync(ARequest("2026-01-05").Of(reference));
        await scheduler.SendAsync(Encoding.UTF8.GetBytes(poison));
        await scheduler.SendAsync(APlan("2026-05-20").Of(reference));

        await KnownAsync(reference, facts: 2);
        await Until.EqualAsync(
            errors + 1, () => scheduler.MessagesIn(Topology.ErrorQueue(RunningScheduler.Queue)), TimeSpan.FromSeconds(30),
                TestContext.Current.CancellationToken);
    }

    private Task KnownAsync(string reference, int facts) => Until.EqualAsync(
        1L,
        () => scheduler.Database.CountAsync($"case_timeline where case_reference = '{reference}' and fact_count = {facts}"),
        TimeSpan.FromSeconds(30),
        TestContext.Current.CancellationToken);

    private async Task<List<CaseSnapshot>> AnnouncedAsync(string reference, Predicate<CaseSnapshot> until)
    {
        var announced = new List<CaseSnapshot>();
        await Until.TrueAsync(
            async () =>
            {
                announced.AddRange((await scheduler.TakeAnnouncedAsync()).Where(snapshot => snapshot.CaseReference == reference));
                return announced.Exists(until);
            },
            cancellationToken: TestContext.Current.CancellationToken);
        return announced;
    }
}
