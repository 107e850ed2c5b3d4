using System.Text.Json;
using CsCheck;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Scheduler.Cases;
using static Ehcp.Scheduler.Tests.Given;

namespace Ehcp.Scheduler.Tests.Cases;

/// <summary>Cumbria ended on 31 March 2023; Cumberland and Westmorland and Furness took over.</summary>
public sealed class LinkedCasesTests
{
    private const string Cumbria = "E10000006";
    private const string Cumberland = "E06000063";
    private const string Westmorland = "E06000064";

    private static readonly CaseKey Old = new(Cumbria, "C-1");
    private static readonly CaseKey New = new(Cumberland, "C-1");
    private static readonly CaseKey[] Keys = [Old, New, new(Westmorland, "W-1")];

    // Facts of one case under any of three keys, and events that pass it on in any direction, in circles too, some of them taken back.
    private static readonly Gen<RecordedFact[]> Facts = Gen.Select(
        AnyCase.Facts, Gen.Int[0, 2].Array[12],
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 200], Gen.Int[0, 5], Gen.Int[0, 3]).Array[0, 3],
        (facts, where, passed) => (RecordedFact[])
        [
            .. facts.Select((fact, i) => fact with { Authority = Keys[where[i]].Authority, CaseReference = Keys[where[i]].CaseReference }),
            .. passed.SelectMany((one, i) => Passed(
                i, Keys[one.Item1], Keys[one.Item2], new DateOnly(2026, 1, 5).AddDays(one.Item3), one.Item4, one.Item5 == 0)),
        ]);

    [Fact]
    public void What_follows_depends_on_the_set_of_facts_alone() =>
        Facts.SelectMany(facts => Gen.Shuffle(facts).Select(shuffled => (facts, shuffled)))
            .Sample(pair => Assert.Equal(Print(Fold(pair.facts)), Print(Fold(pair.shuffled))), iter: 2_000);

    [Fact]
    public void Every_fact_stands_in_one_snapshot_and_every_request_is_known_once_at_any_instant() => Facts.Sample(
        facts =>
        {
            var snapshots = Fold(facts).ConvertAll(fold => fold.Snapshot);
            Assert.Equal(
                facts.Select(fact => fact.Id).Order(StringComparer.Ordinal),
                snapshots.SelectMany(snapshot => snapshot.Facts).Select(fact => fact.Id).Order(StringComparer.Ordinal));
            foreach (var at in facts.Select(fact => fact.RecordedAt).Distinct())
            {
                RecordedFact[] then = [.. facts.Where(fact => fact.RecordedAt <= at)];
                var where = Whereabouts.Of(then);
                var cases = then.GroupBy(fact => where.HomeOf(Whereabouts.KeyOf(fact))).Select(facts => CaseTimeline.From(Law.Shipped, facts)).ToList();
                Assert.Equal(cases.Sum(timeline => timeline.Requests.Length), snapshots.Sum(snapshot => snapshot.History.Count(Known(at))));
                Assert.Equal(
                    cases.Sum(timeline => timeline.Reviews.Length),
                    snapshots.Sum(snapshot => (snapshot.Reviews ?? []).Count(review => review.KnownFrom <= at && !(review.KnownTo <= at))));
            }
        },
        iter: 2_000);

    [Fact]
    public void Who_passes_nothing_on_is_folded_as_ever() => AnyCase.Facts.Sample(
        facts => Assert.Equal(
            Print<List<CaseFold>>([CaseFold.Of(Law.Shipped, AnyCase.Authority, "C-1", [.. facts])]),
            Print<List<CaseFold>>(
            [
                .. LinkedCases.In(new Dictionary<CaseKey, List<RecordedFact>> { [new(AnyCase.Authority, "C-1")] = [.. facts] }).Single().Fold(Law.Shipped),
            ])),
        iter: 1_000);

    [Fact]
    public void An_open_request_is_the_old_councils_until_it_passes_and_then_the_new_ones()
    {
        var (old, now) = Both([.. Before(), Passed(2)]);

        Assert.Equal([(Minute(1), Minute(2))], old.History.Select(known => (known.KnownFrom, known.KnownTo!.Value)));
        var open = Assert.Single(now.History);
        Assert.Equal((Minute(2), null, Day("2023-01-09")), (open.KnownFrom, open.KnownTo, open.ReceivedOn!.Value));
        Assert.Equal([new(Cumbria, Day("2023-03-31"))], open.HeldBefore!);
        Assert.Equal(new CasePlace(Cumberland, "C-1"), old.PassedTo);
        Assert.Equal([new(Cumbria, "C-1", Day("2023-03-31"))], now.CameFrom!);
        Assert.Null(now.PassedTo);
        Assert.Empty(old.Deadlines);
        var unpassed = CaseFold.Of(Law.Shipped, Cumbria, "C-1", [.. Before()]).Snapshot;
        Assert.Equal(Print(unpassed.Deadlines), Print(now.Deadlines));
        Assert.Equal(("North", "North"), (old.Team, now.Team));
    }

    [Theory]
    [InlineData("2023-03-31", Cumbria)] // told late, under the old code: it was sent on the last day
    [InlineData("2023-04-01", Cumberland)]
    public void A_plan_counts_for_who_held_the_case_on_the_day_it_was_sent(string sentOn, string holder)
    {
        var plan = Told(new FinalPlanSent(Day(sentOn)), 5, sentOn == "2023-03-31" ? Old : New);
        var (old, now) = Both([.. Before(), Passed(2), plan]);

        var (here, there) = holder == Cumbria ? (old, now) : (now, old);
        Assert.Equal(Day(sentOn), here.History.Single(Known(Minute(5))).PlanSentOn);
        Assert.DoesNotContain(there.History, known => Known(Minute(5))(known));
        Assert.Equal(Day(sentOn), now.Deadlines.Single(clock => clock.Milestone == "final-plan").EndedOn);
    }

    [Fact]
    public void What_ended_before_stays_with_who_ended_it_and_nothing_of_it_is_new()
    {
        var plan = Told(new FinalPlanSent(Day("2023-03-01")), 1);
        var (old, now) = Both([.. Before(), plan, Passed(2), Told(new ReviewMeetingHeld(Day("2023-04-20")), 3, New)]);

        Assert.Null(Assert.Single(old.History).KnownTo);
        Assert.Empty(now.History);
        Assert.Equal((Minute(3), "1"), (Assert.Single(now.Reviews!).KnownFrom, now.Reviews![0].ReviewId));
    }

    [Fact]
    public void Taken_back_the_case_is_where_it_was_and_the_other_place_says_so()
    {
        var passed = Passed(2);
        var (old, now) = Both([.. Before(), passed, Told(new EventRetracted(passed.Id), 4)]);

        Assert.Equal([(Minute(1), (DateTimeOffset?)Minute(2)), (Minute(4), null)], old.History.Select(known => (known.KnownFrom, known.KnownTo)));
        Assert.Equal((Minute(2), Minute(4)), (Assert.Single(now.History).KnownFrom, now.History[0].KnownTo!.Value));
        Assert.Null(old.PassedTo);
        Assert.NotEmpty(old.Deadlines);
        Assert.Equal(new CasePlace(Cumbria, "C-1"), now.PassedTo);
        Assert.Empty(now.Facts);
    }

    [Fact]
    public void A_case_may_pass_on_twice_and_each_holder_keeps_what_it_did()
    {
        var onward = Passed(4, New, new(Westmorland, "W-1"), "2025-03-31");
        var folds = Fold([.. Before(), Passed(2), Told(new IssueDecided(IssueDecision.Issue, Day("2024-01-10")), 3, New), onward]);

        var last = folds.Single(fold => fold.Case.Authority == Westmorland).Snapshot;
        Assert.Equal([new(Cumbria, Day("2023-03-31")), new(Cumberland, Day("2025-03-31"))], Assert.Single(last.History).HeldBefore!);
        Assert.All(folds.Where(fold => fold.Case.Authority != Westmorland), fold => Assert.Equal(new CasePlace(Westmorland, "W-1"), fold.Snapshot.PassedTo));
        Assert.Equal(["C-1", "C-1"], last.CameFrom!.Select(place => place.CaseReference));
        Assert.Equal([Cumbria, Cumberland], last.CameFrom!.Select(place => place.Authority));
    }

    private static Func<KnownRequest, bool> Known(DateTimeOffset at) => known => known.KnownFrom <= at && !(known.KnownTo <= at);

    private static RecordedFact[] Before() => [Told(new RequestReceived(Day("2023-01-09")), 1), Told(new CaseAssigned("North", "a@council.example"), 1)];

    private static RecordedFact Told(Fact fact, int minute, CaseKey? key = null) =>
        A(fact).RecordedAt(minute) with { Authority = (key ?? Old).Authority, CaseReference = (key ?? Old).CaseReference };

    private static RecordedFact Passed(int minute) => Passed(minute, Old, New, "2023-03-31");

    private static RecordedFact Passed(int minute, CaseKey from, CaseKey to, string heldTo) =>
        Told(new CasePassedOn(Day(heldTo), to.Authority, to.CaseReference), minute, from);

    private static IEnumerable<RecordedFact> Passed(int number, CaseKey from, CaseKey to, DateOnly heldTo, int minute, bool takenBack)
    {
        var fact = Told(new CasePassedOn(heldTo, to.Authority, to.CaseReference), 100 + minute, from) with { Id = $"passed-{number}", Time = Minute(minute) };
        return takenBack ? [fact, fact with { Id = $"back-{number}", Fact = new EventRetracted(fact.Id), RecordedAt = Minute(103) }] : [fact];
    }

    private static (CaseSnapshot Old, CaseSnapshot New) Both(params RecordedFact[] facts)
    {
        var folds = Fold(facts);
        return (folds.Single(fold => fold.Case.Authority == Cumbria).Snapshot, folds.Single(fold => fold.Case.Authority == Cumberland).Snapshot);
    }

    private static List<CaseFold> Fold(RecordedFact[] facts)
    {
        var byKey = facts.GroupBy(Whereabouts.KeyOf).ToDictionary(key => key.Key, key => key.ToList());
        foreach (var target in facts.Select(Whereabouts.TargetOf).OfType<CaseKey>())
        {
            byKey.TryAdd(target, []);
        }

        return
        [
            .. LinkedCases.In(byKey).SelectMany(linked => linked.Fold(Law.Shipped))
                .OrderBy(fold => new CaseKey(fold.Case.Authority, fold.Case.CaseReference)),
        ];
    }

    private static string Print<T>(T value) => JsonSerializer.Serialize(value);
}
