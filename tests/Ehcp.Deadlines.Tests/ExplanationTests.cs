using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class ExplanationTests
{
    [Fact]
    public void A_deadline_shows_its_working() => Assert.Equal(
        "Request received on Monday 5 January 2026 (day 0). Reg 13(2): within 20 weeks. 20 × 7 = 140 days. "
        + "Last day Monday 25 May 2026, a bank holiday; last working day Friday 22 May.",
        Paragraph("final-plan", Received("2026-01-05")));

    [Fact]
    public void A_last_day_that_is_a_working_day_stands_alone() => Assert.Equal(
        "Request received on Monday 5 January 2026 (day 0). Reg 5(1): within 6 weeks. 6 × 7 = 42 days. Last day Monday 16 February 2026.",
        Paragraph("decision-to-assess", Received("2026-01-05")));

    [Fact]
    public void A_weekend_is_called_so_and_another_year_is_named()
    {
        Assert.EndsWith("Last day Saturday 23 May 2026, a weekend; last working day Friday 22 May.", Paragraph("final-plan", Received("2026-01-03")),
            StringComparison.Ordinal);
        Assert.EndsWith("Last day Friday 1 January 2027, a bank holiday; last working day Thursday 31 December 2026.",
            Paragraph("final-plan", Received("2026-08-14")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_limit_of_a_refusal_says_that_it_limits_nothing_else() => Assert.EndsWith(
        "It limits a refusal only: a decision to issue a plan has until the limit of the final plan.",
        Paragraph("refusal-to-issue", Received("2026-01-05")),
        StringComparison.Ordinal);

    [Fact]
    public void The_days_of_the_family_begin_with_the_day_of_service() => Assert.Equal(
        "Draft plan served on Monday 2 March 2026 (day 1). Reg 13(1)(a): 15 days beginning with that day. Day 15 is 14 days after day 1. "
        + "Last day Monday 16 March 2026. It is the least the family must be given; the plan may be finalised from the day after.",
        Paragraph("representations", Fact("draft-plan-served", ("servedOn", "2026-03-02"))));

    [Fact]
    public void A_posted_draft_says_when_it_is_deemed_served() => Assert.StartsWith(
        "Draft plan posted first class on Thursday 2 April 2026; deemed served 2 working days later, on Wednesday 8 April 2026 (day 1). Reg 13(1)(a) with "
            + "the Interpretation Act 1978, s. 7: ",
        Paragraph("representations", Fact("draft-plan-served", ("servedOn", "2026-04-02"), ("service", "post-first-class"))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-05-25", "Ended on Monday 25 May 2026, in time.")]
    [InlineData("2026-05-26", "Ended on Tuesday 26 May 2026, 1 day late.")]
    [InlineData("2026-06-24", "Ended on Wednesday 24 June 2026, 30 days late.")]
    public void An_outcome_is_told_with_its_lateness(string sentOn, string ending) =>
        Assert.EndsWith(ending, Paragraph("final-plan", Received("2026-01-05"), PlanSent(sentOn)), StringComparison.Ordinal);

    [Fact]
    public void A_closing_is_told() => Assert.EndsWith(
        "Closed by assessment-decided on Sunday 1 February 2026; its own outcome is not recorded.",
        Paragraph("final-plan", Received("2026-01-05"), Assessed("2026-02-01", "refuse")),
        StringComparison.Ordinal);

    [Fact]
    public void An_exemption_says_that_the_date_does_not_move()
    {
        var claim = Claim("e1", "exceptional-circumstances", ["final-plan"]);
        var refused = Claim("e2", "appointment-missed", ["final-plan"]);

        Assert.EndsWith(
            "Exemption e1 (exceptional-circumstances) is claimed, unproven: the limit is disapplied, and its last day does not move. "
            + "No date proves this ground; the authority must hold the evidence.",
            Paragraph("final-plan", Received("2026-01-05"), claim),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "Exemption e2 (appointment-missed) is claimed, not allowed: the limit applies. "
            + "The law does not allow this ground for the limit of reg. 13(2).",
            Paragraph("final-plan", Received("2026-01-05"), refused),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_exemption_disapplies_is_not_called_late() => Assert.EndsWith(
        "Ended on Wednesday 27 May 2026, 2 days after the last day of a limit that did not apply.",
        Paragraph("final-plan", Received("2026-01-05"), PlanSent("2026-05-27"), Claim("e1", "exceptional-circumstances", ["final-plan"])),
        StringComparison.Ordinal);

    [Fact]
    public void Custody_is_said_with_its_own_instrument() => Assert.Equal(
        "Request for a detained person received on Monday 5 January 2026 (day 0). Regs 4(1) and 5(1): within 6 weeks. 6 × 7 = 42 days. "
        + "Last day Monday 16 February 2026.",
        Paragraph("decision-to-assess", Received("2026-01-05", route: "detained")));

    [Fact]
    public void What_cannot_be_computed_says_why()
    {
        var clock = Folded([Received("2026-01-05"), PlanSent("2026-01-04")]).Clock("final-plan");

        Assert.Equal(
            "Request received on Monday 5 January 2026 (day 0). Reg 13(2): within 20 weeks. "
            + "Cannot be computed: final-plan-sent of 4 January 2026 is before request-received of 5 January 2026.",
            Explained(clock));
        Assert.StartsWith("Cannot be computed: ", ShortOf(clock), StringComparison.Ordinal);
    }

    [Fact]
    public void The_short_form_fits_an_email()
    {
        var clock = Folded([Received("2026-01-05")]).Clock("final-plan");

        Assert.Equal("Last day Monday 25 May 2026 (20 weeks, reg. 13(2)).", ShortOf(clock));
        Assert.Equal("SEND Regulations 2014 (SI 2014/1530), reg. 13(2)", CitationOf(clock));
    }

    [Fact]
    public void A_rule_of_another_release_is_named_and_not_guessed_at()
    {
        var clock = Folded([Received("2026-01-05")]).Clock("final-plan") with { Rule = "final-plan-2031" };

        Assert.Equal("Computed by rule final-plan-2031 of another release.", Explained(clock));
        Assert.Equal("Last day Monday 25 May 2026 (rule final-plan-2031).", ShortOf(clock));
        Assert.Equal("", CitationOf(clock));
        Assert.Equal(ClockState.Overdue, StateOf(clock, Day("2026-05-26")));
    }

    private static string Paragraph(string milestone, params AskedFact[] facts) => Explained(Folded(facts).Clock(milestone));
}
