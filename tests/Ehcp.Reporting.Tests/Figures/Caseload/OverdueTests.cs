using System.Net.Http.Json;
using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Caseload;

/// <summary>Whoever says overdue says the same number of the same cases, or says beside it what is another.</summary>
public sealed class OverdueTests
{
    private static readonly DateTimeOffset Recorded = Instant("2026-05-20T09:00:00Z");

    // On 25 May 2026: in time to the last day, late by one, late with an exemption that sets the limit aside and with one that does not, refused, reversed.
    private static readonly Fact[][] Cases =
    [
        [new RequestReceived(Day("2026-01-05"))],
        [new RequestReceived(Day("2026-01-04"))],
        [new RequestReceived(Day("2025-06-02"))],
        [new RequestReceived(Day("2025-06-02")), new ExemptionClaimed("x1", Ground.ExceptionalCircumstances, [Milestone.FinalPlan], DecidedOn: Day("2025-09-01"))],
        [
            new RequestReceived(Day("2025-06-02")),
            new ExemptionClaimed("x1", Ground.AppointmentMissed, [Milestone.FinalPlan], DecidedOn: Day("2025-09-01")),
        ],
        [new RequestReceived(Day("2025-06-02")), new AssessmentDecided(AssessmentDecision.Refuse, Day("2025-07-01"))],
        [new RequestReceived(Day("2025-06-02")), new FinalPlanSent(Day("2026-02-02"))],
        [new RequestReceived(Day("2025-06-02")), new RequestReceived(Day("2025-06-03"))],
    ];

    [Fact]
    public async Task Page_list_queue_what_if_report_and_the_clocks_of_the_mails_agree()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var folded = Cases.Select((facts, index) => Folded($"C-{index}", facts)).ToList();
        await reporting.KnowsAsync(folded);

        // What digest and mails go by: the state of the clock of the final plan.
        var states = folded.SelectMany(one => one.Deadlines).Where(clock => clock is { Milestone: "final-plan", EndedOn: null, ClosedOn: null })
            .Select(clock => ClockStates.On(StatutoryTimetable.Shipped, clock, Day("2026-05-25"))).ToList();
        var (breached, setAside) = (states.Count(state => state == ClockState.Overdue), states.Count(state => state == ClockState.Exempt));
        Assert.Equal((3, 1), (breached, setAside));

        var caseload = await reporting.GetAsync("/v1/caseload");
        Assert.Equal(breached + setAside, Number(caseload, "overdue"));
        Assert.Equal(breached + setAside, Number(await reporting.GetAsync("/v1/requests?list=overdue"), "total"));
        Assert.Equal(breached + setAside, Number((await reporting.GetAsync("/v1/queue")).GetProperty("days").EnumerateArray().Last(), "overdue"));
        Assert.Equal(breached + setAside, Number((await reporting.GetAsync("/v1/rates?basis=requests-received")).GetProperty("rows")[0], "openOverdue"));
        using var client = reporting.Client();
        using var whatIf = await client.PostAsJsonAsync(
            new Uri("/v1/what-if", UriKind.Relative), new { authority = Birmingham, oldest = 1 }, TestContext.Current.CancellationToken);
        Assert.True(whatIf.IsSuccessStatusCode, await whatIf.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var queue = (await whatIf.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("finished").GetProperty("queue");
        Assert.Equal(breached + setAside, Number(queue.GetProperty("before"), "overdue"));

        // The page has the same number, and says in the same place what digest and mails count.
        var page = System.Text.RegularExpressions.Regex.Replace(
            await client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken), "<[^>]*>", "");
        Assert.Contains($"Overdue: {breached + setAside} of ", page, StringComparison.Ordinal);
        Assert.Contains("The morning digest counts those that no exemption sets aside", page, StringComparison.Ordinal);
    }

    private static CaseSnapshot Folded(string reference, Fact[] facts)
    {
        var recorded = facts.Select((fact, index) => new SnapshotFact("tests", $"{reference}-{index}", Recorded, Recorded, fact)).ToList();
        var timeline = CaseTimeline.From(Law.Shipped, recorded);
        return Case(reference, Birmingham, timeline.Requests.Select(request => new KnownRequest(
            request.RequestId, Recorded, null, request.ReceivedOn, request.ReceivedOnUsable, request.AssessmentDecidedOn, request.AssessmentDecision,
            request.IssueDecidedOn, request.IssueDecision, request.PlanSentOn, request.ClosedOn, request.ClosedReason, request.ExemptionClaimed,
            request.CannotComputeBecause, ReopenedOn: request.ReopenedOn, PlanLastDay: request.PlanLastDay))) with
        {
            Facts = recorded,
            Deadlines = timeline.Clocks,
        };
    }

    private static int Number(JsonElement row, string name) => row.GetProperty(name).GetInt32();
}
