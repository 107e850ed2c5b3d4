using Ehcp.Simulator.Demo;
using Ehcp.Simulator.Published;

namespace Ehcp.EndToEnd.Tests.Simulator;

/// <summary>What the demo waits for; that it comes is what <c>NewcomerTests</c> sees.</summary>
public sealed class DemoTests
{
    private static readonly HashSet<string> Own = ["EHC-1", "EHC-2"];

    [Theory]
    [InlineData("EHC-1", "breached", "accepted", 1, 0, 0)]
    [InlineData("EHC-1", "breached", "delivered", 1, 0, 0)]
    [InlineData("EHC-2", "week-late", "accepted", 1, 0, 0)]
    [InlineData("EHC-2", "two-weeks-left", "accepted", 0, 1, 0)]
    [InlineData("EHC-2", "cleared", "accepted", 0, 1, 0)]
    [InlineData("EHC-1", "breached", "planned", 0, 0, 1)]
    [InlineData("EHC-1", "breached", "sending", 0, 0, 1)]
    [InlineData("EHC-1", "breached", "parked", 0, 0, 0)]
    [InlineData("EHC-1", "breached", "dropped", 0, 0, 0)]
    [InlineData("CASE-1", "breached", "accepted", 0, 0, 0)] // somebody else's case
    public void Alerts_of_its_own_cases_count_and_what_is_planned_is_under_way(
        string reference, string rung, string state, int breaches, int others, int underWay) =>
        Assert.Equal(new(breaches, others, underWay), AlertCounts.Of([new(1, reference, rung, state)], Own));

    [Fact]
    public void It_waits_for_the_deadlines_the_rates_a_sweep_and_the_mails_in_this_order()
    {
        var expected = new Expected([.. PublishedFigure.Of("330").Take(1)], Events: 7, Own, LaterPlans: 1);
        var figure = expected.Figures[0];
        var row = new YearRow(
            "2019", figure.Plans, figure.InTime, (double)figure.Rate / 100,
            figure.PlansExcludingExemptions, figure.InTimeExcludingExemptions, (double)figure.RateExcludingExemptions / 100);
        var facts = new Overview(Cases: 2, Facts: 7, new Dictionary<string, long>(), []);
        var years = new Dictionary<string, YearRow> { ["2019"] = row, ["2026"] = row with { Group = "2026", PlansIssued = 1 } };

        Assert.Equal("the deadlines", new Seen(facts with { Facts = 6 }, years).WaitsFor(expected));
        Assert.Equal("the rates", new Seen(facts, new Dictionary<string, YearRow> { ["2019"] = row }).WaitsFor(expected));
        Assert.Equal("the next sweep, which begins within a minute", new Seen(facts, years).WaitsFor(expected));
        Assert.Equal("the e-mails", new Seen(facts, years) { Alerts = new(1, 0, UnderWay: 1) }.WaitsFor(expected));
        Assert.Equal("the e-mails", new Seen(facts, years) { Alerts = new(0, 5, UnderWay: 0) }.WaitsFor(expected));
        Assert.Null(new Seen(facts, years) { Alerts = new(1, 0, UnderWay: 0) }.WaitsFor(expected));
    }
}
