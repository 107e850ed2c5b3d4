using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class AppealTests
{
    public static TheoryData<string, string, string> Decisions => new()
    {
        { "assessment-decided", "notifiedOn", "refuse" },
        { "issue-decided", "notifiedOn", "not-issue" },
        { "final-plan-sent", "sentOn", "" },
        { "amended-plan-sent", "sentOn", "" },
        { "review-decided", "notifiedOn", "maintain" },
        { "review-decided", "notifiedOn", "cease" },
        { "reassessment-decided", "notifiedOn", "refuse" },
        { "amendment-refused", "notifiedOn", "" },
    };

    // Reg. 33; IPSEA: two months from the date on the letter.
    [Theory, MemberData(nameof(Decisions))]
    [Pins(
        "mediation-contact-refusal-to-assess-2014", "mediation-contact-refusal-to-issue-2014", "mediation-contact-final-plan-2014",
            "mediation-contact-amended-plan-2014",
        "mediation-contact-amendment-refused-2014", "appeal-amendment-refused-2014", "mediation-contact-no-amendment-2014", "mediation-contact-cease-2014",
            "mediation-contact-refusal-to-reassess-2014",
        "appeal-refusal-to-assess-2014", "appeal-refusal-to-issue-2014", "appeal-final-plan-2014", "appeal-amended-plan-2014",
        "appeal-no-amendment-2014", "appeal-cease-2014", "appeal-refusal-to-reassess-2014")]
    public void Every_appealable_decision_gives_two_months_for_mediation_and_appeal(string type, string field, string decision)
    {
        var timeline = Folded([Fact(type, (field, "2026-01-16"), ("decision", decision))]);

        Assert.Equal(Day("2026-03-16"), timeline.Clock("mediation-contact", type + "/1").LastDay);
        Assert.Equal(Day("2026-03-16"), timeline.Clock("appeal", type + "/1").LastDay);
    }

    [Theory]
    [InlineData("assessment-decided", "assess")]
    [InlineData("issue-decided", "issue")]
    [InlineData("review-decided", "amend")]
    [InlineData("reassessment-decided", "assess")]
    public void No_other_decision_does(string type, string decision) =>
        Assert.DoesNotContain(Folded([Fact(type, ("notifiedOn", "2026-01-15"), ("decision", decision))]).Clocks, clock =>
            clock.Milestone is "appeal" or "mediation-contact");

    [Theory]
    [InlineData("2025-12-31", "2026-03-02")] // the last day of a shorter month, a Saturday
    [InlineData("2023-12-30", "2024-02-29")]
    [InlineData("2026-05-31", "2026-07-31")]
    [InlineData("2026-06-01", "2026-09-01")] // 1 August
    [InlineData("2026-06-30", "2026-09-01")] // 30 August
    [InlineData("2024-06-30", "2024-09-02")] // 1 September 2024 was a Sunday
    [InlineData("2026-07-01", "2026-09-01")]
    [InlineData("2024-07-01", "2024-09-02")] // 1 September itself, a Sunday: not before the one of the day before
    [InlineData("2024-07-02", "2024-09-02")]
    [InlineData("2026-07-05", "2026-09-07")] // a Saturday, and long after August
    [InlineData("2026-03-16", "2026-05-18")] // Saturday 16 May
    [InlineData("2026-02-03", "2026-04-07")] // Good Friday, then Easter Monday
    [InlineData("2027-05-31", "2027-08-02")] // Saturday 31 July ends before August; the next working day is Monday
    [InlineData("2022-10-24", "2022-12-28")] // Saturday 24 December; the 26th and 27th were bank holidays
    [InlineData("2026-11-02", "2027-01-04")] // Saturday 2 January
    [InlineData("2026-11-09", "2027-01-11")]
    [InlineData("2026-10-23", "2026-12-23")]
    [InlineData("2026-10-24", "2026-12-24")]
    [InlineData("2026-10-25", "2027-01-04")] // 25 December; 2 January 2027 is a Saturday
    [InlineData("2025-10-31", "2026-01-02")] // 31 December
    [InlineData("2025-11-01", "2026-01-02")] // 1 January
    [InlineData("2025-11-02", "2026-01-02")]
    public void An_appeal_that_would_end_in_August_or_at_Christmas_runs_on(string notifiedOn, string lastDay) =>
        Assert.Equal(Day(lastDay), Folded([Assessed(notifiedOn, "refuse")]).Clock("appeal", "assessment-decided/1").LastDay);

    [Fact]
    public void The_time_for_mediation_does_not_run_on() =>
        Assert.Equal(Day("2026-08-15"), Folded([Assessed("2026-06-15", "refuse")]).Clock("mediation-contact", "assessment-decided/1").LastDay);

    // ipsea.org.uk, FAQ on appeals over Christmas: letter of 1 October, certificate of 29 November, so the next working day in January.
    [Theory]
    [Pins("appeal-after-certificate-2014")]
    [InlineData("2025-10-01", "2025-11-29", "2026-01-02")]
    [InlineData("2026-01-15", "2026-02-10", "2026-03-16")] // two months from the letter are later
    [InlineData("2026-01-15", "2026-03-10", "2026-04-10")] // one month from the certificate is later
    [InlineData("2026-01-15", "2026-02-15", "2026-03-16")] // both
    [InlineData("2026-02-20", "2026-04-03", "2026-05-05")] // Sunday 3 May, and the bank holiday after it
    public void With_a_certificate_it_is_the_later_of_two_months_and_one(string notifiedOn, string issuedOn, string lastDay)
    {
        var timeline = Folded([Assessed(notifiedOn, "refuse"), Certificate(issuedOn)]);

        Assert.Equal(Day(lastDay), timeline.Clock("appeal", "mediation-certificate-issued/1").LastDay);
        Assert.Equal(Day(notifiedOn), timeline.Clock("appeal", "mediation-certificate-issued/1").SecondDate);
        Assert.Equal("mediation-certificate-issued", timeline.Clock("appeal", "assessment-decided/1").ClosedBy);
        Assert.Equal(Day(issuedOn), timeline.Clock("mediation-contact", "assessment-decided/1").EndedOn);
    }

    [Fact]
    public void A_certificate_alone_gives_a_month()
    {
        var timeline = Folded([Certificate("2026-03-10")]);

        Assert.Equal(Day("2026-04-10"), timeline.Clock("appeal", "mediation-certificate-issued/1").LastDay);
        Assert.Null(timeline.Clock("appeal", "mediation-certificate-issued/1").SecondDate);
        Assert.Contains("The second date is not recorded.", Explained(timeline.Clocks[0]), StringComparison.Ordinal);
        Assert.Empty(timeline.CannotCompute);
    }

    [Theory]
    [InlineData("2025-11-09", null)]         // more than four months before: of another dispute
    [InlineData("2025-11-10", "2025-11-10")]
    [InlineData("2026-03-10", "2026-03-10")]
    [InlineData("2026-03-11", null)]         // after the certificate
    public void A_certificate_is_about_a_decision_of_the_four_months_before(string notifiedOn, string? decidedOn) => Assert.Equal(
        decidedOn is null ? null : Day(decidedOn),
        Folded([Assessed(notifiedOn, "refuse"), Certificate("2026-03-10")]).Clock("appeal", "mediation-certificate-issued/1").SecondDate);

    [Fact]
    public void Between_two_decisions_the_appeal_itself_decides_or_it_is_told()
    {
        AskedFact[] facts = [Received("2025-10-06", "1").Id("a"), IssueDecided("2026-02-01", "not-issue", "1"), Received("2025-10-06", "2")
            .Id("b"), PlanSent("2026-02-03", "2"), Certificate("2026-03-10")];

        Assert.Equal(
            new Uncomputed("appeal 1", "The facts do not say which decision the mediation certificate of 10 March 2026 is about: 2 are possible."),
            Assert.Single(Folded(facts).CannotCompute));
        Assert.Null(Folded(facts).Clock("appeal", "mediation-certificate-issued/1").SecondDate);
        var about = Folded([.. facts, Fact("appeal-received", ("receivedOn", "2026-03-20"), ("against", "placement"))]);
        Assert.Empty(about.CannotCompute);
        Assert.Equal(Day("2026-02-03"), about.Clock("appeal", "mediation-certificate-issued/1").SecondDate);
        Assert.Null(about.Clock("appeal", "issue-decided/1").ClosedBy);
    }

    [Theory]
    [InlineData("appeal-unopposed", "against")]
    [InlineData("mediation-agreed", "about")]
    [InlineData("decision-reversed", "reversed")]
    public void Anything_of_the_appeal_that_names_the_decision_decides(string type, string field)
    {
        var timeline = Folded(
            [IssueDecided("2026-02-01", "not-issue", "1"), PlanSent("2026-02-03", "2"), Certificate("2026-03-10"),
                Fact(type, ("agreedOn", "2026-04-01"), ("notifiedOn", "2026-04-01"), ("effectiveOn", "2026-04-01"), (field, "refusal-to-issue"))]);

        Assert.Equal(Day("2026-02-01"), timeline.Clock("appeal", "mediation-certificate-issued/1").SecondDate);
    }

    [Fact]
    public void Time_that_runs_out_is_nobodys_breach_and_what_comes_later_is_about_something_else()
    {
        AskedFact[] refused = [Assessed("2026-01-15", "refuse")];

        Assert.Equal(ClockState.Open, Folded(refused).State("appeal", on: "2026-03-15", "assessment-decided/1"));
        Assert.Equal(ClockState.Open, Folded(refused).State("appeal", on: "2026-03-16", "assessment-decided/1")); // 15 March was a Sunday
        Assert.Equal(ClockState.NotApplicable, Folded(refused).State("appeal", on: "2026-03-17", "assessment-decided/1"));
        Assert.Equal(ClockState.Met, Folded([.. refused, Appeal("2026-03-15", "refusal-to-assess")]).State("appeal", on: "2026-03-16", "assessment-decided/1"));
        Assert.Null(Folded([.. refused, Appeal("2026-03-17", "refusal-to-assess")]).Clock("appeal", "assessment-decided/1").EndedOn);
        Assert.Equal("appeal-received", Folded([.. refused, Appeal("2026-03-17", "refusal-to-assess")]).Clock("appeal", "assessment-decided/1").ClosedBy);
        Assert.Null(Folded([.. refused, Appeal("2026-05-16", "refusal-to-assess")]).Clock("appeal", "assessment-decided/1").ClosedBy);
        Assert.Null(Folded([.. refused, Appeal("2026-03-15", "contents")]).Clock("appeal", "assessment-decided/1").EndedOn);
        Assert.Equal(Day("2026-03-15"), Folded([PlanSent("2026-02-03"), Appeal("2026-03-15", "placement")]).Clock("appeal", "final-plan-sent/1").EndedOn);
    }

    [Fact]
    public void An_appeal_after_a_certificate_ends_its_time() => Assert.Equal(
        Day("2026-04-10"),
        Folded([Certificate("2026-03-10"), Appeal("2026-04-10", "contents")]).Clock("appeal", "mediation-certificate-issued/1").EndedOn);

    // Reg. 36: 30 days.
    [Fact]
    [Pins("mediation-2014")]
    public void Mediation_is_arranged_within_30_days()
    {
        var requested = Fact("mediation-requested", ("requestedOn", "2026-01-15"));

        Assert.Equal(Day("2026-02-14"), Folded([requested]).Clock("mediation").LastDay);
        Assert.Equal(ClockState.Met, Folded([requested, Fact("mediation-agreed", ("agreedOn", "2026-02-14"), ("about", "other"))])
            .State("mediation", on: "2026-12-31"));
        Assert.Equal("mediation-certificate-issued", Folded([requested, Certificate("2026-02-10")]).Clock("mediation").ClosedBy);
    }

    // Regs 34 and 39: 3 working days.
    [Theory]
    [Pins("certificate-without-mediation-2014", "certificate-after-mediation-2014")]
    [InlineData("mediation-declined", "2026-05-21", "2026-05-27")] // the spring bank holiday is not counted
    [InlineData("mediation-ended", "2026-05-21", "2026-05-27")]
    [InlineData("mediation-ended", "2026-05-23", "2026-05-28")]
    public void A_certificate_is_issued_within_3_working_days(string trigger, string on, string lastDay) =>
        Assert.Equal(("mediation-certificate", Day(lastDay)),
            (Assert.Single(Calculated(trigger, Day(on), []).Clocks).Milestone, Calculated(trigger, Day(on), []).Clocks[0].LastDay));

    // 30 working days; rule 12(3)(b): 25 December to 1 January and August are not counted.
    [Theory]
    [Pins("appeal-response-2008")]
    [InlineData("2026-01-05", "2026-02-16")]
    [InlineData("2026-03-20", "2026-05-06")] // Good Friday, Easter Monday and the early May holiday
    [InlineData("2026-07-20", "2026-09-29")] // 9 days to 31 July, 21 from 1 September
    [InlineData("2025-12-01", "2026-01-20")] // 17 days to 24 December, 13 from 2 January
    public void An_appeal_is_answered_within_30_working_days(string receivedOn, string lastDay) =>
        Assert.Equal(Day(lastDay), Folded([Appeal(receivedOn, "contents")]).Clock("appeal-response").LastDay);

    [Fact]
    public void Not_opposing_is_an_answer() =>
        Assert.Equal(
            Day("2026-02-01"), Folded([Appeal("2026-01-05", "contents"), Fact("appeal-unopposed", ("notifiedOn", "2026-02-01"), ("against", "contents"))])
            .Clock("appeal-response").EndedOn);

    [Fact]
    public void Months_that_run_on_show_their_working()
    {
        Assert.StartsWith(
            "Refusal to assess notified on Monday 15 June 2026. Rules 12 and 20: within 2 months. 2 months from 15 June 2026 is 15 August 2026. "
            + "A period that ends in August runs to the first working day of September (rule 12(3)(a)). Last day Tuesday 1 September 2026. With a mediation "
                + "certificate it is "
                + "one month from the certificate, if later.",
            Explained(Folded([Assessed("2026-06-15", "refuse")]).Clock("appeal", "assessment-decided/1")),
            StringComparison.Ordinal);
        Assert.Contains(
            "2 months from 31 October 2025 is 31 December 2025. A period that ends from 25 December to 1 January runs to the first working day after it (rule "
                + "12(3)(a)). Last "
                + "day Friday 2 January 2026.",
            Explained(Folded([Assessed("2025-10-31", "refuse")]).Clock("appeal", "assessment-decided/1")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Two_months_and_one_show_both() => Assert.StartsWith(
        "Mediation certificate issued on Tuesday 10 March 2026. Decision notified on Thursday 15 January 2026. Rules 12 and 20: the later of within 1 "
            + "month and, from the second date, within 2 months. "
        + "1 month from 10 March 2026 is 10 April 2026. 2 months from 15 January 2026 is 15 March 2026. Last day Friday 10 April 2026.",
        Explained(Folded([Assessed("2026-01-15", "refuse"), Certificate("2026-03-10")]).Clock("appeal", "mediation-certificate-issued/1")),
        StringComparison.Ordinal);

    [Fact]
    public void Working_days_show_their_working()
    {
        Assert.StartsWith(
            "Appeal received on Monday 5 January 2026 (day 0). Rules 12(3)(b) and 21: within 30 working days. "
            + "Weekends, bank holidays, 25 December to 1 January and August are not counted (rule 12(3)). Last day Monday 16 February 2026.",
            Explained(Folded([Appeal("2026-01-05", "contents")]).Clock("appeal-response")),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Mediation ended on Thursday 21 May 2026 (day 0). Reg 39: within 3 working days. Weekends and bank holidays are not counted. Last day Wednesday 27 "
                + "May 2026.",
            Explained(Calculated("mediation-ended", Day("2026-05-21"), []).Clocks[0]),
            StringComparison.Ordinal);
    }

    private static AskedFact Certificate(string on) => Fact("mediation-certificate-issued", ("issuedOn", on));

    private static AskedFact Appeal(string on, string against) => Fact("appeal-received", ("receivedOn", on), ("against", against));
}
