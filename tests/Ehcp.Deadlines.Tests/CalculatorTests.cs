using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class CalculatorTests
{
    [Fact]
    public void It_computes_what_the_timeline_computes()
    {
        var timeline = Calculated("request-received", Day("2026-01-05"), []);

        Assert.Equal([Day("2026-02-16"), Day("2026-04-27"), Day("2026-05-25")], timeline.Clocks.Select(clock => clock.LastDay!.Value));
        Assert.Empty(timeline.CannotCompute);
    }

    [Fact]
    public void Fields_of_the_event_are_heeded_and_its_own_date_is_the_one_given()
    {
        var timeline = Calculated("request-received", Day("2026-01-05"), [new("route", "detained"), new("receivedOn", Day("2020-01-01"))]);

        Assert.Equal([Day("2026-02-16"), Day("2026-04-27"), Day("2026-05-25")], timeline.Clocks.Select(clock => clock.LastDay!.Value));
        Assert.All(timeline.Clocks, clock => Assert.Contains("SI 2015/62", CitationOf(clock), StringComparison.Ordinal));
    }

    [Fact]
    public void Fields_no_rule_needs_may_be_left_out()
    {
        Assert.Equal(Day("2026-03-30"), Calculated("advice-requested", Day("2026-02-16"), []).Clock("advice", "1/1").LastDay);
        Assert.Equal(Day("2026-03-16"), Calculated("draft-plan-served", Day("2026-03-02"), []).Clock("representations").LastDay);
    }

    [Theory]
    [InlineData("consultation-answered")]
    [InlineData("request-closed")]
    public void An_event_that_starts_no_limit_says_so(string trigger)
    {
        var timeline = Calculated(trigger, Day("2026-01-05"), []);

        Assert.Empty(timeline.Clocks);
        Assert.Equal(new Uncomputed(trigger, "No statutory limit starts from this event in this release."), Assert.Single(timeline.CannotCompute));
    }

    [Theory]
    [InlineData("tribunal-ordered", "order")]
    [InlineData("reassessment-decided", "decision")]
    [InlineData("phase-transfer-due", "phase")]
    [InlineData("decision-reversed", "reversed, by")]
    public void What_is_left_out_and_decides_is_named(string trigger, string fields) => Assert.Equal(
        new Uncomputed(trigger, $"Which limit starts depends on what is left out: {fields}."),
        Assert.Single(Calculated(trigger, Day("2026-01-05"), []).CannotCompute));

    [Theory]
    [InlineData("request-received", "route")]
    [InlineData("consultation-sent", "")]
    [InlineData("move-notified", "destination, movesOn")]
    [InlineData("phase-transfer-due", "phase")]
    [InlineData("plan-transferred-in", "lastReviewedOn, originalPlanOn")]
    [InlineData("mediation-agreed", "about, periodAgreedTo, agreedWith")]
    [InlineData("mediation-certificate-issued", "notifiedOn")]
    [InlineData("decision-reversed", "reversed, by, directedTo, directedFor, receivedOn")]
    [InlineData("review-decided", "decision, issuedOn")]
    [InlineData("term-starts", "")]
    [InlineData("no-such-event", "")]
    public void The_fields_that_decide_are_listed(string trigger, string fields) =>
        Assert.Equal(fields, string.Join(", ", Calculator.FieldsOf(StatutoryTimetable.Shipped, trigger)));

    [Fact]
    public void A_date_that_a_rule_needs_is_asked_for_also_where_it_counts_from_nothing_of_it()
    {
        var trigger = LimitTrigger.On<FinalPlanSent>("Plan sent on") with { Needs = TriggerDate.Of<FinalPlanSent>(nameof(FinalPlanSent.SignedOn)) };
        var timetable = new StatutoryTimetable("2099.1", [Rule("final-plan-2014")! with { Trigger = trigger }]);

        Assert.Equal(["signedOn"], Calculator.FieldsOf(timetable, "final-plan-sent"));
    }

    [Fact]
    public void Dates_of_other_events_are_asked_for_where_a_rule_counts_from_them() => Assert.Equal(
        ["decision-reversed receivedOn", "mediation-certificate-issued notifiedOn", "review-decided issuedOn"],
        Calculator.DateOfAnotherEvent.Select(other => $"{other.Key} {other.Value}").Order());

    [Fact]
    public void A_concession_without_the_original_date_says_what_is_missing() => Assert.StartsWith(
        "No request is recorded that this reversal could be about",
        Assert.Single(Calculated("decision-reversed", Day("2026-01-05"), [new("reversed", "refusal-to-assess"), new("by", "conceded")]).CannotCompute).Reason,
        StringComparison.Ordinal);

    [Fact]
    public void Every_limit_can_be_asked_for_and_answers_as_its_shape_says() => Assert.All(
        Limits.Where(limit => limit.OnlyWith.IsEmpty && limit.Cohort is null && (limit.ForDetainedPersons != true || limit.Trigger.Name == "request-received")
            && !limit.Id.Contains("-after-detention", StringComparison.Ordinal)
            && !limit.Id.Contains("-after-release", StringComparison.Ordinal)),
        limit =>
        {
            var (on, second) = (limit.InForceOn(Day("2026-03-02")) ? Day("2026-03-02") : limit.InForceTo!.Value, Day("2026-01-05"));
            var fields = limit.Trigger.When.Where(test => !test.AbsentPasses).Select(test => KeyValuePair.Create(test.Field.Name, (object)test.Codes[0]))
                .Concat(limit.Trigger.SecondDate.Where(date => date.OtherField is null).Take(1).Select(date => KeyValuePair.Create(date.Name, (object)second)));

            var clock = Assert.Single(Calculated(limit.Trigger.Name, on, fields).Clocks, clock => clock.Rule == limit.Id);

            Assert.Equal((limit.MilestoneCode, limit.Shape.LastDay(WorkingDays.Shipped, on, clock.SecondDate)), (clock.Milestone, clock.LastDay!.Value));
        });

    [Fact]
    public void Every_event_with_a_date_of_its_own_can_be_asked_for()
    {
        Assert.Equal("receivedOn", StatutoryTimetable.Shipped.TriggerDateField["request-received"]);
        Assert.Equal("transferOn", StatutoryTimetable.Shipped.TriggerDateField["phase-transfer-due"]);
        Assert.All(Limits, limit => Assert.Contains(limit.Trigger.Name, StatutoryTimetable.Shipped.TriggerDateField.Keys));
        Assert.DoesNotContain("case-assigned", StatutoryTimetable.Shipped.TriggerDateField.Keys);
        Assert.Throws<ArgumentException>(() => Calculated("case-assigned", Day("2026-01-05"), []));
    }
}
