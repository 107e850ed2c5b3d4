using System.Text.Json;
using Ehcp.Contracts;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Rates;

/// <summary>Cumbria ended on 31 March 2023 and its open cases passed to Cumberland, as the Scheduler tells it. Its figures and Cumberland's add up.</summary>
public sealed class PassedOnTests
{
    private const string Cumbria = "E10000006";
    private const string Cumberland = "E06000063";

    private static readonly DateTimeOffset Vesting = Instant("2024-05-01T08:00:00Z");

    // Received in January 2023 and decided on in February.
    private static readonly KnownRequest Open = Request("2023-01-09") with
    {
        AssessmentDecision = "assess",
        AssessmentDecidedOn = Day("2023-02-10"),
        Team = "North",
    };

    private static readonly KnownRequest Done = PlanSent("2023-03-01");

    private static readonly FormerHolder[] Before = [new(Cumbria, Day("2023-03-31"))];

    [Fact]
    public async Task What_was_done_before_counts_for_the_old_council_and_what_is_open_for_the_new_one()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Cumbria, Open), Case("B", Cumbria, Open), Case("C", Cumbria, Done));
        var decisions = await RowsAsync(reporting, "basis=decisions-to-assess", "decisions");
        var plans = await RowsAsync(reporting, "", "plansIssued");
        Assert.Equal([$"{Cumbria} 2"], decisions);
        Assert.Equal([$"{Cumbria} 1"], plans);

        await PassAsync(reporting, "A", "B");
        await SumsAgreeAsync(reporting);

        Assert.Equal(decisions, await RowsAsync(reporting, "basis=decisions-to-assess", "decisions"));
        Assert.Equal(plans, await RowsAsync(reporting, "", "plansIssued"));
        Assert.Equal([$"{Cumberland} 2", $"{Cumbria} 1"], await RowsAsync(reporting, "basis=requests-received", "requests"));
        Assert.Equal((0, 2), (await OpenAsync(reporting, "909"), await OpenAsync(reporting, "942")));

        // As it was known before: everything was Cumbria's.
        Assert.Equal([$"{Cumbria} 3"], await RowsAsync(reporting, "basis=requests-received&asOf=2024-04-30T00:00:00Z", "requests"));
        const string Then = "&asOf=2024-04-30T00:00:00Z";
        Assert.Equal((2, 0), (await OpenAsync(reporting, "909", Then), await OpenAsync(reporting, "942", Then)));

        // From the first day on Cumberland's plans are its own.
        await reporting.KnowsAsync(New("A", 4, Open with { PlanSentOn = Day("2023-04-03"), IssueDecision = "issue", IssueDecidedOn = Day("2023-03-30") }));
        Assert.Equal([$"{Cumberland} 1", $"{Cumbria} 1"], await RowsAsync(reporting, "", "plansIssued"));
        Assert.Equal(decisions, await RowsAsync(reporting, "basis=decisions-to-assess", "decisions"));
        await SumsAgreeAsync(reporting);
    }

    [Fact]
    public async Task The_changes_that_explain_a_figure_know_of_it()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Cumbria, Open), Case("C", Cumbria, Done));
        await PassAsync(reporting, "A");

        Assert.Empty(await ChangesAsync(reporting, "decisions-to-assess"));
        Assert.Equal([$"{Cumberland} A  -> open", $"{Cumbria} A open -> "], await ChangesAsync(reporting, "requests-received"));
    }

    [Fact]
    public async Task They_know_of_every_reorganisation_that_a_case_went_through()
    {
        const string Last = "E06000064";
        var second = Vesting.AddDays(10);
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Cumbria, Open));
        await PassAsync(reporting, "A");
        await reporting.KnowsAsync(
            Case("A", Cumbria, Open with { KnownTo = Vesting }).At("2026.1", 4) with
            {
                Facts = [Fact(Vesting) with { Id = "passed-A", Fact = new CasePassedOn(Day("2023-03-31"), Cumberland) }],
                PassedTo = new(Last, "A"),
            },
            Case("A", Cumberland, Open with { KnownFrom = Vesting, KnownTo = second, HeldBefore = Before }).At("2026.1", 4) with
            {
                Facts = [Fact(second) with { Id = "passed-on-A", Fact = new CasePassedOn(Day("2024-03-31"), Last) }],
                PassedTo = new(Last, "A"),
            },
            Case("A", Last, Open with { KnownFrom = second, HeldBefore = [.. Before, new(Cumberland, Day("2024-03-31"))] }).At("2026.1", 4) with
            {
                CameFrom = [new(Cumbria, "A", Day("2023-03-31")), new(Cumberland, "A", Day("2024-03-31"))],
            });

        // What Cumbria decided counts for Cumbria before, between and after, wherever it is known.
        Assert.Empty(await ChangesAsync(reporting, "decisions-to-assess"));
        Assert.Empty(await ChangesAsync(reporting, "decisions-to-assess", Vesting.AddDays(1)));
        Assert.Equal([$"{Cumberland} A open -> ", $"{Last} A  -> open"], await ChangesAsync(reporting, "requests-received", Vesting.AddDays(1)));
        Assert.Equal([$"{Last} A  -> open", $"{Cumbria} A open -> "], await ChangesAsync(reporting, "requests-received"));
    }

    [Fact]
    public async Task A_corrected_last_day_of_the_old_council_moves_what_was_done_after_it()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Cumbria, Open));
        await PassAsync(reporting, "A");
        Assert.Equal([$"{Cumbria} 1"], await RowsAsync(reporting, "basis=decisions-to-assess", "decisions"));

        await reporting.KnowsAsync(Case("A", Cumberland, Open with { KnownFrom = Vesting, HeldBefore = [new(Cumbria, Day("2023-02-09"))] }).At("2026.1", 4));

        Assert.Equal([$"{Cumberland} 1"], await RowsAsync(reporting, "basis=decisions-to-assess", "decisions"));
        await SumsAgreeAsync(reporting);
    }

    [Fact]
    public async Task Taken_back_everything_is_as_it_was()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Cumbria, Open));
        await PassAsync(reporting, "A");
        var back = Vesting.AddDays(1);
        await reporting.KnowsAsync(
            Case("A", Cumbria, Open with { KnownTo = Vesting }, Open with { KnownFrom = back }).At("2026.1", 4),
            Case("A", Cumberland, Open with { KnownFrom = Vesting, KnownTo = back, HeldBefore = Before }).At("2026.1", 4) with
            {
                Facts = [],
                PassedTo = new(Cumbria, "A"),
            });

        Assert.Equal([$"{Cumbria} 1"], await RowsAsync(reporting, "basis=decisions-to-assess", "decisions"));
        Assert.Equal([$"{Cumbria} 1"], await RowsAsync(reporting, "basis=requests-received", "requests"));
        await SumsAgreeAsync(reporting);
    }

    [Fact]
    public async Task The_page_under_the_old_reference_says_where_the_case_is_and_the_other_where_it_was()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Cumbria, Open));
        await PassAsync(reporting, "A");
        using var client = reporting.Client();

        var old = await client.GetStringAsync(new Uri("/cases/909/A", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("This case passed to Cumberland.", old, StringComparison.Ordinal);
        Assert.Contains($"href=\"/cases/{Cumberland}/A\"", old, StringComparison.Ordinal);
        var now = await client.GetStringAsync(new Uri("/cases/942/A", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("Cumbria held it to 31 March 2023, as case A.", now, StringComparison.Ordinal);
    }

    private static Task<int> PassAsync(RunningReporting reporting, params string[] references) => reporting.KnowsAsync(references.SelectMany(
        reference => (CaseSnapshot[])
    [
        Case(reference, Cumbria, Open with { KnownTo = Vesting }).At("2026.1", 3) with
        {
            Facts = [Fact(Vesting) with { Id = $"passed-{reference}", Fact = new CasePassedOn(Day("2023-03-31"), Cumberland) }],
            PassedTo = new(Cumberland, reference),
        },
        New(reference, 3, Open),
    ]));

    private static CaseSnapshot New(string reference, int facts, KnownRequest known) =>
        Case(reference, Cumberland, known with { KnownFrom = Vesting, HeldBefore = Before }).At("2026.1", facts) with
        {
            CameFrom = [new(Cumbria, reference, Day("2023-03-31"))],
        };

    // Over all authorities as many as over each, and both as many as a recount of every row.
    private static async Task SumsAgreeAsync(RunningReporting reporting)
    {
        foreach (var (basis, field) in new[] { ("decisions-to-assess", "decisions"), ("requests-received", "requests"), ("plans-issued", "plansIssued") })
        {
            var kept = await RowsAsync(reporting, $"basis={basis}", field);
            var all = Assert.Single((await reporting.GetAsync($"/v1/rates?basis={basis}")).GetProperty("rows").EnumerateArray()).GetProperty(field).GetInt32();
            Assert.Equal(all, kept.Sum(row => int.Parse(row.Split(' ')[1], null)));
            await reporting.Sums.RunAsync(TestContext.Current.CancellationToken);
            Assert.Equal(kept, await RowsAsync(reporting, $"basis={basis}", field));
            await reporting.Sums.RecountAsync(TestContext.Current.CancellationToken);
            Assert.Equal(kept, await RowsAsync(reporting, $"basis={basis}", field));
        }
    }

    private static async Task<List<string>> RowsAsync(RunningReporting reporting, string query, string field) =>
    [
        .. (await reporting.GetAsync($"/v1/rates?groupBy=authority&{query}")).GetProperty("rows").EnumerateArray()
            .Where(row => row.GetProperty(field).GetInt32() > 0)
            .Select(row => $"{row.GetProperty("group").GetString()} {row.GetProperty(field).GetInt32()}").Order(StringComparer.Ordinal),
    ];

    private static async Task<int> OpenAsync(RunningReporting reporting, string authority, string more = "") =>
        (await reporting.GetAsync($"/v1/caseload?authority={authority}{more}")).GetProperty("open").GetInt32();

    private static async Task<List<string>> ChangesAsync(RunningReporting reporting, string basis, DateTimeOffset? from = null) =>
    [
        .. (await reporting.GetAsync($"/v1/rates/changes?basis={basis}&from={from ?? Vesting.AddDays(-1):yyyy-MM-dd'T'HH:mm:ss'Z'}"))
            .GetProperty("requests").EnumerateArray()
            .Select(one => $"{one.GetProperty("authority").GetString()} {one.GetProperty("caseReference").GetString()} "
                + $"{Outcome(one, "before")} -> {Outcome(one, "after")}")
            .Order(StringComparer.Ordinal),
    ];

    private static string? Outcome(JsonElement one, string when) =>
        one.TryGetProperty(when, out var counted) && counted.ValueKind == JsonValueKind.Object ? counted.GetProperty("outcome").GetString() : null;
}
