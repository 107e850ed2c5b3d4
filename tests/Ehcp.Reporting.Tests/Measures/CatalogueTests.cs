using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Reporting.Figures.Rates;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;
using Ehcp.TestKit;
using Microsoft.Extensions.DependencyInjection;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Measures;

/// <summary>The one catalogue of measures, and what the database is told of it.</summary>
public sealed class CatalogueTests
{
    // One more, though there are eleven by now: what a council might ask for next, requests closed without a decision within six weeks.
    private static readonly Measure Seventh = Measure.OfDecisions(
        "requests-closed", 90, "request.closed_on", "decision-to-assess-2014",
        weeks => new(
            $"{weeks} weeks", "ehcp-requests-closed", $"Requests closed within {weeks} weeks", "All requests closed",
            (measure, _) => new(measure.Code, "Requests closed.", "inTime: closed in time.", "decisions: every request closed.", [])));

    public static TheoryData<string> Functions => ["counts_of_request", "counts_of_review", "counts_of_duty"];

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task What_the_database_counts_is_printed_from_the_catalogue(string function)
    {
        var printed = function switch
        {
            "counts_of_request" => CountingSql.OfRequests(Measure.All),
            "counts_of_review" => CountingSql.OfReviews(Measure.All),
            _ => CountingSql.OfDuties(Measure.All),
        };
        var file = Path.Combine(Checkout.Folder, "services", "Ehcp.Reporting", "Schema", "views", function + ".sql");
        if (Environment.GetEnvironmentVariable("EHCP_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(file, printed, TestContext.Current.CancellationToken);
            return;
        }

        Assert.Equal(printed, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Every_measure_has_a_code_a_number_and_slots_of_its_own()
    {
        Assert.Equal(Measure.All.Length, Measure.All.DistinctBy(measure => measure.Code).Count());
        Assert.Equal(Measure.All.Length, Measure.All.DistinctBy(measure => measure.StoredAs).Count());
        Assert.All(Measure.All, measure =>
        {
            var slots = measure.Slots;
            Assert.True((slots.Outcomes.Length - 1 | slots.Exempt | slots.Disputed) < Slots.Columns);
            Assert.All(Enumerable.Range(0, slots.Outcomes.Length), outcome => Assert.Equal(outcome, slots.OutcomeOf(outcome | slots.Exempt | slots.Disputed)));
        });
    }

    [Fact]
    public async Task The_database_counts_the_20_weeks_as_the_law_does()
    {
        await using var reporting = await RunningReporting.StartAsync();

        var lastDay = Assert.Single(await reporting.Database.RowsAsync("select twenty_weeks_after(date '2026-01-05')"));

        Assert.Equal($"({Day("2026-01-05").AddDays(Measure.PlansIssued.DaysInTime):yyyy-MM-dd})", lastDay);
        Assert.Equal(StatutoryTimetable.Shipped.Find("final-plan-2014")!.Shape.Length * 7, Measure.PlansIssued.DaysInTime);
    }

    // What ended a request is said in the database, for the figures, and in the law, for whoever holds the case: alike.
    [Fact]
    public async Task The_database_ends_a_request_on_the_day_the_law_does()
    {
        DateOnly?[] days = [null, Day("2026-02-10"), Day("2026-05-01")];
        var known = (
            from plan in days
            from assessment in new[] { null, "assess", "refuse" }
            from issue in new[] { null, "not-issue" }
            from closed in days
            from reopened in days
            select Request("2026-01-05") with
            {
                PlanSentOn = plan,
                AssessmentDecision = assessment,
                AssessmentDecidedOn = assessment is null ? null : Day("2026-02-10"),
                IssueDecision = issue,
                IssueDecidedOn = issue is null ? null : Day("2026-04-01"),
                ClosedOn = closed,
                ReopenedOn = reopened,
            }).Index().ToList();
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(known.Select(one => Case($"C-{one.Index}", Birmingham, one.Item)));

        Assert.Equal(
            known.Select(one => $"(C-{one.Index},{EndedOn(one.Item):yyyy-MM-dd})").Order(StringComparer.Ordinal),
            (await reporting.Database.RowsAsync("select case_reference, ended_on from known_request")).Order(StringComparer.Ordinal));

        static DateOnly? EndedOn(KnownRequest request) => new RequestProcess(
            request.RequestId, request.ReceivedOn, request.ReceivedOnUsable, request.AssessmentDecidedOn, request.AssessmentDecision, request.IssueDecidedOn,
            request.IssueDecision, request.PlanSentOn, request.ClosedOn, null, false, null)
        { ReopenedOn = request.ReopenedOn }.EndedOn;
    }

    [Fact]
    public async Task A_seventh_measure_is_one_entry()
    {
        // One of its own: what its database counts is replaced.
        var reporting = await RunningReporting.StartAsync(broker: null, "Production");
        try
        {
            await reporting.KnowsAsync(Closed("A", 42), Closed("B", 43));
            await reporting.Database.ExecuteAsync(CountingSql.OfRequests([.. Measure.All, Seventh]));
            await reporting.Sums.RecountAsync(TestContext.Current.CancellationToken);
            await reporting.KnowsAsync(Closed("C", 41));

            var known = new AsKnown(RunningReporting.Noon, IsNow: true, Authorities: null);
            var question = new RateQuestion(Day("2025-01-01"), Day("2025-12-31"), RateGrouping.Authority, known);
            var rates = reporting.Services.GetRequiredService<TwentyWeekRates>();
            var (_, rows) = await rates.DecisionsAsync(Seventh, question, TestContext.Current.CancellationToken);

            Assert.Equal(new DecisionsRow(Birmingham, 3, 2, 2.0 / 3, 0), Assert.Single(rows));
            var file = RatesTable.Of(question, Seventh, rows);
            Assert.Equal(("ehcp-requests-closed", "Requests closed within 6 weeks"), (file.Name, file.Title));
            Assert.Equal("requests-closed", Seventh.Definition(new MeasureSettings()).Basis);
        }
        finally
        {
            await reporting.StopAsync();
        }

        static CaseSnapshot Closed(string reference, int days) =>
            Case(reference, Birmingham, Request("2025-01-06") with { ClosedOn = Day("2025-01-06").AddDays(days), ClosedReason = "withdrawn" });
    }

    [Fact]
    public async Task A_missing_date_of_receipt_is_in_no_week()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Birmingham, Request("2026-01-05") with { ReceivedOn = null }));

        var caseload = await reporting.GetAsync("/v1/caseload");

        Assert.Equal((1, 1), (caseload.GetProperty("open").GetInt32(), caseload.GetProperty("cannotCompute").GetInt32()));
        Assert.All(caseload.GetProperty("weeks").EnumerateArray(), week => Assert.Equal(0, week.GetProperty("open").GetInt32()));
        Assert.Equal(0, (await reporting.GetAsync("/v1/requests?list=open&week=0")).GetProperty("total").GetInt32());
    }
}
