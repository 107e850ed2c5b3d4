using CsCheck;
using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.AnyCase;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class FactStandingTests
{
    [Fact]
    public void The_newest_of_a_key_stands_and_the_others_say_what_corrected_them()
    {
        var (wrong, right, other) = (Received("2026-01-05").Id("wrong"), Received("2026-01-06").Id("right").After(1), Received("2026-01-07", "2").Id("other"));

        Assert.Equal(
            [new(other, FactStanding.Stands, null), new(wrong, FactStanding.Corrected, right), new(right, FactStanding.Stands, null)],
            FactStandings.Of([right, wrong, other]));
    }

    [Fact]
    public void What_is_taken_back_says_by_what_and_lets_the_older_one_stand_again()
    {
        var (old, wrong, retraction) = (Received("2026-01-05").Id("a-old"), Received("2026-01-06").Id("wrong").After(2), Retraction("wrong").After(1));

        Assert.Equal(
            [new(old, FactStanding.Stands, null), new(retraction, FactStanding.Stands, null), new(wrong, FactStanding.Retracted, retraction)],
            FactStandings.Of([wrong, old, retraction]));
    }

    [Fact]
    public void A_dispute_is_told_of_both_sides_and_a_tie_of_equal_dates_is_a_correction()
    {
        var (a, b, c) = (Received("2026-01-05").Id("a"), Received("2026-01-06").Id("b"), Received("2026-01-06", route: "request").Id("c"));

        Assert.Equal(
            [new(a, FactStanding.Disputed, c), new(b, FactStanding.Corrected, c), new(c, FactStanding.Disputed, a)],
            FactStandings.Of([a, b, c]));
    }

    [Fact]
    public void A_retraction_without_a_target_is_without_effect() =>
        Assert.Equal([FactStanding.WithoutEffect], FactStandings.Of([Retraction("nothing")]).Select(fact => fact.Standing));

    [Fact]
    public void A_retraction_of_a_retraction_is_without_effect()
    {
        var facts = FactStandings.Of([Received("2026-01-05").Id("a"), Retraction("a").Id("r1"), Retraction("r1").Id("r2")]);

        Assert.Equal([("a", FactStanding.Retracted), ("r1", FactStanding.Stands), ("r2", FactStanding.WithoutEffect)], facts.Select(fact => (fact.Fact.Id, fact.Standing)));
    }

    /// <summary>Whatever does not stand could as well not be there, and nothing that stands could.</summary>
    [Fact]
    public void What_stands_or_is_disputed_is_the_whole_timeline() =>
        Gen.Select(Facts, Gen.Int[0, 20], Gen.Int[0, 20]).Sample((facts, one, another) =>
        {
            AskedFact[] all = [.. facts, .. new[] { one, another }.Where(at => at < facts.Length).Distinct().Select(at => new AskedFact(
                "three", $"r{at}", DateTimeOffset.UnixEpoch.AddMinutes(at % 4), new EventRetracted(facts[at].Id, facts[at].Source)))];
            var standings = FactStandings.Of(all);
            var standing = standings.Where(fact => fact.Standing is FactStanding.Stands or FactStanding.Disputed && fact.Fact.Fact is not EventRetracted).Select(fact => fact.Fact);
            return standings.Length == all.Length && Print(Folded(standing)) == Print(Folded(all));
        }, iter: 5_000);

    [Fact]
    public void Any_order_gives_the_same_standings() =>
        Facts.SelectMany(facts => Gen.Shuffle(facts).Select(shuffled => (facts, shuffled)))
            .Sample(pair => FactStandings.Of(pair.facts).SequenceEqual(FactStandings.Of(pair.shuffled)), iter: 2_000);
}
