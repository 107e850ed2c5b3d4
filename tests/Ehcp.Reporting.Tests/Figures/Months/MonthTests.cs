using System.Text.Json;
using CsCheck;
using Ehcp.Contracts;
using Ehcp.Reporting.Figures.Months;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Months;

/// <summary>Every figure of a month against a statement written by hand, over made-up cases; and the change beside it.</summary>
public sealed class MonthTests
{
    // Now is the one span that is known, so each statement is the definition and nothing else. {0} is the month's condition on the day, {1} the group.
    private static readonly Dictionary<string, string> ByHand = new(StringComparer.Ordinal)
    {
        ["plans-in-time-excluding-exemptions"] = """
            select {1}, count(*) filter (where received_on_usable and plan_sent_on - received_on <= 140), count(*)
            from known_request where plan_sent_on {0} and not exemption_claimed group by 1
            """,
        ["plans-in-time"] = """
            select {1}, count(*) filter (where received_on_usable and plan_sent_on - received_on <= 140), count(*) from known_request where plan_sent_on {0} group by 1
            """,
        ["mean-weeks-excluding-exemptions"] = """
            select {1}, avg(plan_sent_on - received_on) filter (where received_on_usable) / 7, null::int from known_request
            where plan_sent_on {0} and not exemption_claimed group by 1
            """,
        ["mean-weeks"] = """
            select {1}, avg(plan_sent_on - received_on) filter (where received_on_usable) / 7, null::int from known_request where plan_sent_on {0} group by 1
            """,
        ["requests-received"] = "select {1}, count(*), null::int from known_request where received_on {0} group by 1",
        ["decisions-to-assess"] = """
            select {1}, count(*) filter (where received_on_usable and assessment_decided_on - received_on between 0 and 42), count(*)
            from known_request where assessment_decided_on {0} group by 1
            """,
        ["requests-decided"] = """
            select {1}, count(*) filter (where received_on_usable and assessment_decided_on - received_on between 0 and 42),
                   count(*) filter (where received_on_usable and (assessment_decided_on >= received_on
                     or (assessment_decided_on is null and assessment_decision is null and plan_sent_on is null and closed_on is null
                         and coalesce(issue_decision, '') <> 'not-issue' and received_on + 42 < date '2026-05-25')))
            from known_request where received_on {0} group by 1
            """,
        ["refusals-to-issue"] = """
            select {1}, count(*) filter (where received_on_usable and issue_decided_on - received_on between 0 and 112), count(*)
            from known_request where issue_decided_on {0} and issue_decision = 'not-issue' group by 1
            """,
    };

    private static readonly Gen<KnownRequest> Known = Gen.Select(
        Gen.Select(Gen.Int[0, 560], Gen.Int[0, 9], Gen.Bool), Gen.Int[-1, 90], Gen.Int[0, 2], Gen.Int[-1, 160], Gen.Int[-200, 420], Gen.Int[0, 3])
        .Select((request, decided, decision, issued, plan, team) =>
        {
            var receivedOn = Day("2025-01-01").AddDays(request.Item1);
            return new KnownRequest(
                "1", Instant("2026-01-01T00:00:00Z"), null, receivedOn, request.Item2 > 0,
                decision == 0 || decided < 0 ? null : receivedOn.AddDays(decided), decision switch { 0 => null, 1 => "assess", _ => "refuse" },
                issued < 100 ? null : receivedOn.AddDays(issued), issued < 100 ? null : "not-issue",
                plan < 0 ? null : receivedOn.AddDays(plan), null, null, request.Item3,
                Team: team == 0 ? null : $"Team {team}", Area: team == 1 ? "East" : null, PrimaryNeed: team > 1 ? "ASD" : "SEMH");
        });

