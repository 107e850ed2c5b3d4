using Ehcp.Contracts;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Known.Projections;

/// <summary>Any figure ever shown can be shown again, also when the rules have changed since. The new ones, 2026.2, take effect at noon of 25 May
/// 2026.</summary>
public sealed class FormerRulesTests
{
    private static readonly DateTimeOffset Before = RunningReporting.Noon.AddTicks(-10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_figure_of_before_stays_as_it_was_shown()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Birmingham, Plan("2025-01-06", 100)).At("2026.1", 1));

        await reporting.KnowsAsync(Case("A", Birmingham, Plan("2025-01-06", 200)).At("2026.2", 1));

        Assert.Equal((1, "2026.1"), await WithinAsync(reporting, Before));
        Assert.Equal((0, "2026.2"), await WithinAsync(reporting, RunningReporting.Noon));
        Assert.Equal((0, "2026.2"), await WithinAsync(reporting, at: null));
        Assert.Equal([(100, Recorded, RunningReporting.Noon), (200, RunningReporting.Noon, null)], await SpansAsync(reporting));
    }

    /// <summary>Whatever both rules say alike is one span: of a hundred thousand cases that new rules leave alone nothing is written.</summary>
    [Fact]
    public async Task What_new_rules_leave_alone_is_one_span()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var known = Case("A", Birmingham, Plan("2025-01-06", 100));
        await reporting.KnowsAsync(known.At("2026.1", 1));
        var changes = await ChangesAsync(reporting);

        await reporting.KnowsAsync(known.At("2026.2", 1));

        Assert.Equal([(100, Recorded, null)], await SpansAsync(reporting));
        Assert.Equal(changes, await ChangesAsync(reporting));
    }

    [Fact]
    public async Task Later_facts_change_only_what_is_known_since()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Birmingham, Plan("2025-01-06", 100)).At("2026.1", 1));
        await reporting.KnowsAsync(Case("A", Birmingham, Plan("2025-01-06", 200)).At("2026.2", 1));
        var later = RunningReporting.Noon.AddHours(1);
        reporting.Clock.Advance(TimeSpan.FromHours(2));

        var (old, now) = (Plan("2025-01-06", 200) with { KnownTo = later }, Plan("2025-01-06", 139) with { KnownFrom = later });
        await reporting.KnowsAsync(Case("A", Birmingham, old, now) with { Version = new("2026.2", 2), Facts = [Fact(Recorded), Fact(later)] });

        Assert.Equal([(100, Recorded, RunningReporting.Noon), (200, RunningReporting.Noon, later), (139, later, null)], await SpansAsync(reporting));
    }

    /// <summary>It lay in a queue while the rules changed: no former snapshot told it, but the ledger knew it.</summary>
    [Fact]
    public async Task A_fact_that_former_rules_never_read_is_known_from_when_it_was_recorded()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case("A", Birmingham, Request("2025-01-06")).At("2026.1", 1),
            Case("OTHER", Dudley, Request("2025-01-06")).At("2026.1", 1));
        await reporting.KnowsAsync(Case("OTHER", Dudley, Request("2025-01-06")).At("2026.2", 1)); // 2026.2 takes effect
        var recorded = RunningReporting.Noon.AddMinutes(-5);

        foreach (var again in new[] { 2, 3 })
        {
            var told = Case("A", Birmingham, Request("2025-01-06") with { KnownTo = recorded },
                Plan("2025-01-06", 90) with { KnownFrom = recorded, Team = $"Team {again}" });
            await reporting.KnowsAsync(told with { Version = new("2026.2", again), Facts = [Fact(Recorded), Fact(recorded)] });
        }

        Assert.Equal((0, "2026.1"), await WithinAsync(reporting, recorded.AddTicks(-10)));
        Assert.Equal((1, "2026.1"), await WithinAsync(reporting, recorded));
        Assert.Equal([(-1, Recorded, recorded), (90, recorded, null)], await SpansAsync(reporting));
    }

    [Fact]
    public async Task A_case_that_is_new_under_new_rules_is_known_from_its_first_fact()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("OTHER", Dudley, Request("2025-01-06")).At("2026.1", 1));
        await reporting.KnowsAsync(Case("OTHER", Dudley, Request("2025-01-06")).At("2026.2", 1));

        await reporting.KnowsAsync(Case("A", Birmingham, Plan("2025-01-06", 100)).At("2026.2", 1));

        Assert.Equal([(100, Recorded, null)], await SpansAsync(reporting));
    }

    [Fact]
    public async Task The_changes_name_the_rules()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Birmingham, Plan("2025-01-06", 100)).At("2026.1", 1), Case("B", Birmingham, Plan("2025-01-06", 100))
            .At("2026.1", 1));
        await reporting.KnowsAsync(Case("A", Birmingham, Plan("2025-01-06", 200)).At("2026.2", 1), Case("B", Birmingham, Plan("2025-01-06", 100))
            .At("2026.2", 1));
        reporting.Clock.Advance(TimeSpan.FromHours(1));

        var changed = Assert.Single((await reporting.GetAsync("/v1/rates/changes?from=2026-05-25T12:00:00Z")).GetProperty("requests").EnumerateArray());

        Assert.Equal(("A", "2026.2", 0), (changed.GetProperty("caseReference").GetString(), changed.GetProperty("rules")
            .GetString(), changed.GetProperty("facts").GetArrayLength()));
        Assert.Equal("within-twenty-weeks", changed.GetProperty("before").GetProperty("outcome").GetString());
        Assert.Empty((await reporting.GetAsync("/v1/rates/changes?from=2026-05-25T12:45:00Z")).GetProperty("requests").EnumerateArray());
    }

    /// <summary>Three releases over cases whose facts and outcomes are made up: as of every instant the answer of then, and the sums are those of a
    /// recount.</summary>
    [Fact]
    public async Task Whatever_the_rules_say_next_every_former_answer_can_be_shown_again()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var random = new Random(7);
        var recorded = Enumerable.Range(0, 30).Select(_ => new List<DateTimeOffset> { Recorded }).ToList();
        var shown = new List<(DateTimeOffset At, string Figures)>();
        foreach (var rules in new[] { "2026.1", "2026.2", "2027.1" })
        {
            for (var round = 0; round < 4; round++)
            {
                reporting.Clock.Advance(TimeSpan.FromMinutes(7));
                var now = reporting.Clock.GetUtcNow();
                await reporting.KnowsAsync(recorded.Index().Where(one => round == 0 || random.Next(3) == 0).Select(one => Told(one.Index, rules, now))
                    .ToList());
                reporting.Clock.Advance(TimeSpan.FromMinutes(1));
                shown.Add((reporting.Clock.GetUtcNow(), await FiguresAsync(reporting, asOf: null)));
            }
        }

        await reporting.Sums.RunAsync(Stop);
        foreach (var (at, figures) in shown)
        {
            Assert.Equal(figures, await FiguresAsync(reporting, at));
        }

        Assert.True(shown.Select(one => one.Figures).Distinct().Count() > 8);
        var summed = await FiguresAsync(reporting, asOf: null);
        await reporting.Sums.RecountAsync(Stop);
        Assert.Equal(summed, await FiguresAsync(reporting, asOf: null));
        Assert.Equal(shown[0].Figures, await FiguresAsync(reporting, shown[0].At));

        // Each release reads the same facts otherwise.
        CaseSnapshot Told(int number, string release, DateTimeOffset now)
        {
            recorded[number].Add(now.AddSeconds(-20));
            var history = recorded[number].Index()
                .Select(one => Plan("2025-01-06", 120 + (((number * 7) + (one.Index * 11) + release[^1] + release[3]) % 40)) with
                {
                    KnownFrom = one.Item,
                    KnownTo = one.Index + 1 < recorded[number].Count ? recorded[number][one.Index + 1] : null,
                });
            return Case($"C-{number:00}", Birmingham, history) with
            {
                Version = new(release, recorded[number].Count),
                Facts = [.. recorded[number].Select(Fact)]
            };
        }
    }

    private static DateTimeOffset Recorded => Instant("2024-01-02T09:00:00Z");

    private static async Task<string> FiguresAsync(RunningReporting reporting, DateTimeOffset? asOf) =>
        (await reporting.GetAsync($"/v1/rates?authority=330&groupBy=month{(asOf is { } at ? $"&asOf={at.UtcDateTime:O}" : "")}")).GetProperty("rows")
            .GetRawText();

    private static async Task<(int Within, string? Rules)> WithinAsync(RunningReporting reporting, DateTimeOffset? at)
    {
        var answer = await reporting.GetAsync($"/v1/rates?authority=330{(at is { } asOf ? $"&asOf={asOf.UtcDateTime:O}" : "")}");
        return (answer.GetProperty("rows")[0].GetProperty("withinTwentyWeeks").GetInt32(), answer.GetProperty("rules").GetString());
    }

    // Days to the plan, or -1.
    private static async Task<List<(int Days, DateTimeOffset From, DateTimeOffset? To)>> SpansAsync(RunningReporting reporting)
    {
        var rows = await KnownRows.ReadAsync(reporting, "case_reference = 'A'");
        return rows.ConvertAll(row => (row.PlanSentOn is { } sent ? sent.DayNumber - row.ReceivedOn!.Value.DayNumber : -1, row.KnownFrom, row.KnownTo));
    }

    private static async Task<long> ChangesAsync(RunningReporting reporting)
    {
        await using var command = reporting.Database.CreateCommand("select (select count(*) from figure_change_new) + (select count(*) from figure_change)");
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }
}
