using CsCheck;
using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

/// <summary>A duty of the authority is met, missed or open; never over without an event.</summary>
public sealed class EndedDutyTests
{
    public static TheoryData<string, string, string, string, string> Duties => new()
    {
        // milestone, trigger, its date, what ends it, its date
        { "mediation", "mediation-requested", "requestedOn", "mediation-held", "heldOn" },
        { "mediation", "mediation-requested", "requestedOn", "mediation-ended", "endedOn" },
        { "appeal-response", "appeal-received", "receivedOn", "appeal-response-sent", "sentOn" },
        { "reconsideration", "tribunal-ordered", "orderedOn", "decision-reconsidered", "notifiedOn" },
        { "agreement", "mediation-agreed", "agreedOn", "agreement-performed", "performedOn" },
        { "transfer-notice", "plan-transferred-in", "transferredOn", "transfer-notice-sent", "sentOn" },
        { "reassessed-plan", "reassessment-decided", "notifiedOn", "amendment-refused", "notifiedOn" },
        { "recommendations-answer", "recommendations-made", "madeOn", "recommendations-answered", "answeredOn" },
        { "commissioning-body", "commissioning-body-changed", "awareOn", "commissioning-body-notified", "notifiedOn" },
        { "review-decision", "review-meeting-held", "heldOn", "amendment-notice-sent", "sentOn" },
    };

