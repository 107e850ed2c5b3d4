using System.Text.Json;
using CsCheck;
using Ehcp.Contracts;
using Ehcp.Reporting.Tests.Figures.Rates;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Sums;

/// <summary>Every figure is counted again, in plain LINQ and by the definitions' words, over made-up cases.</summary>
public sealed class RecountTests
{
    private const int Caseloads = 30;

    private static readonly DateOnly First = Day("2023-01-01");

    private static readonly Gen<DateOnly?> SomeDay = Gen.Int[-300, 1400].Select(day => day < 0 ? null : (DateOnly?)First.AddDays(day));

    private static readonly Gen<KnownRequest> Known = Gen.Select(
        SomeDay, Gen.Int[0, 9], OneOf("assess", "refuse", null), OneOf("issue", "not-issue", null), Gen.Int[-300, 400], SomeDay, Gen.Bool,
        OneOf("North", "South", null)).Select((receivedOn, usable, assessment, issue, days, closedOn, exempt, team) => new KnownRequest(
            "1", default, null, receivedOn, receivedOn is not null && usable > 0, null, assessment, null, issue,
            days < 0 ? null : (receivedOn ?? First).AddDays(days), closedOn, null, exempt,
            receivedOn is null || usable == 0 ? "No usable date." : null, Team: team));

    // Spans of one request that touch, the last one open.
    private static readonly Gen<KnownRequest[]> History = Known.Array[1, 4].Select(spans => spans.Select((known, index) => known with
    {
        KnownFrom = Instant("2026-01-01T00:00:00Z").AddDays(30 * index),
        KnownTo = index == spans.Length - 1 ? null : Instant("2026-01-01T00:00:00Z").AddDays(30 * (index + 1)),
    }).ToArray());

