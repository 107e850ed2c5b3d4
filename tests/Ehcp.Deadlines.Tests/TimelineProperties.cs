using CsCheck;
using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.AnyCase;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class TimelineProperties
{
    [Fact]
    public void Any_order_gives_the_same_timeline_byte_for_byte() =>
        Facts.SelectMany(facts => Gen.Shuffle(facts).Select(shuffled => (facts, shuffled)))
            .Sample(pair => Print(Folded(pair.facts)) == Print(Folded(pair.shuffled)), iter: 5_000);

    [Fact]
    public void Any_fact_given_twice_counts_once() =>
        Gen.Select(Facts, Gen.Int[0, 100]).Sample(
            (facts, take) => Print(Folded(facts)) == Print(Folded(facts.Concat(facts.Take(take % 15).Select(Copy)))), iter: 5_000);

    // Two facts with the same source and id but other content are refused on the way in; even they have one order here.
    [Fact]
    public void Even_facts_that_share_an_id_have_one_order() =>
        AnyCase.Fact.Array[0, 10].SelectMany(facts => Gen.Shuffle(facts).Select(shuffled => (facts, shuffled)))
            .Sample(pair => Print(Folded(pair.facts)) == Print(Folded(pair.shuffled)), iter: 5_000);

    [Fact]
    public void Parts_folded_by_others_and_joined_again_give_the_same_timeline() =>
        Gen.Select(Facts, Gen.Int[0, 14]).Sample(
            (facts, cut) => Print(Folded(facts)) == Print(Folded([.. facts.Skip(cut), .. facts.Take(cut + 2)])), iter: 2_000);

    [Fact]
    public void Retracting_a_fact_gives_the_timeline_without_it() =>
        Gen.Select(Facts, Gen.Int[0, 13]).Where((facts, at) => at < facts.Length).Sample((facts, at) =>
        {
            var retraction = new AskedFact("three", "r", DateTimeOffset.UnixEpoch.AddMinutes(at % 4), new EventRetracted(facts[at].Id, facts[at].Source));
            return Print(Folded([.. facts, retraction])) == Print(Folded([.. facts[..at], .. facts[(at + 1)..]]));
        }, iter: 5_000);

    [Fact]
    public void An_irrelevant_fact_changes_nothing() =>
        Facts.Sample(facts =>
        {
            var consulted = new AskedFact("one", "c", DateTimeOffset.UnixEpoch, new ConsultationAnswered("x", new(2026, 3, 3)));
            return Print(Folded(facts)) == Print(Folded([consulted, .. facts]));
        }, iter: 2_000);

    [Fact]
    public void An_exemption_never_moves_a_date() =>
        Gen.Select(Facts, Exemption.Array[1, 4]).Sample(
            (facts, claims) => Dates(Folded(facts).Clocks).SequenceEqual(Dates(Folded([.. facts, .. claims]).Clocks)), iter: 5_000);

    [Fact]
    public void A_later_trigger_never_gives_an_earlier_last_day() =>
        Gen.Select(Gen.Int[0, 4_400], Gen.Int[0, 400]).Sample((from, later) =>
        {
            var day = new DateOnly(2014, 9, 1).AddDays(from);
            return Limits.All(limit =>
                IsInOrder(limit.Shape.LastDay(WorkingDays.Shipped, day, day), limit.Shape.LastDay(WorkingDays.Shipped, day.AddDays(later), day.AddDays(later)))
                && IsInOrder(limit.Shape.LastDay(WorkingDays.Shipped, day, day.AddDays(60)),
                    limit.Shape.LastDay(WorkingDays.Shipped, day.AddDays(later), day.AddDays(60)))
                && IsInOrder(limit.Shape.LastDay(WorkingDays.Shipped, day, day), limit.Shape.LastDay(WorkingDays.Shipped, day, day.AddDays(later))));
        }, iter: 2_000);

    private static bool IsInOrder(DateOnly? earlier, DateOnly? later) => earlier <= later;

    [Fact]
    public void What_is_not_computed_stands_by_its_subject_then_its_reason() =>
        Facts.Sample(facts =>
        {
            var told = Folded(facts).CannotCompute;
            return told.SequenceEqual(told.OrderBy(one => one.Subject, StringComparer.Ordinal).ThenBy(one => one.Reason, StringComparer.Ordinal));
        }, iter: 5_000);

    [Fact]
    public void Clocks_stand_by_kind_of_process_and_then_by_its_id()
    {
        var timeline = Folded(
        [
            Fact("review-meeting-held", ("heldOn", "2026-03-02"), ("reviewId", "1")), Given.Received("2026-01-05", "3"),
            Given.Received("2026-01-05", "2").Id("b"),
        ]);

        Assert.Equal(["2", "3", "1"], timeline.Clocks.Select(clock => clock.Id.Split('/')[^1]).Distinct());
    }

    // Alerts hang on milestone and id.
    [Fact]
    public void No_two_clocks_of_a_case_are_known_by_the_same_milestone_and_id() =>
        Facts.Sample(facts =>
        {
            var clocks = Folded(facts).Clocks;
            return clocks.Select(clock => (clock.Milestone, clock.Id)).Distinct().Count() == clocks.Length;
        }, iter: 5_000);

    [Fact]
    public void A_later_receipt_never_gives_an_earlier_last_day_whatever_else_is_known() =>
        Gen.Select(Facts, Gen.Int[0, 100], Gen.Int[1, 60]).Sample((facts, from, later) =>
        {
            var others = facts.Where(fact => fact.TypeName() != "request-received").ToArray();
            return LastDays(from).Zip(LastDays(from + later)).All(days => days.First is null || days.Second is null || days.First <= days.Second);

            IEnumerable<DateOnly?> LastDays(int day) => Folded([.. others, Given.Received(new DateOnly(2026, 1, 1).AddDays(day).ToString("O", null))])
                .Clocks.Where(clock => clock.Trigger == "request-received" && clock.Id == "1").Select(clock => clock.LastDay);
        }, iter: 2_000);

    [Fact]
    public void No_outcome_and_no_closing_lies_before_a_clock_unless_its_limit_looks_ahead() =>
        Facts.Sample(facts => Folded(facts).Clocks.All(clock =>
            !(clock.EndedOn < clock.StartedOn?.AddMonths(-Rule(clock.Rule)!.OutcomeMonthsAhead))
            && !(clock.EndedOn is not null && clock.ClosedBy is not null)
            && (clock.ClosedBy is null) == (clock.ClosedOn is null)), iter: 5_000);

    [Fact]
    public void What_is_met_or_missed_never_changes_with_the_day() =>
        Gen.Select(Facts, Gen.Int[0, 600], Gen.Int[0, 600]).Sample((facts, one, another) => Folded(facts).Clocks
            .Where(clock => clock.EndedOn is not null || clock.CannotComputeBecause is not null)
            .All(clock => StateOf(clock, new DateOnly(2026, 1, 1).AddDays(one)) == StateOf(clock, new DateOnly(2026, 1, 1).AddDays(another))), iter: 2_000);

    [Fact]
    public void Every_clock_explains_itself_and_everything_not_computed_is_told() =>
        Facts.Sample(facts =>
        {
            var timeline = Folded(facts);
            return timeline.Clocks.All(clock => Explained(clock).Length > 0 && BasisOf(clock).Length > 0 && CitationOf(clock).Length > 0
                && (clock.CannotComputeBecause is null || timeline.CannotCompute.Any(told => told.Reason == clock.CannotComputeBecause)));
        }, iter: 2_000);

    private static AskedFact Copy(AskedFact fact) => fact with { Time = fact.Time.ToOffset(TimeSpan.FromHours(1)) };
}