    [Theory]
    [InlineData("", "'all'")]
    [InlineData("team", "coalesce(team, 'not-recorded')")]
    [InlineData("area", "coalesce(area, 'not-recorded')")]
    [InlineData("need", "coalesce(primary_need, 'not-recorded')")]
    [InlineData("authority", "authority")]
    public async Task Every_figure_is_what_a_statement_by_hand_counts(string groupBy, string group)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await Gen.Select(Known.Array[1, 60], Gen.Int[0, 10]).SampleAsync(async (requests, back) =>
        {
            await reporting.ForgetAsync(TestContext.Current.CancellationToken);
            await reporting.KnowsAsync(requests.Select((request, index) => Case($"C-{index}", index % 3 == 0 ? Dudley : Birmingham, request)));
            if (back % 2 == 0)
            {
                await reporting.Sums.RunAsync(TestContext.Current.CancellationToken);
            }

            var month = Day("2026-04-01").AddMonths(-back);
            var answer = await reporting.GetAsync($"/v1/measures?month={month:yyyy-MM-dd}&groupBy={groupBy}");
            foreach (var (figure, sql) in ByHand)
            {
                foreach (var (which, first) in new[] { ("now", month), ("monthBefore", month.AddMonths(-1)), ("yearBefore", month.AddYears(-1)) })
                {
                    var between = $"between date '{first:yyyy-MM-dd}' and date '{first.AddMonths(1).AddDays(-1):yyyy-MM-dd}'";
                    Assert.Equal(
                        await CountedAsync(reporting, sql.Replace("{0}", between, StringComparison.Ordinal).Replace("{1}", group, StringComparison.Ordinal)),
                        Told(answer, figure, which));
                }
            }
        }, iter: 12, threads: 1);
    }

    [Fact]
    public async Task The_change_is_beside_each_figure()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case(PlanSent("2026-04-10")), Case(Plan("2025-11-01", 160)), // both in April: one of two in time
            Case(PlanSent("2026-03-10")),
            Case(Plan("2024-11-01", 170)));

        var row = Row(await reporting.GetAsync("/v1/measures"), "plans-in-time");

        Assert.Equal((0.5, -0.5, 0.5),
            (row.GetProperty("now").GetProperty("value").GetDouble(), row.GetProperty("change").GetDouble(), row.GetProperty("changeOverYear").GetDouble()));
        Assert.Equal(JsonValueKind.Null, Row(await reporting.GetAsync("/v1/measures?month=2025-12-01"), "plans-in-time").GetProperty("change").ValueKind);
    }

    [Fact]
    public async Task As_known_then_nothing_later_is_in_it()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(PlanSent("2026-04-10") with { KnownFrom = Instant("2026-05-02T09:00:00Z") }));

        var then = await reporting.GetAsync("/v1/measures?month=2026-04-01&asOf=2026-05-02T08:59:59Z");

        Assert.Equal(JsonValueKind.Null, Row(then, "plans-in-time").GetProperty("now").GetProperty("value").ValueKind);
        Assert.Equal(1, Row(await reporting.GetAsync("/v1/measures?month=2026-04-30"), "plans-in-time").GetProperty("now").GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task As_a_file_it_has_a_line_for_each_figure_and_group()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case(PlanSent("2026-04-10") with { Team = "North" }), Case(Plan("2025-11-01", 165) with { Team = "North" }),
            Case(Plan("2025-11-01", 160) with { Team = "South" }));
        using var client = reporting.Client();

        var lines = (await client.GetStringAsync(new Uri("/v1/measures?format=csv&groupBy=team", UriKind.Relative), TestContext.Current.CancellationToken))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains(
            "plans-in-time,\"Plans sent within 20 weeks, with exemptions\",per cent,plans-issued,Team,North,2026-04,50.0,1,2,2026-03,z,0,0,2025-04,z,0,0", lines);
        Assert.Contains(lines, line => line.StartsWith("mean-weeks,", StringComparison.Ordinal) && line.Contains(",South,2026-04,22.9,z,z,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_month_that_has_not_begun_is_refused_by_name()
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var client = reporting.Client();
        using var answer = await client.GetAsync(new Uri("/v1/measures?month=2026-06-01", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"month\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_measure_of_the_catalogue_has_a_figure() =>
        Assert.Equal(
            Reporting.Measures.Measure.All.Select(measure => measure.Code).Order(),
            MonthFigure.All.Select(figure => figure.Measure.Code).Distinct().Order());

    private static JsonElement Row(JsonElement answer, string figure) => Assert.Single(Rows(answer, figure));

    private static JsonElement.ArrayEnumerator Rows(JsonElement answer, string figure) => answer.GetProperty("figures").EnumerateArray()
        .Single(one => one.GetProperty("figure").GetString() == figure).GetProperty("rows").EnumerateArray();

    private static SortedDictionary<string, (double? Part, int? Whole)> Told(JsonElement answer, string figure, string which)
    {
        var told = new SortedDictionary<string, (double? Part, int? Whole)>(StringComparer.Ordinal);
        foreach (var row in Rows(answer, figure))
        {
            var value = row.GetProperty(which);
            var part = value.TryGetProperty("part", out var counted) ? counted : value.GetProperty("value");
            var whole = value.TryGetProperty("whole", out var all) ? all.GetInt32() : (int?)null;
            if ((part.ValueKind == JsonValueKind.Number && part.GetDouble() != 0) || whole > 0)
            {
                told[row.GetProperty("group").GetString()!] = (part.ValueKind == JsonValueKind.Number ? Math.Round(part.GetDouble(), 9) : null, whole);
            }
        }

        return told;
    }

    private static async Task<SortedDictionary<string, (double? Part, int? Whole)>> CountedAsync(RunningReporting reporting, string sql)
    {
        await using var command = reporting.Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var counted = new SortedDictionary<string, (double? Part, int? Whole)>(StringComparer.Ordinal);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var part = reader.IsDBNull(1) ? (double?)null : Math.Round(Convert.ToDouble(reader.GetValue(1), null), 9);
            var whole = reader.IsDBNull(2) ? (int?)null : Convert.ToInt32(reader.GetValue(2), null);
            if ((part ?? 0) != 0 || whole > 0)
            {
                counted[reader.GetString(0)] = (part, whole);
            }
        }

        return counted;
    }
}