    [Theory]
    [InlineData("")]
    [InlineData("2026-01-15T00:00:00Z")]
    [InlineData("2026-03-20T12:00:00Z")]
    public async Task Rates_cohorts_and_caseload_agree_with_a_recount(string asOf)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await Gen.Select(Gen.Select(Gen.Bool, History).Array[0, 60], Gen.Int[0, 900], Gen.Int[0, 600]).SampleAsync(async (cases, start, length) =>
        {
            await reporting.ForgetAsync(TestContext.Current.CancellationToken);
            var summed = cases.Length * start / 900;
            await reporting.KnowsAsync(cases[..summed].Select((one, index) => Case($"C-{index}", one.Item1 ? Birmingham : Dudley, one.Item2)));
            await reporting.Sums.RunAsync(TestContext.Current.CancellationToken);
            await reporting.KnowsAsync(cases[summed..].Select((one, index) => Case($"D-{index}", one.Item1 ? Birmingham : Dudley, one.Item2)));
            var at = asOf.Length == 0 ? RunningReporting.Noon : Instant(asOf);
            var known = cases.SelectMany(one => one.Item2.Where(span => span.KnownFrom <= at && !(span.KnownTo <= at))).ToList();
            var (from, to) = (First.AddDays(start), First.AddDays(start + length));
            var more = $"from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}&asOf={asOf}";
            await SamePlansAsync(reporting, more, [.. known.Where(request => request.PlanSentOn >= from && request.PlanSentOn <= to)]);
            await SameRequestsAsync(reporting, more, [.. known.Where(request => request.ReceivedOn >= from && request.ReceivedOn <= to)],
                LondonCalendar.DayOf(at));
            await SamePlansAsync(reporting, more + "&authority=330",
                [.. cases.Where(one => one.Item1).SelectMany(one => one.Item2.Where(span => span.KnownFrom <= at && !(span.KnownTo <= at)))
                .Where(request => request.PlanSentOn >= from && request.PlanSentOn <= to)]);
            await SameCaseloadAsync(reporting, asOf, known, LondonCalendar.DayOf(at));
        }, iter: Caseloads, threads: 1);
    }

    private static async Task SamePlansAsync(RunningReporting reporting, string more, List<KnownRequest> plans)
    {
        foreach (var (groupBy, group) in new (string, Func<KnownRequest, string>)[]
        {
            ("", _ => "all"), ("&groupBy=month", plan => $"{plan.PlanSentOn:yyyy-MM}"), ("&groupBy=team", plan => plan.Team ?? "not-recorded"),
            ("&groupBy=quarter", plan => $"{plan.PlanSentOn:yyyy}-Q{(plan.PlanSentOn!.Value.Month + 2) / 3}"),
        })
        {
            var rows = (await reporting.GetAsync($"/v1/rates?{more}{groupBy}")).GetProperty("rows").EnumerateArray()
                .Where(row => groupBy.Length > 0 || Number(row, "plansIssued") > 0)
                .ToDictionary(row => row.GetProperty("group").GetString()!);
            var expected = plans.GroupBy(group).ToDictionary(plansOf => plansOf.Key, plansOf => plansOf.ToList());
            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), rows.Keys);
            foreach (var (name, issued) in expected)
            {
                var within = issued.Count(InTime);
                var unexempted = issued.Count(plan => !plan.ExemptionClaimed);
                Assert.Equal(issued.Count, Number(rows[name], "plansIssued"));
                Assert.Equal(within, Number(rows[name], "withinTwentyWeeks"));
                Assert.Equal((double)within / issued.Count, rows[name].GetProperty("rate").GetDouble());
                Assert.Equal(unexempted, Number(rows[name], "plansIssuedExcludingExemptions"));
                Assert.Equal(issued.Count(plan => InTime(plan) && !plan.ExemptionClaimed), Number(rows[name], "withinTwentyWeeksExcludingExemptions"));
                Assert.Equal(unexempted == 0, rows[name].GetProperty("rateExcludingExemptions").ValueKind == JsonValueKind.Null);
                Assert.Equal(issued.Count(plan => !plan.ReceivedOnUsable), Number(rows[name], "unusableDates"));
            }
        }
    }

    private static async Task SameRequestsAsync(RunningReporting reporting, string more, List<KnownRequest> received, DateOnly day)
    {
        var row = Assert.Single((await reporting.GetAsync($"/v1/rates?basis=requests-received&{more}")).GetProperty("rows").EnumerateArray());
        Assert.Equal(received.Count, Number(row, "requests"));
        Assert.Equal(received.Count, RequestsReceivedTests.Columns(row));
        Assert.Equal(received.Count(InTime), Number(row, "inTime"));
        Assert.Equal(received.Count(request => request is { PlanSentOn: not null, ReceivedOnUsable: true } && !InTime(request)), Number(row, "late"));
        Assert.Equal(received.Count(request => Overdue(request, day)), Number(row, "openOverdue"));
        Assert.Equal(received.Count(request => IsOpen(request) && request.ReceivedOnUsable && !Overdue(request, day)), Number(row, "openInTime"));
        Assert.Equal(received.Count(request => request is { PlanSentOn: null, AssessmentDecision: "refuse" }), Number(row, "refusedToAssess"));
        Assert.Equal(received.Count(request => request.ExemptionClaimed), Number(row, "withExemption"));
    }

    private static async Task SameCaseloadAsync(RunningReporting reporting, string asOf, List<KnownRequest> known, DateOnly day)
    {
        var caseload = await reporting.GetAsync($"/v1/caseload?asOf={asOf}");
        var open = known.Where(IsOpen).ToList();
        Assert.Equal(open.Count, Number(caseload, "open"));
        Assert.Equal(open.Count(request => Overdue(request, day)), Number(caseload, "overdue"));
        Assert.Equal(open.Count(request => !request.ReceivedOnUsable), Number(caseload, "cannotCompute"));
        Assert.Equal(open.Count - Number(caseload, "cannotCompute"), caseload.GetProperty("weeks").EnumerateArray().Sum(week => Number(week, "open")));
        Assert.Equal(open.Count, caseload.GetProperty("waitingOn").EnumerateArray().Sum(waiting => Number(waiting, "open")));
    }

    private static Gen<string?> OneOf(params string?[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static bool InTime(KnownRequest request) =>
        request.ReceivedOnUsable && request.PlanSentOn is { } sentOn && sentOn.DayNumber - request.ReceivedOn!.Value.DayNumber <= 140;

    private static bool IsOpen(KnownRequest request) =>
        request is { PlanSentOn: null, ClosedOn: null } and not { AssessmentDecision: "refuse" } and not { IssueDecision: "not-issue" };

    private static bool Overdue(KnownRequest request, DateOnly day) =>
        IsOpen(request) && request.ReceivedOnUsable && day.DayNumber - request.ReceivedOn!.Value.DayNumber > 140;

    private static int Number(JsonElement row, string name) => row.GetProperty(name).GetInt32();
}
