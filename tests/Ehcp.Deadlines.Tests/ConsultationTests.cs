using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class ConsultationTests
{
    // Code of Practice 9.83; Herefordshire and Essex: "within 15 days".
    [Theory]
    [Pins("consultation-2015")]
    [InlineData("2026-03-17", ClockState.Met)]    // day 15
    [InlineData("2026-03-18", ClockState.Missed)]
    public void A_school_has_15_days_to_answer(string answeredOn, ClockState state)
    {
        var timeline = Folded([Sent("a"), Fact("consultation-answered", ("consultationId", "a"), ("answeredOn", answeredOn))]);

        Assert.Equal(Day("2026-03-17"), timeline.Clock("consultation", "1/a").LastDay);
        Assert.Equal(state, timeline.State("consultation", on: "2026-12-31", "1/a"));
    }

    [Fact]
    public void Each_school_answers_for_itself()
    {
        var timeline = Folded([Sent("a").Id("1"), Sent("b").Id("2"), Fact("consultation-answered", ("consultationId", "a"), ("answeredOn", "2026-03-10"))]);

        Assert.Equal(ClockState.Met, timeline.State("consultation", on: "2026-12-31", "1/a"));
        Assert.Equal(ClockState.Overdue, timeline.State("consultation", on: "2026-03-18", "1/b"));
    }

    [Fact]
    public void It_shows_its_working_and_in_a_note_of_its_own_that_its_wording_was_not_read()
    {
        var clock = Folded([Sent("a")]).Clock("consultation", "1/a");

        Assert.Equal(
            "Consultation sent on Monday 2 March 2026 (day 0). Para. 9.83: within 15 days. Day 15 is 15 days after day 0. Last day Tuesday 17 March 2026.",
            Explained(clock));
        Assert.Equal(
            "The wording of SEND Code of Practice 2015, para. 9.83 has not been checked in a primary source.",
            Explanations.Note(StatutoryTimetable.Shipped, clock));
        Assert.Null(Explanations.Note(StatutoryTimetable.Shipped, Folded([Received("2026-01-05")]).Clock("final-plan")));
    }

    private static AskedFact Sent(string id) => Fact("consultation-sent", ("consultationId", id), ("sentOn", "2026-03-02"));
}
