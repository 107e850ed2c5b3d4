using CsCheck;
using Ehcp.Contracts;
using Ehcp.TestKit;
using Npgsql;
using static Ehcp.Scheduler.Tests.Given;

namespace Ehcp.Scheduler.Tests.Folding;

public sealed class TakeInFactsTests(SchedulerAtRest scheduler) : IClassFixture<SchedulerAtRest>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Any_order_split_and_repetition_over_8_consumers_gives_the_same_rows_as_one_set_in_one_transaction()
    {
        await using var other = new SecondScheduler();
        await other.InitializeAsync();
        for (var seed = 0U; seed < 20; seed++)
        {
            var facts = Cases(seed);
            await scheduler.TakeIn.RunAsync(facts, Stop);

            RecordedFact[] delivered = [.. facts, .. facts, .. facts];
            new Random((int)seed).Shuffle(delivered);
            await Parallel.ForEachAsync(
                delivered.Chunk(1 + (int)seed), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop },
                async (set, stop) => await other.TakeIn.RunAsync(set, stop));
        }

        foreach (var table in new[] { "fact", "case_timeline" })
        {
            var rows = await scheduler.Database.RowsAsync($"select * from {table} where case_reference like 'seed%'");
            Assert.NotEmpty(rows);
            Assert.Equal(rows, await other.Database.RowsAsync($"select * from {table} where case_reference like 'seed%'"));
        }
    }

    [Fact]
    public async Task What_comes_again_writes_and_announces_nothing()
    {
        RecordedFact[] facts = [ARequest("2026-01-05").Of("again"), APlan("2026-05-20").Of("again")];
        await scheduler.TakeIn.RunAsync(facts, Stop);
        var rows = await scheduler.Database.RowsAsync("select xmin, * from case_timeline where case_reference = 'again'");
        var announced = await scheduler.Database.CountAsync("outbox");

        await scheduler.TakeIn.RunAsync([.. facts, .. facts], Stop);

        Assert.Equal(rows, await scheduler.Database.RowsAsync("select xmin, * from case_timeline where case_reference = 'again'"));
        Assert.Equal(announced, await scheduler.Database.CountAsync("outbox"));
    }

    [Fact]
    public async Task A_retraction_may_come_before_what_it_retracts()
    {
        var request = ARequest("2026-01-05").Of("early-retraction");
        await scheduler.TakeIn.RunAsync([A(new EventRetracted(request.Id)).Of("early-retraction")], Stop);

        await scheduler.TakeIn.RunAsync([request], Stop);

        Assert.Equal(["({})"], await scheduler.Database.RowsAsync("select milestones from case_timeline where case_reference = 'early-retraction'"));
    }

    [Fact]
    public async Task A_plan_may_come_before_its_request()
    {
        await scheduler.TakeIn.RunAsync([APlan("2026-05-20").Of("early-plan")], Stop);
        Assert.Equal(["(\"{annual-review,mediation-contact,appeal}\")"], await scheduler.Database.RowsAsync(
            "select milestones from case_timeline where case_reference = 'early-plan'"));

        await scheduler.TakeIn.RunAsync([ARequest("2026-01-05").Of("early-plan")], Stop);

        Assert.Equal(
            ["(final-plan,met)"],
            await scheduler.Database.RowsAsync("""
                select milestone, state from case_timeline cross join unnest(milestones, states) as clock (milestone, state)
                where case_reference = 'early-plan' and milestone = 'final-plan'
                """));
    }

    [Fact]
    public async Task A_consumer_killed_before_its_commit_leaves_nothing_and_the_next_attempt_does_it_all()
    {
        var request = ARequest("2026-01-05").Of("killed");
        await scheduler.TakeIn.RunAsync([ARequest("2026-02-02").Of("killed")], Stop);
        var announced = await scheduler.Database.CountAsync("outbox");

        await using (var blocker = await scheduler.Database.OpenConnectionAsync(Stop))
        await using (var transaction = await blocker.BeginTransactionAsync(Stop))
        {
            await using (var hold = new NpgsqlCommand("select 1 from case_timeline where case_reference = 'killed' for update", blocker))
            {
                await hold.ExecuteNonQueryAsync(Stop);
            }

            var attempt = scheduler.TakeIn.RunAsync([request], Stop);
            await Until.EqualAsync(1L, () => scheduler.Database.CountAsync("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"),
                cancellationToken: Stop);
            await scheduler.Database.ExecuteAsync(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
            await Assert.ThrowsAnyAsync<Exception>(() => attempt);
        }

        Assert.Equal(0, await scheduler.Database.CountAsync($"fact where id = '{request.Id}'"));
        Assert.Equal(announced, await scheduler.Database.CountAsync("outbox"));

        await scheduler.TakeIn.RunAsync([request], Stop);
        Assert.Equal(1, await scheduler.Database.CountAsync("case_timeline where case_reference = 'killed' and fact_count = 2"));
        Assert.Equal(announced + 1, await scheduler.Database.CountAsync("outbox"));
    }

    [Fact]
    public async Task A_case_that_cannot_be_written_keeps_no_other_of_its_set_out()
    {
        await scheduler.Database.ExecuteAsync("alter table case_timeline add constraint refuses check (case_reference <> 'refused')");
        try
        {
            RecordedFact[] facts = [.. Enumerable.Range(0, 50).Select(n => ARequest("2026-01-05").Of($"neighbour-{n}")), ARequest("2026-01-05").Of("refused")];

            await Assert.ThrowsAsync<AggregateException>(() => scheduler.TakeIn.RunAsync(facts, Stop));

            Assert.Equal(50, await scheduler.Database.CountAsync("case_timeline where case_reference like 'neighbour-%' and fact_count = 1"));
            Assert.Equal(0, await scheduler.Database.CountAsync("fact where case_reference = 'refused'"));
        }
        finally
        {
            await scheduler.Database.ExecuteAsync("alter table case_timeline drop constraint refuses");
        }
    }

    private static RecordedFact[] Cases(uint seed)
    {
        var facts = new List<RecordedFact>();
        for (var n = 0; n < 30; n++)
        {
            facts.AddRange(AnyCase.Of($"seed-{seed}-{n}").Generate(new PCG(seed, (ulong)n), null, out _));
        }

        return [.. facts];
    }

    private sealed class SecondScheduler : SchedulerAtRest;
}
