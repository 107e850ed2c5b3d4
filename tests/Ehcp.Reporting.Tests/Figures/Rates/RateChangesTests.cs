using System.Net;
using System.Text.Json;
using Ehcp.Contracts;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Rates;

public sealed class RateChangesTests
{
    private static readonly DateTimeOffset Reported = Instant("2026-02-01T09:00:00Z");
    private static readonly DateTimeOffset Later = Instant("2026-03-01T09:00:00Z");

    [Fact]
    public async Task A_figure_that_differs_is_explained_case_by_case()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var inTime = Plan("2025-02-10", 140) with { KnownFrom = Reported.AddDays(-9), KnownTo = Later };
        await reporting.KnowsAsync(
            Told(Case("CORRECTED", Birmingham, inTime, inTime with { KnownFrom = Later, KnownTo = null, ReceivedOn = Day("2025-01-10") }),
                new RequestReceived(Day("2025-02-10")), new RequestReceived(Day("2025-01-10"))),
            Told(Case("LATE", Birmingham, Plan("2025-02-10", 100) with { KnownFrom = Later }), new RequestReceived(Day("2025-02-10")),
                new FinalPlanSent(Day("2025-05-21"))),
            Told(Case("RETRACTED", Birmingham, inTime), new FinalPlanSent(Day("2025-05-21")), new EventRetracted("f-1", Reason: RetractionReason.Duplicate)),
            Told(Case("SAME", Birmingham, inTime, inTime with { KnownFrom = Later, KnownTo = null, ClosedReason = "other" }),
                new FinalPlanSent(Day("2025-05-21")), new RequestReceived(Day("2025-01-10"))),
            Told(Case("ANOTHER-YEAR", Birmingham, Plan("2024-02-12", 100) with { KnownFrom = Later }), new RequestReceived(Day("2025-02-10")),
                new FinalPlanSent(Day("2025-05-21"))));

        var answer = await reporting.GetAsync("/v1/rates/changes?from=2026-02-01T09:00:00Z&periodFrom=2025-01-01&periodTo=2025-12-31");

        var changed = answer.GetProperty("requests").EnumerateArray().ToDictionary(request => request.GetProperty("caseReference").GetString()!);
        Assert.Equal(["CORRECTED", "LATE", "RETRACTED"], changed.Keys);
        Assert.Equal(("within-twenty-weeks", "to-fifty-two-weeks", "correction"), Change(changed["CORRECTED"]));
        Assert.Equal((null, "within-twenty-weeks", "new"), Change(changed["LATE"]));
        Assert.Equal(("within-twenty-weeks", null, "retraction"), Change(changed["RETRACTED"]));
        Assert.False(answer.TryGetProperty("next", out var next) && next.ValueKind != JsonValueKind.Null);
    }

    [Fact]
    public async Task The_changes_add_up_to_the_difference_of_the_two_figures()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var random = new Random(4);
        await reporting.KnowsAsync(Enumerable.Range(0, 200).Select(number =>
        {
            var before = Plan("2025-01-06", 100 + random.Next(80)) with
            {
                KnownFrom = Reported.AddDays(-random.Next(1, 9)),
                KnownTo = Later.AddDays(random.Next(9))
            };
            return Told(
                Case($"C-{number:000}", Birmingham, random.Next(3) switch
                {
                    0 => [before],
                    1 => [before with { KnownTo = null }],
                    _ =>
                    [before, before with { KnownFrom = before.KnownTo!.Value, KnownTo = null, PlanSentOn = Day("2025-05-20").AddDays(random.Next(20)) }]
                }),
                new RequestReceived(Day("2025-01-06")), new RequestReceived(Day("2025-01-06")));
        }));
        var (then, now) = (await FiguresAsync("&asOf=2026-02-01T09:00:00Z"), await FiguresAsync(""));

        var (issued, within, after, pages) = (0, 0, "", 0);
        do
        {
            var answer = await reporting.GetAsync($"/v1/rates/changes?from=2026-02-01T09:00:00Z&limit=7&after={after}");
            foreach (var request in answer.GetProperty("requests").EnumerateArray())
            {
                var (was, became, _) = Change(request);
                issued += (became is null ? 0 : 1) - (was is null ? 0 : 1);
                within += (became == "within-twenty-weeks" ? 1 : 0) - (was == "within-twenty-weeks" ? 1 : 0);
            }

            after = answer.TryGetProperty("next", out var next) ? next.GetString() : null;
            pages++;
        }
        while (after is not null);

        Assert.Equal((now.Issued - then.Issued, now.Within - then.Within), (issued, within));
        Assert.NotEqual((0, 0), (issued, within));
        Assert.True(pages > 5);

        async Task<(int Issued, int Within)> FiguresAsync(string more)
        {
            var row = Assert.Single((await reporting.GetAsync($"/v1/rates?authority=330{more}")).GetProperty("rows").EnumerateArray());
            return (row.GetProperty("plansIssued").GetInt32(), row.GetProperty("withinTwentyWeeks").GetInt32());
        }
    }

    [Theory]
    [InlineData("", "from")]
    [InlineData("from=2026-05-26T00:00:00Z", "from")]
    [InlineData("from=2026-03-01T00:00:00Z&to=2026-02-01T00:00:00Z", "from")]
    [InlineData("from=2026-03-01T00:00:00Z&to=yesterday", "to")]
    [InlineData("from=2026-03-01T00:00:00Z&limit=1001", "limit")]
    [InlineData("from=2026-03-01T00:00:00Z&after=somewhere", "after")]
    [InlineData("from=2026-03-01T00:00:00Z&periodFrom=2025-02-01&periodTo=2025-01-01", "periodFrom")]
    public async Task What_cannot_be_used_is_refused_by_name(string query, string parameter)
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var client = reporting.Client();

        using var answer = await client.GetAsync(new Uri($"/v1/rates/changes?{query}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(parameter, Assert.Single(problem.RootElement.GetProperty("errors").EnumerateArray()).GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task Cases_are_named_only_to_who_may_read_cases()
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var client = reporting.Client(RunningReporting.BirminghamKey);

        using var answer = await client.GetAsync(
            new Uri("/v1/rates/changes?from=2026-02-01T09:00:00Z", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static CaseSnapshot Told(CaseSnapshot snapshot, Fact early, Fact late) => snapshot with
    {
        Facts = [new("tests", "f-1", Reported.AddDays(-9), Reported.AddDays(-9), early), new("tests", "f-2", Later, Later, late)],
    };

    private static (string? Before, string? After, string? Why) Change(JsonElement request) => (
        Outcome(request.GetProperty("before")), Outcome(request.GetProperty("after")),
        Assert.Single(request.GetProperty("facts").EnumerateArray()).GetProperty("why").GetString());

    private static string? Outcome(JsonElement counted) => counted.ValueKind == JsonValueKind.Null ? null : counted.GetProperty("outcome").GetString();
}
