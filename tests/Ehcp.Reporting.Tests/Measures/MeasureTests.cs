using System.Text.Json;
using Ehcp.Contracts;
using Microsoft.Extensions.Options;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Measures;

public sealed class MeasureTests
{
    [Theory]
    [InlineData(140, "withinTwentyWeeks")]
    [InlineData(141, "overTwentyToFiftyTwoWeeks")]
    [InlineData(364, "overTwentyToFiftyTwoWeeks")] // 52 weeks
    [InlineData(365, "overFiftyTwoWeeks")]
    public async Task A_plan_is_in_one_band_of_time(int days, string band)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(Plan("2024-01-08", days)), Case(Plan("2024-01-08", days) with { ExemptionClaimed = true }));

        var row = await RowAsync(reporting, "");

        foreach (var name in new[] { "withinTwentyWeeks", "overTwentyToFiftyTwoWeeks", "overFiftyTwoWeeks" })
        {
            Assert.Equal(name == band ? (2, 1) : (0, 0), (Number(row, name), Number(row, name + "ExcludingExemptions")));
        }
    }

    [Theory]
    [InlineData("decisions-to-assess", 42, 1)]
    [InlineData("decisions-to-assess", 43, 0)]
    [InlineData("refusals-to-issue", 112, 1)]
    [InlineData("refusals-to-issue", 113, 0)]
    public async Task A_decision_is_in_time_up_to_its_last_day(string basis, int days, int inTime)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(Decided(basis, Request("2025-01-06"), days)));

        var row = await RowAsync(reporting, $"basis={basis}");

        Assert.Equal((1, inTime, (double)inTime, 0),
            (Number(row, "decisions"), Number(row, "inTime"), row.GetProperty("rate").GetDouble(), Number(row, "unusableDates")));
    }

    [Theory]
    [InlineData("decisions-to-assess")]
    [InlineData("refusals-to-issue")]
    public async Task A_decision_that_cannot_be_measured_is_counted_and_never_in_time(string basis)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case(Decided(basis, Request("2025-01-06"), 1)),
            Case(Decided(basis, Request("2025-01-06"), -1)),
            Case(Decided(basis, Request("2025-01-06") with { ReceivedOnUsable = false }, 1)));

        var row = await RowAsync(reporting, $"basis={basis}");

        Assert.Equal((3, 1, 2), (Number(row, "decisions"), Number(row, "inTime"), Number(row, "unusableDates")));
    }

    [Fact]
    public async Task A_decision_counts_by_the_day_of_notice_whatever_came_of_it()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case(Plan("2024-12-02", 140) with { AssessmentDecidedOn = Day("2025-01-01") }),
            Case(Request("2024-12-02") with { AssessmentDecidedOn = Day("2024-12-31"), AssessmentDecision = "refuse" }),
            Case(Request("2024-12-02") with { IssueDecidedOn = Day("2025-01-31"), IssueDecision = "issue" })); // no refusal

        Assert.Equal(["2024", "2025"], await GroupsAsync(reporting, "decisions-to-assess"));
        Assert.Empty(await GroupsAsync(reporting, "refusals-to-issue"));
    }

    [Theory]
    [InlineData("review-decisions", 28, 1)]
    [InlineData("review-decisions", 29, 0)]
    [InlineData("amended-plans", 84, 1)]
    [InlineData("amended-plans", 85, 0)]
    public async Task A_review_is_in_time_up_to_its_last_day_from_the_meeting(string basis, int days, int inTime)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Reviewed(basis, days), Reviewed(basis, -1), Reviewed(basis, 1, usable: false), Case(Request("2025-01-06")));

        var row = await RowAsync(reporting, $"basis={basis}");

        Assert.Equal((3, inTime, 2), (Number(row, "decisions"), Number(row, "inTime"), Number(row, "unusableDates")));
        Assert.Equal(["2025"], await GroupsAsync(reporting, basis));
    }

    [Fact]
    public async Task A_review_as_known_then_is_in_the_figure_of_then()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var late = new KnownReview("1", Instant("2025-05-01T00:00:00Z"), Instant("2025-06-01T00:00:00Z"), Day("2025-03-03"), DatesUsable: true,
            DecidedOn: Day("2025-04-01"), Decision: "amend");
        await reporting.KnowsAsync(
            Case() with
            {
                Facts = [Fact(Instant("2025-06-01T00:00:00Z"))],
                Reviews = [late, late with { KnownFrom = late.KnownTo!.Value, KnownTo = null, DecidedOn = Day("2025-03-31") }]
            });

        Assert.Equal(0, Number(await RowAsync(reporting, "basis=review-decisions&asOf=2025-05-31T23:59:59Z"), "inTime"));
        Assert.Equal(1, Number(await RowAsync(reporting, "basis=review-decisions"), "inTime"));
        var changed = Assert.Single((await reporting.GetAsync("/v1/rates/changes?basis=review-decisions&from=2025-05-31T00:00:00Z")).GetProperty("requests")
            .EnumerateArray());
        Assert.Equal(("late", "in-time"), (changed.GetProperty("before").GetProperty("outcome").GetString(), changed.GetProperty("after").GetProperty("outcome")
            .GetString()));
    }

    [Theory]
    [InlineData("count", 3, 2, 2, 1)]
    [InlineData("leave-out", 1, 1, 2, 1)]
    public async Task Plans_after_mediation_or_a_tribunal_count_as_the_council_chose_and_are_shown_either_way(
        string choice, int issued, int within, int after, int afterWithin)
    {
        var reporting = await RunningReporting.StartAsync(broker: null, "Production", builder =>
            builder.UseSetting("Ehcp:Figures:MediationAndTribunal", choice));
        try
        {
            await reporting.KnowsAsync(
                Case(Plan("2025-01-06", 140)), Case(Plan("2025-01-06", 140) with { AfterMediationOrTribunal = true }),
                    Case(Plan("2025-01-06", 400) with { AfterMediationOrTribunal = true, ExemptionClaimed = true }));

            var answer = await reporting.GetAsync("/v1/rates");
            var row = Assert.Single(answer.GetProperty("rows").EnumerateArray());

            Assert.Equal(
                (issued, within, after, afterWithin),
                (Number(row, "plansIssued"), Number(row, "withinTwentyWeeks"), Number(row, "afterMediationOrTribunal"),
                    Number(row, "afterMediationOrTribunalWithinTwentyWeeks")));
            Assert.Equal(choice == "count" ? 1 : 0, Number(row, "overFiftyTwoWeeks"));
            Assert.Equal(issued, (await reporting.GetAsync("/v1/requests?list=plans")).GetProperty("total").GetInt32());
            Assert.Contains(
                answer.GetProperty("definition").GetProperty("exclusions").EnumerateArray(),
                words => words.GetString()!.Contains(choice == "count" ? "count like others" : "are left out", StringComparison.Ordinal));
        }
        finally
        {
            await reporting.StopAsync();
        }
    }

    // What DfE publishes as avg_weeks_issue_plan: a plan without usable dates is in no mean.
    [Fact]
    public async Task The_mean_weeks_are_of_the_plans_whose_dates_are_usable()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case(Plan("2025-01-06", 140)), Case(Plan("2025-01-06", 70)), Case(Plan("2025-01-06", 280) with { ExemptionClaimed = true }),
            Case(Plan("2025-01-06", 7) with { ReceivedOnUsable = false }));

        var row = await RowAsync(reporting, "");

        Assert.Equal(((140 + 70 + 280) / 7.0 / 3, (140 + 70) / 7.0 / 2),
            (row.GetProperty("meanWeeks").GetDouble(), row.GetProperty("meanWeeksExcludingExemptions").GetDouble()));
        Assert.Equal(JsonValueKind.Null, (await RowAsync(reporting, "from=2026-01-01")).GetProperty("meanWeeks").ValueKind);
    }

    // The slot stays the same, and the days do not.
    [Fact]
    public async Task A_corrected_date_of_receipt_moves_the_mean_and_nothing_else()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var at = Instant("2025-07-01T00:00:00Z");
        var plan = Plan("2025-01-06", 100);
        await reporting.KnowsAsync(
            Case(plan with { KnownTo = at }, plan with { KnownFrom = at, ReceivedOn = Day("2025-01-13") }) with { Facts = [Fact(at)] });

        foreach (var summed in new[] { false, true })
        {
            Assert.Equal(93 / 7.0, (await RowAsync(reporting, "")).GetProperty("meanWeeks").GetDouble());
            var then = await RowAsync(reporting, "asOf=2025-06-30T12:00:00Z");
            Assert.Equal((1, 100 / 7.0), (Number(then, "plansIssued"), then.GetProperty("meanWeeks").GetDouble()));
            if (!summed)
            {
                await reporting.Sums.RunAsync(TestContext.Current.CancellationToken);
            }
        }

        var changed = Assert.Single((await reporting.GetAsync("/v1/rates/changes?from=2025-06-30T12:00:00Z")).GetProperty("requests").EnumerateArray());
        Assert.Equal((100, 93), (Number(changed.GetProperty("before"), "days"), Number(changed.GetProperty("after"), "days")));
    }

    [Theory]
    [InlineData("assess", 42, false, "inTime")]
    [InlineData("refuse", 43, false, "late")]
    [InlineData("assess", -1, false, "cannotCompute")]
    [InlineData(null, 0, false, "openOverdue")]
    [InlineData(null, 0, true, "closed")]
    public async Task A_request_received_is_in_one_column_of_the_six_weeks(string? decision, int days, bool isClosed, string column)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(Request("2025-01-06") with
        {
            AssessmentDecision = decision,
            AssessmentDecidedOn = decision is null ? null : Day("2025-01-06").AddDays(days),
            ClosedOn = isClosed ? Day("2025-03-01") : null,
        }));

        var row = await RowAsync(reporting, "basis=requests-decided&from=2025-01-06&to=2025-01-06");

        Assert.All(["inTime", "late", "openInTime", "openOverdue", "closed", "cannotCompute"], name => Assert.Equal(name == column ? 1 : 0, Number(row, name)));
        Assert.Equal(column switch { "inTime" => 1, "late" or "openOverdue" => 0, _ => null },
            row.GetProperty("rate") is { ValueKind: JsonValueKind.Number } rate ? (int)rate.GetDouble() : (int?)null);
        Assert.Equal(1, Number(row, "due"));
    }

    // Received 42 days before the day of the tests: the last day in time is today.
    [Theory]
    [InlineData(42, "openInTime")]
    [InlineData(43, "openOverdue")]
    public async Task A_request_that_nobody_decided_is_overdue_from_the_day_after(int daysAgo, string column)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(Request(DateOnly.FromDateTime(RunningReporting.Noon.Date).AddDays(-daysAgo).ToString("O", null))));

        Assert.Equal(1, Number(await RowAsync(reporting, "basis=requests-decided"), column));
    }

    [Fact]
    public async Task A_reversed_refusal_counts_by_the_day_of_the_reversal_and_by_what_came_of_it()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var reversed = Request("2025-01-06") with
        {
            AssessmentDecision = "refuse",
            AssessmentDecidedOn = Day("2025-02-10"),
            ReopenedOn = Day("2025-06-02"),
            PlanLastDay = Day("2025-09-08"),
        };
        await reporting.KnowsAsync(
            Case(reversed), Case(reversed with { PlanSentOn = Day("2025-09-08") }), Case(reversed with { PlanSentOn = Day("2025-09-09") }),
            Case(reversed with { AssessmentDecision = "assess", IssueDecision = "not-issue", IssueDecidedOn = Day("2025-04-01") }),
            Case(reversed with { AssessmentDecision = "assess", PlanSentOn = Day("2025-09-01"), PlanLastDay = null }),
            Case(reversed with { ReopenedOn = null }));

        var row = await RowAsync(reporting, "basis=refusals-reversed&from=2025-06-01&to=2025-06-30");

        Assert.Equal([5, 3, 1, 1, 1, 1, 1, 2], new[]
        {
            "reversed", "refusalsToAssess", "refusalsToIssue", "sinceReplaced", "planInTime", "planLate", "planWithoutLimit", "noPlan",
        }.Select(name => Number(row, name)));
        Assert.Equal(5, Number(await RowAsync(reporting, "basis=refusals-reversed"), "reversed"));
    }

    [Fact]
    public async Task Any_other_choice_is_refused_at_start()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(
            () => RunningReporting.StartAsync(broker: null, "Production", builder => builder.UseSetting("Ehcp:Figures:MediationAndTribunal", "maybe")));
        Assert.Contains("Ehcp:Figures:MediationAndTribunal is neither count nor leave-out.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plans-issued")]
    [InlineData("review-decisions")]
    [InlineData("amended-plans")]
    [InlineData("requests-received")]
    [InlineData("decisions-to-assess")]
    [InlineData("refusals-to-issue")]
    [InlineData("requests-decided")]
    [InlineData("annual-reviews")]
    [InlineData("phase-transfers")]
    [InlineData("exemptions-told")]
    [InlineData("refusals-reversed")]
    public async Task Every_measure_says_what_it_means(string basis)
    {
        await using var reporting = await RunningReporting.StartAsync();

        var definition = (await reporting.GetAsync($"/v1/rates?basis={basis}")).GetProperty("definition");

        Assert.Equal(basis, definition.GetProperty("basis").GetString());
        Assert.All(["population", "numerator", "denominator"], part => Assert.NotEqual("", definition.GetProperty(part).GetString()));
        Assert.NotEmpty(definition.GetProperty("exclusions").EnumerateArray());
    }

    private static CaseSnapshot Reviewed(string basis, int days, bool usable = true)
    {
        var held = new KnownReview("1", Instant("2024-01-02T09:00:00Z"), MeetingHeldOn: Day("2025-03-03"), DatesUsable: usable);
        var on = held.MeetingHeldOn!.Value.AddDays(days);
        return Case() with
        {
            Reviews = [basis == "review-decisions" ? held with { DecidedOn = on, Decision = "maintain" }
            : held with { AmendedPlanSentOn = on }]
        };
    }

    private static KnownRequest Decided(string basis, KnownRequest request, int days) => basis == "decisions-to-assess"
        ? request with { AssessmentDecision = "assess", AssessmentDecidedOn = request.ReceivedOn!.Value.AddDays(days) }
        : request with { IssueDecision = "not-issue", IssueDecidedOn = request.ReceivedOn!.Value.AddDays(days) };

    private static async Task<IEnumerable<string?>> GroupsAsync(RunningReporting reporting, string basis) =>
        (await reporting.GetAsync($"/v1/rates?basis={basis}&groupBy=year")).GetProperty("rows").EnumerateArray()
            .Select(row => row.GetProperty("group").GetString());

    private static async Task<JsonElement> RowAsync(RunningReporting reporting, string query) =>
        Assert.Single((await reporting.GetAsync($"/v1/rates?{query}")).GetProperty("rows").EnumerateArray());

    private static int Number(JsonElement row, string name) => row.GetProperty(name).GetInt32();
}
