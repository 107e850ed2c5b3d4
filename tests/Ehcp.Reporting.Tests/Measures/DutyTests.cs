using CsCheck;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.TestKit;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Measures;

/// <summary>What is measured by the day it is due: as the law says it stands, and as it was known to stand.</summary>
public sealed class DutyTests
{
    private static readonly Gen<Fact> SomeFact = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 800], Gen.Int[0, 2]).Select((kind, days, id) => (Fact)(kind switch
    {
        0 => new PhaseTransferDue(2024 + id, TransferPhase.Other),
        1 => new FinalPlanSent(Day("2024-01-10").AddDays(days), PhaseTransferYear: 2024 + id),
        2 => new ReviewMeetingHeld(Day("2024-01-10").AddDays(days), ReviewId: $"r{id}"),
        3 => new ReviewDecided(ReviewDecision.Maintain, Day("2024-01-10").AddDays(days), $"r{id}", 2024 + id),
        4 => new ExemptionClaimed(
            $"x{id}", Ground.ExceptionalCircumstances, [Milestone.FinalPlan], DecidedOn: Day("2024-01-20").AddDays(days),
            FamilyToldOn: days % 2 == 0 ? Day("2024-01-21").AddDays(days) : null),
        _ => new CaseAssigned($"Team {id}"),
    }));

    private static readonly Gen<List<SnapshotFact>> Facts = SomeFact.Array[0, 9].Select(facts => facts
        .Prepend(new RequestReceived(Day("2024-01-02"))).Select((fact, index) => Recorded(fact, index, Instant("2025-01-01T09:00:00Z").AddDays(20 * index)))
        .ToList());

    [Theory]
    [InlineData("2026-02-14", "inTime")]
    [InlineData("2026-02-15", "late")] // it must be done before the fifteenth
    [InlineData(null, "openOverdue")]
    public async Task A_transfer_between_phases_is_in_time_before_the_day(string? on, string column)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Folded(
            "A", new PhaseTransferDue(2026, TransferPhase.Other), on is null ? null : new AmendedPlanSent(Day(on), PhaseTransferYear: 2026)));

        Assert.Equal(1, Number(await RowAsync(reporting, "basis=phase-transfers&from=2026-02-14&to=2026-02-14"), column));
    }

    [Theory]
    [InlineData("2026-01-09", "inTime")] // twelve months beginning with 10 January
    [InlineData("2026-01-10", "late")]
    [InlineData(null, "openOverdue")]
    public async Task A_review_is_completed_in_the_twelve_months_that_begin_with_the_day_of_the_plan(string? on, string column)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Folded(
            "A", new FinalPlanSent(Day("2025-01-10")), on is null ? null : new ReviewDecided(ReviewDecision.Maintain, Day(on), "r1")));

        var row = await RowAsync(reporting, "basis=annual-reviews&from=2026-01-09&to=2026-01-09");

        Assert.Equal((1, 1), (Number(row, column), Number(row, "due")));
    }

    [Fact]
    public async Task A_family_that_was_not_told_of_an_exemption_counts_against_the_rate()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Folded("A", Claimed("x1", null)), Folded("B", Claimed("x1", "2026-02-20")), Folded("C", Claimed("x1", "2026-02-02")));

        var row = await RowAsync(reporting, "basis=exemptions-told&from=2026-02-01&to=2026-02-28");

        Assert.Equal((3, 2, 1, 0, 2.0 / 3),
            (Number(row, "due"), Number(row, "inTime"), Number(row, "openOverdue"), Number(row, "late"), row.GetProperty("rate").GetDouble()));
    }

    [Fact]
    public async Task What_was_not_known_then_is_not_in_the_figure_of_then_and_the_changes_say_why()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Folded(
            "A", new PhaseTransferDue(2026, TransferPhase.Other), new AmendedPlanSent(Day("2026-02-10"), PhaseTransferYear: 2026)));
        var between = Instant("2025-01-21T10:00:00Z");

        Assert.Equal(1, Number(await RowAsync(reporting, $"basis=phase-transfers&asOf={between:O}".Replace("+", "%2B", StringComparison.Ordinal)), "openInTime"));
        Assert.Equal(0, Number(await RowAsync(reporting, "basis=phase-transfers&asOf=2025-01-20T00:00:00Z"), "due"));
        var changed = Assert.Single((await reporting.GetAsync("/v1/rates/changes?basis=phase-transfers&from=2025-01-21T10:00:00Z")).GetProperty("requests")
            .EnumerateArray());
        Assert.Equal(("open", "in-time"), (changed.GetProperty("before").GetProperty("outcome").GetString(), changed.GetProperty("after").GetProperty("outcome")
            .GetString()));
    }

    // Every span against a fold of its own, and the figures against a count by hand.
    [Fact]
    public async Task As_known_at_every_instant_the_rows_are_what_the_law_says_of_the_facts_recorded_by_then()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await Facts.Array[1, 6].SampleAsync(async cases =>
        {
            await reporting.ForgetAsync(TestContext.Current.CancellationToken);
            await reporting.KnowsAsync(cases.Select((facts, index) => Snapshot($"C-{index}", facts)));
            foreach (var at in cases.SelectMany(facts => facts.Select(fact => fact.RecordedAt)).Distinct())
            {
                var expected = cases.SelectMany((facts, index) => Standing($"C-{index}", [.. facts.Where(fact => fact.RecordedAt <= at)]));
                var rows = await reporting.Database.RowsAsync(
                    $"""
                    select case_reference, duty, due_on, coalesce(done_on::text, '-'), coalesce(team, '-') from known_duty
                    where known_from <= '{at:O}' and (known_to is null or known_to > '{at:O}')
                    """);
                Assert.Equal(expected.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
            }

            foreach (var basis in new[] { "annual-reviews", "phase-transfers", "exemptions-told" })
            {
                var duty = basis == "exemptions-told" ? basis[..9] + "-told" : basis[..^1];
                var row = await RowAsync(reporting, $"basis={basis}");
                var byHand = Assert.Single(await reporting.Database.RowsAsync(
                    $"""
                    select count(*), count(*) filter (where done_on <= due_on or (duty = 'exemption-told' and done_on is not null)),
                           count(*) filter (where done_on > due_on and duty <> 'exemption-told'),
                           count(*) filter (where done_on is null and closed_on is null and due_on < date '2026-05-25')
                    from known_duty where known_to is null and due_on is not null and duty = '{duty}'
                    """));
                Assert.Equal(byHand, $"({Number(row, "due")},{Number(row, "inTime")},{Number(row, "late")},{Number(row, "openOverdue")})");
            }
        }, iter: 25, threads: 1);
    }

    private static IEnumerable<string> Standing(string reference, List<SnapshotFact> facts)
    {
        var timeline = CaseTimeline.From(Law.Shipped, facts);
        var team = timeline.Description.Team ?? "-";
        foreach (var clock in timeline.Clocks.Where(clock => clock.Milestone is "annual-review" or "phase-transfer"))
        {
            yield return $"({reference},{clock.Milestone},{clock.LastDay:yyyy-MM-dd},{clock.EndedOn?.ToString("yyyy-MM-dd", null) ?? "-"},{Quoted(team)})";
        }

        var claims = timeline.Clocks.SelectMany(clock => clock.Exemptions ?? []).Where(claim => claim.Disapplies);
        foreach (var claim in claims.DistinctBy(claim => claim.ExemptionId))
        {
            yield return $"({reference},exemption-told,{claim.DecidedOn:yyyy-MM-dd},{claim.FamilyToldOn?.ToString("yyyy-MM-dd", null) ?? "-"},{Quoted(team)})";
        }

        static string Quoted(string text) => text.Contains(' ', StringComparison.Ordinal) ? $"\"{text}\"" : text;
    }

    private static ExemptionClaimed Claimed(string id, string? toldOn) => new(
        id, Ground.ExceptionalCircumstances, [Milestone.FinalPlan], DecidedOn: Day("2026-02-02"), FamilyToldOn: toldOn is null ? null : Day(toldOn));

    private static CaseSnapshot Folded(string reference, params Fact?[] facts) => Snapshot(reference,
        [.. facts.OfType<Fact>().Prepend(new RequestReceived(Day("2024-01-02")))
            .Select((fact, index) => Recorded(fact, index, Instant("2025-01-01T09:00:00Z").AddDays(20 * index)))]);

    private static SnapshotFact Recorded(Fact fact, int index, DateTimeOffset at) => new("tests", $"f-{index}", at, at, fact);

    private static CaseSnapshot Snapshot(string reference, List<SnapshotFact> facts)
    {
        var timeline = CaseTimeline.From(Law.Shipped, facts);
        return Case(reference, Birmingham) with { Facts = facts, Deadlines = timeline.Clocks, Team = timeline.Description.Team };
    }

    private static async Task<System.Text.Json.JsonElement> RowAsync(RunningReporting reporting, string query) =>
        Assert.Single((await reporting.GetAsync($"/v1/rates?{query}")).GetProperty("rows").EnumerateArray());

    private static int Number(System.Text.Json.JsonElement row, string name) => row.GetProperty(name).GetInt32();
}
