using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class MoveTests
{
    // Reg. 15(2). 15 working days before Monday 8 June 2026 is Friday 15 May: 25 May is a bank holiday.
    [Theory]
    [Pins("plan-transfer-2014")]
    [InlineData("2026-03-02", "2026-06-08", "2026-06-08")]
    [InlineData("2026-05-15", "2026-06-08", "2026-06-08")] // just in time
    [InlineData("2026-05-16", "2026-06-08", "2026-06-08")] // a Saturday: the first of the 15 is Monday 18 May
    [InlineData("2026-05-19", "2026-06-08", "2026-06-09")]
    [InlineData("2026-06-08", "2026-06-08", "2026-06-26")]
    [InlineData("2026-07-01", "2026-06-08", "2026-07-21")] // learnt after the move
    [InlineData("2026-12-21", "2026-12-22", "2027-01-13")] // through Christmas
    public void A_plan_is_transferred_on_the_move_or_15_working_days_from_knowing(string awareOn, string movesOn, string lastDay) =>
        Assert.Equal(Day(lastDay), Folded([Moves(awareOn, movesOn)]).Clock("plan-transfer").LastDay);

    [Theory]
    [InlineData("5", "2026-06-08", ClockState.Met)]
    [InlineData("5", "2026-06-09", ClockState.Missed)]
    [InlineData("9", "2026-06-01", ClockState.NotApplicable)]
    public void Ceasing_because_of_a_transfer_ends_it(string reason, string ceasedOn, ClockState state) => Assert.Equal(
        state,
        Folded([Moves("2026-03-02", "2026-06-08"), Fact("plan-ceased", ("ceasedOn", ceasedOn), ("reason", reason))]).State("plan-transfer", on: "2026-12-31"));

    // SEN2 guide: no right of transfer; the new authority decides afresh.
    [Fact]
    public void In_mid_assessment_there_is_no_plan_to_transfer_and_the_new_authority_starts_afresh()
    {
        var old = Folded([Received("2026-03-02"), Moves("2026-03-02", "2026-06-08"), Closed("2026-06-08", "moved-away")]);

        Assert.DoesNotContain(old.Clocks, clock => clock.Milestone == "plan-transfer");
        Assert.Equal(ClockState.NotApplicable, old.State("final-plan", on: "2026-12-31"));
        Assert.Equal(Day("2026-10-26"), Folded([Received("2026-06-08", route: "became-responsible")]).Clock("final-plan").LastDay);
    }

    [Theory]
    [InlineData("final-plan-sent", "sentOn")]
    [InlineData("review-meeting-held", "heldOn")]
    [InlineData("reassessment-requested", "receivedOn")]
    [InlineData("plan-transferred-in", "transferredOn")]
    public void What_only_a_plan_can_have_shows_that_there_is_one(string type, string field) => Assert.Contains(
        Folded([Received("2025-03-03"), Fact(type, (field, "2025-09-01")), Moves("2026-03-02", "2026-06-08")]).Clocks,
        clock => clock.Milestone == "plan-transfer");

    // Reg. 15(4).
    [Fact]
    [Pins("transfer-notice-2014")]
    public void The_new_authority_tells_the_family_within_6_weeks()
    {
        var timeline = Folded([TransferredIn("2026-03-02")]);

        Assert.Equal(Day("2026-04-13"), timeline.Clock("transfer-notice").LastDay);
        Assert.Equal(ClockState.Open, timeline.State("transfer-notice", on: "2026-04-13"));
        Assert.Equal(ClockState.Overdue, timeline.State("transfer-notice", on: "2026-04-14"));
        Assert.Equal(
            ClockState.Met, Folded([TransferredIn("2026-03-02"), Fact("transfer-notice-sent", ("sentOn", "2026-04-13"))])
                .State("transfer-notice", on: "2026-12-31"));
    }

    // Reg. 15(5): the later of 12 months beginning with the plan or its last review, and 3 months beginning with the transfer.
    [Theory]
    [Pins("review-after-transfer-2014")]
    [InlineData("2026-03-02", "2025-10-01", null, "2026-09-30")]
    [InlineData("2026-03-02", "2025-03-01", null, "2026-06-01")]
    [InlineData("2026-03-02", "2024-10-01", "2025-10-01", "2026-09-30")]
    [InlineData("2026-03-02", "2025-06-02", null, "2026-06-01")] // both on the same day
    [InlineData("2025-11-30", "2024-01-01", null, "2026-02-28")] // no 30 February: the three months end with the month
    public void The_new_authority_reviews_by_the_later_of_12_months_and_3(string transferredOn, string madeOn, string? reviewedOn, string lastDay) =>
        Assert.Equal(Day(lastDay), Folded([TransferredIn(transferredOn, madeOn, reviewedOn)]).Clock("review-after-transfer").LastDay);

    [Fact]
    public void Without_the_date_of_the_plan_the_later_cannot_be_said()
    {
        var timeline = Folded([TransferredIn("2026-03-02")]);

        Assert.Equal(ClockState.CannotCompute, timeline.State("review-after-transfer", on: "2026-12-31"));
        Assert.Equal(new Uncomputed("review-after-transfer 1", "plan-transferred-in has no lastReviewedOn or originalPlanOn."),
            Assert.Single(timeline.CannotCompute));
    }

    [Fact]
    public void A_review_after_the_transfer_ends_it() => Assert.Equal(
        Day("2026-05-01"),
        Folded([TransferredIn("2026-03-02", "2025-10-01"), Fact("review-decided", ("notifiedOn", "2026-05-01"), ("decision", "maintain"))])
            .Clock("review-after-transfer").EndedOn);

    [Fact]
    public void A_move_known_in_time_shows_its_working() => Assert.Equal(
        "Aware of the move on Monday 2 March 2026. The family moves on Monday 8 June 2026. Reg 15(2): on the day of the move or, where the authority was not "
            + "aware of it at least "
        + "15 working days before, within 15 working days beginning with the day it became aware. It was aware 15 working days before, so the day of the move "
            + "is the last. Last day Monday 8 June 2026.",
        Explained(Folded([Moves("2026-03-02", "2026-06-08")]).Clock("plan-transfer")));

    [Theory]
    [InlineData(
        "2026-05-23",
        "It was not aware 15 working days before. The first is Tuesday 26 May 2026; weekends and bank holidays are not counted. Last day Monday 15 June 2026.")]
    [InlineData("2026-05-26",
        "It was not aware 15 working days before. That day is the first; weekends and bank holidays are not counted. Last day Monday 15 June 2026.")]
    public void A_move_learnt_late_shows_its_working(string awareOn, string ending) =>
        Assert.EndsWith(ending, Explained(Folded([Moves(awareOn, "2026-06-08")]).Clock("plan-transfer")), StringComparison.Ordinal);

    [Fact]
    public void The_later_of_two_shows_both() => Assert.StartsWith(
        "Plan transferred on Monday 2 March 2026. Plan made or last reviewed on Wednesday 1 October 2025. Reg 15(5): the later of 3 months beginning with that "
            + "day and, from the second date, "
        + "12 months beginning with that day. 3 months from 2 March 2026 is 2 June 2026, and the last day is the one before. 12 months from 1 October 2025 is "
            + "1 October 2026, and the last day is the one before. "
        + "Last day Wednesday 30 September 2026.",
        Explained(Folded([TransferredIn("2026-03-02", "2025-10-01")]).Clock("review-after-transfer")),
        StringComparison.Ordinal);

    // Reg. 16.
    [Theory]
    [Pins("commissioning-body-2014")]
    [InlineData("2026-05-18", "2026-06-08")]
    [InlineData("2026-05-16", "2026-06-08")]
    public void A_new_commissioning_body_is_told_within_15_working_days(string awareOn, string lastDay) =>
        Assert.Equal(Day(lastDay), Assert.Single(Calculated("commissioning-body-changed", Day(awareOn), []).Clocks).LastDay);

    private static AskedFact Moves(string awareOn, string movesOn) => Fact("move-notified", ("awareOn", awareOn), ("movesOn", movesOn));

    private static AskedFact TransferredIn(string on, string? madeOn = null, string? reviewedOn = null) => Fact("plan-transferred-in",
    [
        ("transferredOn", on),
        .. madeOn is null ? [] : new (string, object)[] { ("originalPlanOn", madeOn) },
        .. reviewedOn is null ? [] : new (string, object)[] { ("lastReviewedOn", reviewedOn) },
    ]);
}