    [Theory, MemberData(nameof(Duties))]
    [Pins("recommendations-social-care-2017")]
    public void It_is_overdue_until_its_event_says_when_it_was_done(string milestone, string trigger, string on, string outcome, string outcomeOn)
    {
        var began = Of(trigger, on, "2026-01-05");
        var clock = Assert.Single(Folded([began]).Clocks, clock => clock.Milestone == milestone);
        var lastDay = clock.LastDay!.Value;

        Assert.Equal(ClockState.Open, StateOf(clock, lastDay));
        Assert.Equal(ClockState.Overdue, StateOf(clock, lastDay.AddDays(1)));
        Assert.Equal(ClockState.Overdue, StateOf(clock, lastDay.AddYears(3)));
        foreach (var (day, state) in new[] { (lastDay, ClockState.Met), (lastDay.AddDays(1), ClockState.Missed) })
        {
            var ended = Folded([began, Of(outcome, outcomeOn, day.ToString("O", null))]);
            Assert.Equal(state, StateOf(ended.Clock(milestone, clock.Id), Day("2030-01-01")));
            Assert.DoesNotContain(ended.CannotCompute, told => told.Subject.StartsWith(milestone, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void No_duty_of_the_authority_lapses() => Assert.All(
        Limits.Where(limit => limit is { Bearer: Bearer.Authority, IsPermission: false }),
        limit => Assert.True(limit.AfterLastDay != AfterLastDay.Lapses, limit.Id));

    [Fact]
    public void Every_duty_of_the_authority_has_an_event_that_ends_it() => Assert.All(
        Limits.Where(limit => limit is { Bearer: Bearer.Authority, AfterLastDay: AfterLastDay.Overdue or AfterLastDay.StaysOpen, Shape: not FromOriginal }),
        limit => Assert.NotEmpty(limit.EndedBy));

    // Whatever else is known of a case, each open duty of the authority can be ended by an event.
    [Fact]
    public void Whatever_is_known_every_duty_that_runs_can_be_ended() => AnyCase.Facts.Sample(facts =>
    {
        var far = Day("2035-01-01");
        foreach (var clock in Folded(facts).Clocks)
        {
            var limit = Rule(clock.Rule)!;
            if (limit is { Bearer: Bearer.Authority, AfterLastDay: AfterLastDay.Overdue, Shape: not FromOriginal } && StateOf(clock, far) == ClockState.Overdue)
            {
                Assert.Contains(limit.EndedBy, match => Ends(facts, clock, match));
            }
        }
    }, iter: 1_000);

    // A step out of order is told and ends nothing: the right event in the right order does.
    private static bool Ends(AskedFact[] facts, Clock clock, FactMatch match)
    {
        var process = clock.Id.Split('/') is [_, var id] && FactCatalogue.Find($"ehcp.{clock.Trigger}.v1")!.HasItems is false ? id : clock.Id.Split('/')[0];
        var item = clock.Id.Split('/')[^1];
        var outcome = Fact(
            match.Type.Name,
            [
                (match.Type.ClockDates[0].Name, clock.StartedOn!.Value.AddDays(300)), .. match.Code is { } code ? [(match.Field!.Name, (object)code)]
                    : Array.Empty<(string, object)>(),
                .. ((string[])["requestId", "reviewId", "reassessmentId", "appealId"]).Select(name => (name, (object)process)),
                ("termId", item), ("about", item), ("phaseTransferYear", clock.StartedOn.Value.Year),
            ]) with
        { Time = DateTimeOffset.UnixEpoch.AddDays(1) };
        var ended = Folded([.. facts, outcome]).Clocks.FirstOrDefault(other => other.Milestone == clock.Milestone && other.Id == clock.Id);
        return ended is null || StateOf(ended, Day("2035-01-01")) is not (ClockState.Overdue or ClockState.Open);
    }

    [Fact]
    [Pins("recommendations-health-2017")]
    public void Health_answers_for_itself_and_each_care_apart()
    {
        var timeline = Folded(
        [
            Of("recommendations-made", "madeOn", "2026-01-05"), Fact("recommendations-made", ("madeOn", "2026-01-05"), ("about", "health")).Id("h"),
            Fact("recommendations-answered", ("answeredOn", "2026-02-09"), ("about", "health")),
        ]);

        Assert.Equal(ClockState.Met, timeline.State("recommendations-answer", on: "2026-12-31", "1/health"));
        Assert.Equal(ClockState.Overdue, timeline.State("recommendations-answer", on: "2026-12-31", "1/social-care"));
        Assert.Equal(Bearer.CommissioningBody, Rule("recommendations-health-2017")!.Bearer);
        Assert.Empty(Folded([Of("recommendations-made", "madeOn", "2018-04-02")]).Clocks); // SI 2017/1306 is in force from 3 April 2018
    }

    [Fact]
    public void Mediation_that_was_not_arranged_in_time_is_missed_when_the_certificate_comes()
    {
        var requested = Fact("mediation-requested", ("requestedOn", "2026-01-15"));

        Assert.Equal(ClockState.NotApplicable, Folded([requested, Certificate("2026-02-14")]).State("mediation", on: "2026-12-31"));
        Assert.Equal(ClockState.Missed, Folded([requested, Certificate("2026-02-15")]).State("mediation", on: "2026-12-31"));
        Assert.Equal(
            ClockState.Met, Folded([requested, Fact("mediation-held", ("heldOn", "2026-02-14")), Certificate("2026-02-20")])
                .State("mediation", on: "2026-12-31"));
    }

    [Fact]
    public void The_list_for_the_schools_is_two_weeks_before_each_term()
    {
        AskedFact[] terms = [Term("spring", "2027-01-04"), Term("summer", "2027-04-12"), Listed("spring", "2026-12-21"), Listed("summer", "2027-03-30")];
        var timeline = Folded(terms);

        var spring = timeline.Clock("reviews-of-term", "spring");
        Assert.Equal((Day("2026-12-21"), Day("2026-12-21")), (spring.LastDay, spring.EndedOn));
        Assert.Equal(ClockState.Met, timeline.State("reviews-of-term", on: "2027-12-31", "spring"));
        Assert.Equal(ClockState.Missed, timeline.State("reviews-of-term", on: "2027-12-31", "summer"));
    }

    [Fact]
    public void Notice_of_a_review_meeting_is_met_missed_or_not_known()
    {
        var held = Fact("review-meeting-held", ("heldOn", "2026-03-16"));

        Assert.Equal(ClockState.Met, Folded([held, Notice("2026-03-02")]).State("review-notice", on: "2026-12-31"));
        Assert.Equal(ClockState.Missed, Folded([held, Notice("2026-03-03")]).State("review-notice", on: "2026-12-31"));
        Assert.Equal(ClockState.Open, Folded([held]).State("review-notice", on: "2026-12-31"));
    }

    [Fact]
    public void An_appeal_that_ended_needs_no_response() => Assert.Equal(
        "appeal-ended",
        Folded([Of("appeal-received", "receivedOn", "2026-01-05"), Fact("appeal-ended", ("endedOn", "2026-01-20"), ("how", "withdrawn"))])
            .Clock("appeal-response").ClosedBy);

    [Fact]
    public void A_day_on_which_a_plan_may_cease_is_no_duty()
    {
        Assert.True(Rule("cease-plan-order-2014")!.IsPermission);
        Assert.Equal(ClockState.NotApplicable, Folded([Ordered("2026-01-05", "dismiss-cease")]).State("cease-plan", on: "2026-12-31"));
        Assert.Equal(ClockState.Met, Folded([Ordered("2026-01-05", "continue")]).State("continue-plan", on: "2026-12-31"));
    }

    private static AskedFact Of(string type, string date, string on) => Fact(
        type, (date, on),
        ("order", "reconsider"), ("against", "contents"), ("decision", "assess"),
        ("about", type.StartsWith("recommendations", StringComparison.Ordinal) ? "social-care" : type == "mediation-agreed" ? "other" : ""));

    private static AskedFact Certificate(string on) => Fact("mediation-certificate-issued", ("issuedOn", on));

    private static AskedFact Term(string id, string on) => Fact("term-starts", ("termId", id), ("startsOn", on)).Id("starts-" + id);

    private static AskedFact Listed(string id, string on) => Fact("term-reviews-listed", ("termId", id), ("sentOn", on)).Id("listed-" + id);

    private static AskedFact Notice(string on) => Fact("review-notice-sent", ("sentOn", on));
}
