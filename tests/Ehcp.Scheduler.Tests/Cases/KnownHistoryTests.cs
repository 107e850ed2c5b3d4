using System.Text.Json;
using CsCheck;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Scheduler.Cases;
using static Ehcp.Scheduler.Tests.Given;

namespace Ehcp.Scheduler.Tests.Cases;

public sealed class KnownHistoryTests
{
    [Fact]
    public void It_is_what_a_fold_of_the_facts_recorded_by_each_instant_says() =>
        AnyCase.Facts.Sample(facts => Assert.Equal(Print(Plainly(facts)), Print(History(facts))), iter: 5_000);

    [Fact]
    public void It_does_not_depend_on_the_order_of_the_facts() =>
        AnyCase.Facts.SelectMany(facts => Gen.Shuffle(facts).Select(shuffled => (facts, shuffled)))
            .Sample(pair => Assert.Equal(Print(History(pair.facts)), Print(History(pair.shuffled))), iter: 1_000);

    [Fact]
    public void A_plan_learned_of_later_begins_a_new_span()
    {
        var history = History(
            ARequest("2026-01-05").RecordedAt(1),
            APlan("2026-05-20").RecordedAt(5));

        Assert.Collection(
            history,
            before => Assert.Equal((Minute(1), Minute(5), null), (before.KnownFrom, before.KnownTo!.Value, before.PlanSentOn)),
            after => Assert.Equal((Minute(5), null, Day("2026-05-20")), (after.KnownFrom, after.KnownTo, after.PlanSentOn!.Value)));
    }

    [Fact]
    public void Facts_recorded_at_one_instant_are_one_step()
    {
        var known = Assert.Single(History(ARequest("2026-01-05").RecordedAt(1), APlan("2026-05-20").RecordedAt(1)));

        Assert.Equal((Day("2026-01-05"), Day("2026-05-20")), (known.ReceivedOn!.Value, known.PlanSentOn!.Value));
    }

    [Fact]
    public void What_changes_no_figure_begins_no_span() =>
        Assert.Single(History(ARequest("2026-01-05").RecordedAt(1), A(new AppealReceived(Day("2026-03-01"), DisputedDecision.Contents)).RecordedAt(2)));

    [Fact]
    public void A_request_taken_back_is_known_until_then()
    {
        var request = ARequest("2026-01-05").RecordedAt(1);

        var known = Assert.Single(History(request, A(new EventRetracted(request.Id)).RecordedAt(7)));

        Assert.Equal(Minute(7), known.KnownTo);
    }

    [Fact]
    public void The_days_for_representations_are_known_until_the_plan_is_sent()
    {
        var history = History(
            ARequest("2026-01-05").RecordedAt(1),
            A(new DraftPlanServed(Day("2026-04-01"))).RecordedAt(2),
            APlan("2026-05-20").RecordedAt(3));

        Assert.Equal([null, Day("2026-04-15"), null], history.Select(known => known.RepresentationsTo));
    }

    [Fact]
    public void A_review_is_known_as_it_was_told()
    {
        var held = A(new ReviewMeetingHeld(Day("2026-03-02"))).RecordedAt(1);
        var decided = A(new ReviewDecided(ReviewDecision.Amend, Day("2026-03-30"))).RecordedAt(3);

        var reviews = CaseFold.Of(Law.Shipped, AnyCase.Authority, "C-1", [held, decided, A(new EventRetracted(decided.Id)).RecordedAt(7)]).Snapshot.Reviews!;

        Assert.Equal(
            [(Minute(1), Minute(3), null), (Minute(3), Minute(7), Day("2026-03-30")), (Minute(7), null, (DateOnly?)null)],
            reviews.Select(known => (known.KnownFrom, known.KnownTo, known.DecidedOn)));
        Assert.All(reviews, known => Assert.Equal(("1", Day("2026-03-02"), true), (known.ReviewId, known.MeetingHeldOn!.Value, known.DatesUsable)));
        Assert.Null(CaseFold.Of(Law.Shipped, AnyCase.Authority, "C-1", [ARequest("2026-01-05").RecordedAt(1)]).Snapshot.Reviews);
    }

    private static IReadOnlyList<KnownRequest> History(params RecordedFact[] facts) =>
        CaseFold.Of(Law.Shipped, AnyCase.Authority, "C-1", [.. facts]).Snapshot.History;

    private static List<KnownRequest> Plainly(RecordedFact[] facts)
    {
        var spans = new List<KnownRequest>();
        var instants = facts.Select(fact => fact.RecordedAt).Distinct().Order().ToArray();
        var timelines = instants.Select(at => CaseTimeline.From(Law.Shipped, facts.Where(fact => fact.RecordedAt <= at))).ToArray();
        foreach (var request in timelines.SelectMany(timeline => timeline.Requests).Select(request => request.RequestId).Distinct()
            .Order(StringComparer.Ordinal))
        {
            var said = timelines.Select(timeline => Said(timeline, request)).ToArray();
            for (int from = 0, to; from < said.Length; from = to)
            {
                for (to = from + 1; to < said.Length && Print(said[to]) == Print(said[from]); to++)
                {
                }

                if (said[from] is { } known)
                {
                    spans.Add(known with { KnownFrom = instants[from], KnownTo = to < said.Length ? instants[to] : null });
                }
            }
        }

        return spans;
    }

    private static KnownRequest? Said(Timeline timeline, string requestId)
    {
        var process = timeline.Requests.SingleOrDefault(request => request.RequestId == requestId);
        var representations = timeline.Clocks.SingleOrDefault(clock => clock.Milestone == "representations" && clock.Id == requestId);
        return process is null ? null : new(requestId, default)
        {
            ReceivedOn = process.ReceivedOn,
            ReceivedOnUsable = process.ReceivedOnUsable,
            AssessmentDecidedOn = process.AssessmentDecidedOn,
            AssessmentDecision = process.AssessmentDecision,
            IssueDecidedOn = process.IssueDecidedOn,
            IssueDecision = process.IssueDecision,
            PlanSentOn = process.PlanSentOn,
            ClosedOn = process.ClosedOn,
            ClosedReason = process.ClosedReason,
            ExemptionClaimed = process.ExemptionClaimed,
            CannotComputeBecause = process.CannotComputeBecause,
            AwaitedAdvice = process.AwaitedAdvice is [] ? null : process.AwaitedAdvice,
            AwaitsSetting = process.AwaitsSetting,
            RepresentationsTo = representations?.EndedOn is null && representations?.ClosedBy is null ? representations?.LastDay : null,
            Team = timeline.Description.Team,
            Area = timeline.Description.Area,
            PrimaryNeed = timeline.Description.PrimaryNeed,
            AfterMediationOrTribunal = process.AfterMediationOrTribunal,
            ReopenedOn = process.ReopenedOn,
            PlanLastDay = process.PlanLastDay,
        };
    }

    private static string Print<T>(T value) => JsonSerializer.Serialize(value);
}
