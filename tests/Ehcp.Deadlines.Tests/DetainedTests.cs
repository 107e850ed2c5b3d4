using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

/// <summary>Children and young people in custody: SI 2015/62.</summary>
public sealed class DetainedTests
{
    [Theory]
    [Pins(
        "decision-to-assess-detained-2015", "refusal-to-issue-detained-2015", "final-plan-detained-2015",
        "decision-to-assess-detained-2015-attention", "refusal-to-issue-detained-2015-attention", "final-plan-detained-2015-attention")]
    [InlineData("detained", "Request for a detained person received on Monday 5 January 2026")]
    [InlineData("detained-attention", "Detained person came to the attention of the authority on Monday 5 January 2026")]
    public void Both_triggers_start_6_16_and_20_weeks_of_the_instrument_of_their_own(string route, string words)
    {
        var timeline = Folded([Received("2026-01-05", route: route)]);

        Assert.Equal(
            [("decision-to-assess", Day("2026-02-16")), ("refusal-to-issue", Day("2026-04-27")), ("final-plan", Day("2026-05-25"))],
            timeline.Clocks.Select(clock => (clock.Milestone, clock.LastDay!.Value)));
        Assert.All(timeline.Clocks, clock => Assert.Contains("SI 2015/62", CitationOf(clock), StringComparison.Ordinal));
        Assert.All(timeline.Clocks, clock => Assert.StartsWith(words, Explained(clock), StringComparison.Ordinal));
        Assert.Equal((Day("2026-05-25"), true), (timeline.Requests[0].PlanLastDay, timeline.Requests[0].ReceivedOnUsable));
    }

    [Fact]
    [Pins(
        "advice-detained-2015", "representations-detained-2015", "representations-first-class-detained-2015", "representations-second-class-detained-2015")]
    public void Advice_and_the_days_on_the_draft_run_by_it_too()
    {
        var timeline = Folded(
        [
            Received("2026-01-05", route: "detained"),
            Fact("advice-requested", ("adviceId", "h"), ("adviceType", "health"), ("requestedOn", "2026-01-12")),
            Fact("draft-plan-served", ("servedOn", "2026-03-02")),
        ]);

        Assert.Equal(("advice-detained-2015", Day("2026-02-23")), (timeline.Clock("advice", "1/h").Rule, timeline.Clock("advice", "1/h").LastDay));
        Assert.Equal(("representations-detained-2015", Day("2026-03-16")), (timeline.Clock("representations").Rule, timeline.Clock("representations").LastDay));
        foreach (var (service, rule, lastDay) in new[]
        {
            ("post-first-class", "representations-first-class-detained-2015", "2026-03-18"),
            ("post-second-class", "representations-second-class-detained-2015", "2026-03-20"),
        })
        {
            var served = Folded([Received("2026-01-05", route: "detained"), Fact("draft-plan-served", ("servedOn", "2026-03-02"), ("service", service))]);
            Assert.Equal((rule, Day(lastDay)), (served.Clock("representations").Rule, served.Clock("representations").LastDay));
        }
    }

    // Reg. 5(4) and 10(4): a school closed, exceptional circumstances, a parent away. No early years.
    [Theory]
    [InlineData("school-closed", true)]
    [InlineData("exceptional-circumstances", true)]
    [InlineData("absent-from-area", true)]
    [InlineData("early-years-closed", false)]
    [InlineData("appointment-missed", false)]
    public void The_exemptions_are_its_own(string ground, bool allowed)
    {
        foreach (var milestone in new[] { "decision-to-assess", "refusal-to-issue", "final-plan" })
        {
            var clock = Folded([Received("2026-01-05", route: "detained"), Claim("e", ground, [milestone])]).Clock(milestone);
            Assert.Equal(allowed, Assert.Single(clock.Claims()).Disapplies);
        }
    }

    // SI 2015/62, reg. 15: the first date stays, and what was done counts.
    [Theory]
    [Pins(
        "decision-to-assess-detained-2015-after-detention", "refusal-to-issue-detained-2015-after-detention", "final-plan-detained-2015-after-detention",
        "decision-to-assess-detained-2015-after-detention-responsible", "refusal-to-issue-detained-2015-after-detention-responsible",
        "final-plan-detained-2015-after-detention-responsible", "decision-to-assess-2014-after-release", "refusal-to-issue-2014-after-release",
        "final-plan-2014-after-release", "decision-to-assess-2014-after-release-attention", "refusal-to-issue-2014-after-release-attention",
        "final-plan-2014-after-release-attention")]
    [InlineData("request", "detained", "after-detention")]
    [InlineData("became-responsible", "detained", "after-detention-responsible")]
    [InlineData("detained", "released", "after-release")]
    [InlineData("detained-attention", "released", "after-release-attention")]
    public void Detention_and_release_in_mid_assessment_change_the_instrument_and_no_date(string route, string custody, string rule)
    {
        AskedFact[] begun = [Received("2026-01-05", route: route), Assessed("2026-02-10")];
        var timeline = Folded([.. begun, Changed("2026-03-02", custody)]);

        Assert.Equal(
            Folded(begun).Clocks.Select(clock => (clock.Milestone, clock.Id, clock.LastDay)),
            timeline.Clocks.Select(clock => (clock.Milestone, clock.Id, clock.LastDay)));
        Assert.EndsWith(rule, timeline.Clock("final-plan").Rule, StringComparison.Ordinal);
        Assert.EndsWith(rule, timeline.Clock("refusal-to-issue").Rule, StringComparison.Ordinal);
        Assert.DoesNotContain("-after-", timeline.Clock("decision-to-assess").Rule, StringComparison.Ordinal); // decided before the change
        Assert.Contains("keeps the first date", Explained(timeline.Clock("final-plan")), StringComparison.Ordinal);
        Assert.EndsWith(
            rule, Folded([begun[0], Changed("2026-01-06", custody)]).Clock("decision-to-assess").Rule, StringComparison.Ordinal);
        Assert.Empty(timeline.CannotCompute);
    }

    [Fact]
    public void Of_several_changes_the_last_before_the_outcome_counts()
    {
        var timeline = Folded(
        [
            Received("2026-01-05"), Changed("2026-02-02", "detained", "a"), Changed("2026-04-01", "released", "b"), PlanSent("2026-05-25"),
            Fact("advice-requested", ("adviceId", "h"), ("adviceType", "health"), ("requestedOn", "2026-03-02")),
        ]);

        Assert.Equal("final-plan-2014", timeline.Clock("final-plan").Rule);
        Assert.Equal("advice-detained-2015", timeline.Clock("advice", "1/h").Rule);
        Assert.Equal(ClockState.Met, timeline.State("final-plan", on: "2026-12-31"));
    }

    [Theory]
    [InlineData("released", "detained", "final-plan-detained-2015")]
    [InlineData("detained", "released", "final-plan-2014")]
    public void Of_two_changes_on_one_day_the_last_by_its_id_counts(string first, string last, string rule)
    {
        var timeline = Folded([Received("2026-01-05"), Changed("2026-02-02", first, "a"), Changed("2026-02-02", last, "b")]);

        Assert.StartsWith(rule[..^5], timeline.Clock("final-plan").Rule, StringComparison.Ordinal);
        Assert.Equal(rule.Contains("detained", StringComparison.Ordinal), timeline.Clock("final-plan").Rule.Contains("detained", StringComparison.Ordinal));
    }

    private static AskedFact Changed(string on, string custody, string id = "1") =>
        Fact("custody-changed", ("changedOn", on), ("custody", custody), ("changeId", id)).Id("custody-" + id);
}
