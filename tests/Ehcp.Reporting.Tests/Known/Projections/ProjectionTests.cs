using Ehcp.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Known.Projections;

public sealed class ProjectionTests
{
    [Theory]
    [InlineData("2026.1", 5, "2026.1", 6, true)]
    [InlineData("2026.1", 5, "2026.1", 4, false)]
    [InlineData("2026.1", 5, "2026.1", 5, true)] // other content
    [InlineData("2026.9", 5, "2026.10", 4, true)] // rules as numbers, and before facts
    [InlineData("2026.10", 5, "2026.9", 6, false)]
    [InlineData("2025.3", 5, "2026.1", 4, true)]
    public async Task The_higher_version_stands_and_an_equal_one_with_other_content(string rules, int facts, string nextRules, int nextFacts, bool replaced)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Birmingham, Plan("2025-01-06", 100)).At(rules, facts));

        var applied = await reporting.KnowsAsync(Case("A", Birmingham, Plan("2025-01-06", 200)).At(nextRules, nextFacts));

        Assert.Equal(replaced ? 1 : 0, applied);
        Assert.Equal(Day("2025-01-06").AddDays(replaced ? 200 : 100), Assert.Single(await RowsAsync(reporting), row => row.KnownTo is null).PlanSentOn);
    }

    [Theory]
    [InlineData(null, "2028-12-31.0123.a", true)]
    [InlineData("2028-12-31.0123.a", "2029-12-31.0131.0", true)]
    [InlineData("2029-12-31.0131.0", "2028-12-31.0123.a", false)]
    [InlineData("2028-12-31.0123.a", null, false)]
    public async Task Of_one_rules_and_facts_the_higher_calendar_stands_whichever_comes_last(string? calendar, string? nextCalendar, bool replaced)
    {
        await using var reporting = await RunningReporting.StartAsync();
        var (former, next) = (Case("A", Birmingham, Plan("2025-01-06", 100)).At("2026.1", 5, calendar), Case("A", Birmingham, Plan("2025-01-06", 200))
            .At("2026.1", 5, nextCalendar));

        // Two Schedulers in turns, one set at a time and both in one set.
        Assert.Equal(1, await reporting.KnowsAsync(former));
        Assert.Equal(replaced ? 1 : 0, await reporting.KnowsAsync(next));
        Assert.Equal(0, await reporting.KnowsAsync(replaced ? former : next));
        Assert.Equal(0, await reporting.KnowsAsync(next, former));

        Assert.Equal(Day("2025-01-06").AddDays(replaced ? 200 : 100), Assert.Single(await RowsAsync(reporting), row => row.KnownTo is null).PlanSentOn);
    }

    [Fact]
    public async Task A_new_fact_stands_whatever_calendar_it_was_folded_by()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Birmingham, Plan("2025-01-06", 100)).At("2026.1", 5, "2029-12-31.0131.0"));

        Assert.Equal(1, await reporting.KnowsAsync(Case("A", Birmingham, Plan("2025-01-06", 200)).At("2026.1", 6, "2028-12-31.0123.a")));
    }

    [Fact]
    public async Task The_same_snapshot_again_changes_nothing()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var snapshot = Case("A", Birmingham, Plan("2025-01-06", 100));
        await reporting.KnowsAsync(snapshot);

        Assert.Equal(0, await reporting.KnowsAsync(snapshot, snapshot));
    }

    [Fact]
    public async Task Of_one_set_the_newest_snapshot_of_each_case_stands_wherever_it_is_in_the_set()
    {
        await using var reporting = await RunningReporting.StartAsync();

        var applied = await reporting.KnowsAsync(
            Case("A", Birmingham, Plan("2025-01-06", 102)).At("2026.1", 3),
            Case("A", Birmingham, Plan("2025-01-06", 101)).At("2026.1", 2),
            Case("A", Dudley, Plan("2025-01-06", 110)).At("2026.1", 1));

        Assert.Equal(2, applied);
        Assert.Equal([102, 110], (await RowsAsync(reporting)).Select(row => row.PlanSentOn!.Value.DayNumber - row.ReceivedOn!.Value.DayNumber));
    }

    [Fact]
    public async Task Every_field_of_the_known_history_is_kept()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var known = new KnownRequest(
            "7", Instant("2026-01-05T10:00:00.123456Z"), Instant("2026-02-05T10:00:00Z"), Day("2026-01-02"), true, Day("2026-02-02"), "assess",
            Day("2026-03-02"), "not-issue", Day("2026-04-02"), Day("2026-05-02"), "withdrawn", true, "because",
            ["health", "school"], true, Day("2026-03-20"), "North", "Aston", "ASD", AfterMediationOrTribunal: true);
        await reporting.KnowsAsync(Case("A", Birmingham, known));

        var row = Assert.Single(await RowsAsync(reporting));

        Assert.Equivalent(known, row, strict: true);
    }

    [Fact]
    public async Task A_newer_snapshot_writes_only_the_spans_that_differ_and_forgets_those_that_are_gone()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var first = Request("2025-01-06") with { KnownTo = Instant("2025-02-01T00:00:00Z") };
        var second = first with { KnownFrom = Instant("2025-02-01T00:00:00Z"), KnownTo = null, AssessmentDecision = "assess" };
        var other = Request("2025-03-03", "2");
        await reporting.KnowsAsync(Case("A", Birmingham, first, second, other).At("2026.1", 2));
        var before = await PlacesAsync(reporting);

        await reporting.KnowsAsync(Case("A", Birmingham,
            first, second with { KnownTo = Instant("2025-06-01T00:00:00Z") },
                second with { KnownFrom = Instant("2025-06-01T00:00:00Z"), IssueDecision = "issue" }).At("2026.1", 3));

        var after = await PlacesAsync(reporting);
        Assert.Equal(before[("1", first.KnownFrom)], after[("1", first.KnownFrom)]);
        Assert.NotEqual(before[("1", second.KnownFrom)], after[("1", second.KnownFrom)]);
        Assert.Equal(3, after.Count);
        Assert.DoesNotContain(after.Keys, key => key.RequestId == "2");
    }

    [Fact]
    public async Task Any_order_any_repetition_and_eight_consumers_give_the_same_rows()
    {
        var token = TestContext.Current.CancellationToken;
        var versions = Enumerable.Range(1, 12).SelectMany(facts => Enumerable.Range(0, 40).Select(number =>
            Case($"C-{number:00}", number % 2 == 0 ? Birmingham : Dudley, History(number, facts)).At("2026.1", facts))).ToList();
        await using var inOrder = await RunningReporting.StartAsync();
        foreach (var snapshot in versions)
        {
            await inOrder.KnowsAsync(snapshot);
        }

        await using var shuffled = await RunningReporting.StartAsync();
        var sets = Enumerable.Range(0, 8).Select(consumer => Shuffle(versions, consumer).Chunk(25).ToList()).ToList();
        await Parallel.ForEachAsync(sets, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = token }, async (mine, cancellationToken) =>
        {
            foreach (var set in mine)
            {
                await shuffled.Projection.ApplyAsync(set, cancellationToken);
            }
        });

        Assert.Equivalent(await RowsAsync(inOrder), await RowsAsync(shuffled), strict: true);
        Assert.Equal(40, await BodiesAsync(shuffled));
        TestContext.Current.TestOutputHelper?.WriteLine($"{versions.Count * 8} snapshots by 8 consumers");
    }

    private static IEnumerable<KnownRequest> History(int number, int facts)
    {
        // Of odd cases every other version knows one span fewer than the one before: rows must go as well as come.
        var spans = number % 2 == 1 && facts % 2 == 0 ? facts - 1 : facts;
        for (var span = 0; span < spans; span++)
        {
            yield return Request("2025-01-06") with
            {
                KnownFrom = Instant("2025-01-06T00:00:00Z").AddDays(span),
                KnownTo = span == spans - 1 ? null : Instant("2025-01-06T00:00:00Z").AddDays(span + 1),
                Team = $"Team {facts}",
                AwaitedAdvice = span % 3 == 0 ? ["health"] : null,
            };
        }
    }

    private static List<CaseSnapshot> Shuffle(List<CaseSnapshot> snapshots, int seed)
    {
        var shuffled = snapshots.ToArray();
        new Random(seed).Shuffle(shuffled);
        return [.. shuffled];
    }

    private static Task<List<KnownRequest>> RowsAsync(RunningReporting reporting) => KnownRows.ReadAsync(reporting);

    private static async Task<int> BodiesAsync(RunningReporting reporting)
    {
        await using var scope = reporting.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReportingDbContext>()
            .Snapshots.CountAsync(row => row.Facts == 12, TestContext.Current.CancellationToken);
    }

    // Where each row is in the table: a row that is written moves.
    private static async Task<Dictionary<(string RequestId, DateTimeOffset KnownFrom), string>> PlacesAsync(RunningReporting reporting)
    {
        await using var command = reporting.Database.CreateCommand("select request_id, known_from, ctid::text || xmin::text from known_request");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var places = new Dictionary<(string, DateTimeOffset), string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            places.Add((reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1)), reader.GetString(2));
        }

        return places;
    }
}
