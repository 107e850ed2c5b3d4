using CsCheck;
using Ehcp.Contracts;
using Ehcp.Reporting.Sums;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Sums;

/// <summary>The sums are kept by what changes; whatever came in, in whichever order, they are what a count of every row by the database alone gives.</summary>
public sealed class SumsTests
{
    private static readonly string[] Cells = ["figure_sum", "figure_known_sum"];

    private static readonly Gen<DateOnly?> SomeDay = Gen.Int[-60, 900].Select(day => day < 0 ? null : (DateOnly?)Day("2024-01-01").AddDays(day));

    private static readonly Gen<string?> SomeName = OneOf("North", "South", "not-recorded", null);

    // Who held it before: nobody, one authority, or two.
    private static readonly Gen<IReadOnlyList<FormerHolder>?> Holders = Gen.Int[0, 900].Array[0, 2].Select(days => days.Length == 0 ? null
        : (IReadOnlyList<FormerHolder>?)
        [
            .. days.Order().Select((day, index) => new FormerHolder(index == 0 ? "E10000006" : Dudley, Day("2024-01-01").AddDays(day))),
        ]);

    private static readonly Gen<KnownRequest> Known = Gen.Select(
        Gen.Select(SomeDay, Gen.Bool, SomeDay, SomeDay), OneOf("assess", "refuse", null), OneOf("issue", "not-issue", null),
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool), Gen.Select(SomeName, SomeName, SomeName, Holders))
        .Select((days, assessment, issue, flags, names) => new KnownRequest(
            "1", default, null, days.Item1, days.Item2 && days.Item1 is not null, days.Item4, assessment, days.Item3, issue, days.Item3, days.Item4, null,
                flags.Item1,
            flags.Item2 ? "Two dates." : null, Team: names.Item1, Area: names.Item2, PrimaryNeed: names.Item3, AfterMediationOrTribunal: flags.Item3,
            HeldBefore: names.Item4));

    // A retraction leaves fewer spans or none, a second request more; a snapshot tells the whole history anew.
    private static readonly Gen<KnownRequest[]> History = Gen.Select(Known.Array[0, 5], Gen.Int[1, 2])
        .Select((spans, requests) => spans.Select((known, index) => known with
        {
            RequestId = $"{(index % requests) + 1}",
            KnownFrom = Instant("2026-01-10T00:00:00Z").AddDays(9 * index),
            KnownTo = index >= spans.Length - requests ? null : Instant("2026-01-10T00:00:00Z").AddDays(9 * (index + requests)),
        }).ToArray());

    private static readonly Gen<KnownReview[]> Reviews = Gen.Select(Gen.Select(SomeDay, Gen.Bool), Gen.Select(SomeDay, SomeDay), SomeName, Holders)
        .Select((held, told, team, holders) => new KnownReview(
        "1", default, null, held.Item1, held.Item2 && held.Item1 is not null, told.Item1, told.Item1 is null ? null : "amend", told.Item2, team,
            HeldBefore: holders))
            .Array[0, 3].Select(spans => spans.Select((known, index) => known with
            {
                KnownFrom = Instant("2026-01-10T00:00:00Z").AddDays(9 * index),
                KnownTo = index == spans.Length - 1 ? null : Instant("2026-01-10T00:00:00Z").AddDays(9 * (index + 1)),
            }).ToArray());

    private static readonly Gen<CaseSnapshot> Snapshot = Gen.Select(Gen.Int[0, 7], Gen.Int[1, 6], History, Reviews).Select((number, facts, history, reviews) =>
        (Case($"C-{number}", number % 2 == 0 ? Birmingham : Dudley, history) with
        {
            Reviews = reviews.Length == 0 ? null : reviews,
            Facts = [Fact(Instant("2024-01-02T09:00:00Z")), .. Transfers(facts)],
            Deadlines = [new("phase-transfer", "p", "phase-transfer-2014", "phase-transfer-due", LastDay: Day("2024-02-15").AddDays(50 * facts))],
        }).At("2026.1", facts));

    // Duties are read from facts: what was due as known at each of them is another day.
    private static IEnumerable<SnapshotFact> Transfers(int facts) => Enumerable.Range(1, facts).Select(number =>
        new SnapshotFact("tests", $"t-{number}", Instant("2026-01-05T00:00:00Z").AddDays(11 * number), Instant("2026-01-05T00:00:00Z").AddDays(11 * number),
            new PhaseTransferDue(2024 + (number % 3), TransferPhase.Other)));

    [Fact]
    public async Task After_any_snapshots_in_any_order_the_sums_are_what_a_recount_gives()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await Gen.Select(Snapshot.Array[1, 30], Gen.Int[1, 6]).SampleAsync(async (snapshots, size) =>
        {
            await reporting.ForgetAsync(TestContext.Current.CancellationToken);
            foreach (var set in snapshots.Chunk(size))
            {
                await reporting.KnowsAsync(set);
                await reporting.KnowsAsync(set);
                if (set.Length % 2 == 0)
                {
                    await reporting.Sums.RunAsync(TestContext.Current.CancellationToken);
                }
            }

            await reporting.Sums.RunAsync(TestContext.Current.CancellationToken);
            await AgreeWithARecountAsync(reporting);
        }, iter: 60, threads: 1);
    }

    [Fact]
    public async Task Eight_consumers_and_two_that_sum_at_once_lose_and_double_nothing()
    {
        var token = TestContext.Current.CancellationToken;
        await using var reporting = await RunningReporting.StartAsync();
        await Snapshot.Array[400].SampleAsync(async snapshots => await AtOnceAsync(reporting, [.. snapshots.Chunk(25)], token), iter: 3, threads: 1);
    }

    [Fact]
    public async Task A_change_that_is_not_summed_yet_is_in_the_figure_all_the_same()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Birmingham, Plan("2025-01-06", 100)));
        Assert.True(await reporting.Sums.RunAsync(TestContext.Current.CancellationToken) > 0);
        await reporting.KnowsAsync(Case("A", Birmingham, Plan("2025-01-06", 141)).At("2026.1", 2), Case("B", Birmingham, Plan("2025-01-06", 140)));

        var row = Assert.Single((await reporting.GetAsync("/v1/rates?groupBy=authority")).GetProperty("rows").EnumerateArray());

        Assert.Equal((2, 1), (row.GetProperty("plansIssued").GetInt32(), row.GetProperty("withinTwentyWeeks").GetInt32()));
        Assert.True(await reporting.Sums.RunAsync(TestContext.Current.CancellationToken) > 0);
        Assert.Equal(0, await reporting.Sums.RunAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("2025-01-01", "2025-12-31", null, "2025-01-01..2026-01-01", "", "")]
    [InlineData("2023-02-15", "2025-12-30", null, "2024-01-01..2025-01-01", "2023-03-01..2024-01-01 2025-01-01..2025-12-01",
        "2023-02-15..2023-03-01 2025-12-01..2025-12-31")]
    [InlineData("2025-01-15", "2025-02-10", null, "", "", "2025-01-15..2025-02-11")]
    [InlineData("2025-01-15", "2025-01-15", null, "", "", "2025-01-15..2025-01-16")]
    [InlineData("2025-01-01", "2025-01-31", null, "", "2025-01-01..2025-02-01", "")]
    [InlineData(null, "2025-01-30", null, "0001-01-01..2025-01-01", "", "2025-01-01..2025-01-31")]
    [InlineData("2025-01-31", null, null, "2026-01-01..9999-12-31", "2025-02-01..2026-01-01", "2025-01-31..2025-02-01")]
    [InlineData(null, null, "2025-03-17", "0001-01-01..2025-01-01 2026-01-01..9999-12-31", "2025-01-01..2025-03-01 2025-04-01..2026-01-01",
        "2025-03-01..2025-04-01")]
    [InlineData(null, null, "2025-03-01", "0001-01-01..2025-01-01 2026-01-01..9999-12-31", "2025-01-01..2026-01-01", "")] // all of March is after it
    [InlineData(null, null, "2025-01-01", "0001-01-01..9999-12-31", "", "")]
    [InlineData("2025-03-05", null, "2025-03-17", "2026-01-01..9999-12-31", "2025-04-01..2026-01-01", "2025-03-05..2025-04-01")] // counted by the day already
    public void A_period_is_whole_years_whole_months_and_the_days_around_them(string? from, string? to, string? cut, string years, string months, string days)
    {
        var period = Period.Of(Maybe(from), Maybe(to), byYear: true, Maybe(cut));

        Assert.Equal((years, months, days), (Told(period.Years), Told(period.Months), Told(period.Days)));
        Assert.Empty(Period.Of(Maybe(from), Maybe(to), byYear: false, Maybe(cut)).Years);

        static DateOnly? Maybe(string? day) => day is null ? null : Day(day);

        static string Told(IEnumerable<DayRange> ranges) => string.Join(' ', ranges.Select(range => $"{range.First:yyyy-MM-dd}..{range.End:yyyy-MM-dd}"));
    }

    private static async Task AtOnceAsync(RunningReporting reporting, List<CaseSnapshot[]> sets, CancellationToken token)
    {
        await reporting.ForgetAsync(token);
        await Parallel.ForEachAsync(Enumerable.Range(0, 10), new ParallelOptions { MaxDegreeOfParallelism = 10, CancellationToken = token },
            async (consumer, cancellationToken) =>
        {
            foreach (var set in consumer < 8 ? sets.Skip(consumer).Concat(sets.Take(consumer)) : [])
            {
                await reporting.Projection.ApplyAsync(set, cancellationToken);
            }

            for (var round = 0; consumer >= 8 && round < 20; round++)
            {
                await reporting.Sums.RunAsync(cancellationToken);
            }
        });

        await reporting.Sums.RunAsync(token);
        await AgreeWithARecountAsync(reporting);
    }

    private static async Task AgreeWithARecountAsync(RunningReporting reporting)
    {
        var kept = await CellsAsync(reporting);
        await reporting.Sums.RecountAsync(TestContext.Current.CancellationToken);
        Assert.Equal(await CellsAsync(reporting), kept);
    }

    private static Gen<string?> OneOf(params string?[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    // A cell that came to nothing is as good as none.
    private static async Task<List<string>> CellsAsync(RunningReporting reporting)
    {
        var cells = new List<string>();
        foreach (var table in Cells)
        {
            await using var command = reporting.Database.CreateCommand(
                $"select '{table} ' || c::text from {table} c where {string.Join(" or ", Enumerable.Range(0, 16).Select(slot => $"n{slot} <> 0 or d{slot / 4} <> 0"))} order by 1");
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                cells.Add(reader.GetString(0));
            }
        }

        return cells;
    }
}
