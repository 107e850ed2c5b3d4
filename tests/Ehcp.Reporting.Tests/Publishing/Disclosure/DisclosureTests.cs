using System.Collections.Immutable;
using CsCheck;
using Ehcp.Reporting.Publishing.Disclosure;

namespace Ehcp.Reporting.Tests.Publishing.Disclosure;

/// <summary>
/// Somebody who knows the rule, and has everything that is published, tries to work out a small count. What the attacker knows is written here apart from the
/// rule: the numbers of the page. A count is given away when every table of counts that would have been published like this has the same number in its place.
/// </summary>
public sealed class DisclosureTests
{
    private const int Threshold = 4;

    private static readonly DisclosureRule Rule = new(Threshold);

    private static readonly Gen<PlanCounts> Small = Gen.Select(Gen.Int[0, 7], Gen.Int[0, 9], Gen.Int[0, 5], Gen.Int[0, 5])
        .Select((a, b, c, d) => new PlanCounts(a, b, c, d));

    private static readonly Gen<PlanCounts> Any = Gen.OneOf(Small, Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60], Gen.Int[0, 9], Gen.Int[0, 9])
        .Select((a, b, c, d) => new PlanCounts(a, b, c, d)), Gen.Const(default(PlanCounts)));

    private static readonly Gen<ImmutableArray<PlanCounts>> Year = Any.Array[4].Select(quarters => quarters.ToImmutableArray());

    // One plan counts otherwise, or moves from one quarter to another; and two of these at once.
    private static readonly (int Quarter, int Part, int Change)[][] Moves =
    [
        .. from quarter in Enumerable.Range(0, 4) from part in Enumerable.Range(0, 4) from otherQuarter in Enumerable.Range(
            0, 4) from otherPart in Enumerable.Range(0, 4)
           where (quarter, part) != (otherQuarter, otherPart)
           select new[] { (quarter, part, 1), (otherQuarter, otherPart, -1) },
    ];

    [Fact]
    public void No_small_count_can_be_worked_out_from_a_year_and_its_quarters() => Year.Sample(quarters =>
    {
        var page = Page(Rule.Publish(2025, quarters, default));
        var others = Worlds(quarters, world => Page(Rule.Publish(2025, world, default)).SequenceEqual(page)).ToList();

        Assert.All(Secrets(quarters), secret =>
            Assert.True(others.Exists(world => secret.Of(world) != secret.Of(quarters)), $"{secret.Name} of {string.Join(' ', quarters)} is given away"));
    }, iter: 400);

    [Fact]
    public void Nor_by_the_difference_of_two_editions() => Gen.Select(Year, Any.Array[4], Gen.Int[0, 15]).Sample((quarters, other, kept) =>
    {
        var later = quarters.Select((counts, index) => (kept >> index & 1) == 1 ? counts : other[index]).ToImmutableArray();
        var first = Rule.Publish(2025, quarters, DateTimeOffset.UnixEpoch);
        var second = Rule.PublishAgain(first, [first], later, DateTimeOffset.UnixEpoch.AddDays(30));

        foreach (var (before, now) in Page(first).Zip(Page(second)))
        {
            Assert.Equal(before is null, now is null); // what was hidden stays so, and what was shown
            Assert.True(before is null || before == now || Math.Abs(now!.Value - before.Value) >= Threshold, $"{before} became {now}");
        }

        // And what can be subtracted within each is no small number in the difference either.
        foreach (var (before, now) in Differences(Page(first)).Zip(Differences(Page(second))))
        {
            Assert.True(before == now || Math.Abs(now - before) >= Threshold, $"a difference of {before} became {now}");
        }

        // The second edition taken alone gives nothing away either.
        var page = Page(second);
        var others = Worlds(second.Quarters, world => Page(second with { Quarters = world }).SequenceEqual(page) && IsHonest(second, world)).ToList();
        Assert.All(Secrets(second.Quarters), secret =>
            Assert.True(others.Exists(world => secret.Of(world) != secret.Of(second.Quarters)), $"{secret.Name} of {string.Join(' ', second.Quarters)}"));
    }, iter: 400);

    [Fact]
    public void Nor_by_the_difference_of_any_two_of_many_editions() =>
        Gen.Select(Any.Array[4], Gen.Select(Gen.Int[0, 3], Gen.Int[-9, 9], Gen.Int[-9, 9]).Array[1, 8]).Sample((quarters, corrections) =>
    {
        var known = quarters.Select(counts => counts + new PlanCounts(30, 30, 30, 30)).ToImmutableArray();
        var editions = new List<PublishedYear> { Rule.Publish(2025, known, default) };
        foreach (var (quarter, within, notWithin) in corrections)
        {
            known = known.SetItem(quarter, known[quarter] + new PlanCounts(
                Math.Max(-known[quarter].Within, within), Math.Max(-known[quarter].NotWithin, notWithin), 0, 0));
            editions.Add(Rule.PublishAgain(editions[^1], editions, known, default));
        }

        foreach (var (one, other) in editions.SelectMany(_ => editions, (one, other) => (Page(one), Page(other))))
        {
            Assert.All(one.Zip(other), pair =>
                Assert.True(pair.First == pair.Second || Math.Abs(pair.First!.Value - pair.Second!.Value) >= Threshold, $"{pair.First} and {pair.Second}"));
        }
    }, iter: 400);

    [Fact]
    public void There_and_nearly_back_is_no_way_round_it()
    {
        var first = Rule.Publish(2025, [.. Enumerable.Repeat(new PlanCounts(50, 50, 50, 50), 4)], default);
        var second = Rule.PublishAgain(first, [first], [new(56, 50, 50, 50), .. first.Quarters[1..]], default);

        Assert.Equal(56, second.Quarters[0].Within);
        Assert.Equal(second, Rule.PublishAgain(second, [second, first], [new(51, 50, 50, 50), .. first.Quarters[1..]], default));
    }

    [Fact]
    public void Everything_is_shown_where_nothing_is_small()
    {
        var year = Rule.Publish(2025, [new(40, 50, 5, 6), new(30, 20, 9, 0), new(4, 4, 4, 4), new(0, 0, 0, 0)], default);

        Assert.Equal((Detail.Exemptions, Detail.Exemptions), (year.YearDetail, year.QuarterDetail));
        Assert.DoesNotContain(null, Page(year));
    }

    [Theory]
    [InlineData(40, 50, 3, 6, Detail.Within)] // 3 within by exemption
    [InlineData(40, 3, 0, 0, Detail.Issued)] // 3 late
    [InlineData(1, 1, 1, 0, Detail.Nothing)] // 3 plans
    public void One_quarter_with_a_small_count_hides_it_of_all_four_and_not_of_the_year(int within, int late, int withinExempt, int lateExempt, Detail quarters)
    {
        var year = Rule.Publish(2025, [new(within, late, withinExempt, lateExempt), new(90, 90, 20, 20), new(90, 90, 20, 20), new(90, 90, 20, 20)], default);

        Assert.Equal((quarters, Detail.Exemptions), (year.QuarterDetail, year.YearDetail));
    }

    [Fact]
    public void A_correction_too_small_to_be_shown_waits()
    {
        var first = Rule.Publish(2025, [.. Enumerable.Repeat(new PlanCounts(90, 90, 20, 20), 4)], DateTimeOffset.UnixEpoch);
        ImmutableArray<PlanCounts> one = [new(91, 89, 20, 20), .. first.Quarters[1..]];
        ImmutableArray<PlanCounts> many = [new(95, 85, 20, 20), .. first.Quarters[1..]];
        var later = DateTimeOffset.UnixEpoch.AddDays(1);

        Assert.Equal(first, Rule.PublishAgain(first, [first], one, later));
        Assert.Equal((many[0], later), (Rule.PublishAgain(first, [first], many, later).Quarters[0], Rule.PublishAgain(first, [first], many, later).KnownAt));
    }

    // What is hidden of an edition that repeats another must be allowed by the rule as well.
    private static bool IsHonest(PublishedYear published, ImmutableArray<PlanCounts> world) =>
        Rule.Publish(2025, world, default) is var alone && alone.YearDetail >= published.YearDetail && alone.QuarterDetail >= published.QuarterDetail;

    /// <summary>The numbers of the page in their order; null where it says hidden.</summary>
    private static int?[] Page(PublishedYear year) =>
        [.. year.Quarters.Select(counts => (counts, year.QuarterDetail)).Prepend((year.Total, year.YearDetail))
            .SelectMany(row => Numbers(row.Item1, row.Item2))];

    private static int?[] Numbers(PlanCounts counts, Detail detail) =>
    [
        detail >= Detail.Issued ? counts.Within + counts.NotWithin + counts.WithinExempt + counts.NotWithinExempt : null,
        detail >= Detail.Within ? counts.Within + counts.WithinExempt : null,
        detail >= Detail.Exemptions ? counts.Within + counts.NotWithin : null,
        detail >= Detail.Exemptions ? counts.Within : null,
    ];

    /// <summary>What anybody subtracts: not within, with exemption, within with exemption, and not within without and with.</summary>
    private static IEnumerable<int> Differences(int?[] page) => page.Chunk(4).SelectMany(row => row switch
    {
        [{ } issued, { } within, { } excluding, { } withinExcluding] =>
            [issued - within, issued - excluding, within - withinExcluding, excluding - withinExcluding, issued - within - excluding + withinExcluding],
        [{ } issued, { } within, ..] => [issued - within],
        _ => Enumerable.Empty<int>(),
    });

    /// <summary>Other tables of counts, one or two moves away, that the attacker cannot tell from the true one.</summary>
    private static IEnumerable<ImmutableArray<PlanCounts>> Worlds(ImmutableArray<PlanCounts> truth, Func<ImmutableArray<PlanCounts>, bool> looksTheSame)
    {
        var one = Moves.Select(move => Moved(truth, move)).OfType<ImmutableArray<PlanCounts>>().ToList();
        var grown = from quarter in Enumerable.Range(0, 4)
                    from part in Enumerable.Range(0, 4)
                    from change in (int[])[-1, 1, 2]
                    select Moved(
            truth, [(quarter, part, change)]);
        return one.Concat(grown.OfType<ImmutableArray<PlanCounts>>()).Concat(Crossed(truth)).Where(looksTheSame);
    }

    // A plan of one outcome goes from a quarter to another, and one of another outcome comes back: what rows and columns add up to stays.
    private static IEnumerable<ImmutableArray<PlanCounts>> Crossed(ImmutableArray<PlanCounts> truth) =>
        from quarter in Enumerable.Range(0, 4)
        from other in Enumerable.Range(0, 4)
        where quarter != other
        from part in Enumerable.Range(0, 4)
        from otherPart in Enumerable.Range(0, 4)
        where part != otherPart
        from size in Enumerable.Range(1, 2 * Threshold)
        let world = Moved(truth, [(quarter, part, size), (quarter, otherPart, -size), (other, part, -size), (other, otherPart, size)])
        where world is not null
        select world.Value;

    private static ImmutableArray<PlanCounts>? Moved(ImmutableArray<PlanCounts> truth, (int Quarter, int Part, int Change)[] moves)
    {
        var parts = truth.Select(counts => counts.Parts(Detail.Exemptions)).ToArray();
        foreach (var (quarter, part, change) in moves)
        {
            parts[quarter][part] += change;
        }

        return parts.SelectMany(quarter => quarter).Any(count => count < 0) ? null
            : [.. parts.Select(quarter => new PlanCounts(quarter[0], quarter[1], quarter[2], quarter[3]))];
    }

    /// <summary>Every small count of a quarter and of the year, in whatever way a table may be put together.</summary>
    private static IEnumerable<(string Name, Func<ImmutableArray<PlanCounts>, int> Of)> Secrets(ImmutableArray<PlanCounts> truth)
    {
        var all = new List<(string Name, Func<ImmutableArray<PlanCounts>, int> Of)>();
        foreach (var (name, of) in new (string, Func<PlanCounts, int>)[]
        {
            ("issued", counts => counts.Within + counts.NotWithin + counts.WithinExempt + counts.NotWithinExempt),
            ("within", counts => counts.Within + counts.WithinExempt),
            ("not within", counts => counts.NotWithin + counts.NotWithinExempt),
            ("without exemption", counts => counts.Within + counts.NotWithin),
            ("with exemption", counts => counts.WithinExempt + counts.NotWithinExempt),
            ("within without", counts => counts.Within), ("not within without", counts => counts.NotWithin),
            ("within with", counts => counts.WithinExempt), ("not within with", counts => counts.NotWithinExempt),
        })
        {
            all.Add(("the year's " + name, world => of(world.Aggregate((left, right) => left + right))));
            for (var quarter = 0; quarter < 4; quarter++)
            {
                var index = quarter;
                all.Add(($"quarter {quarter + 1}'s {name}", world => of(world[index])));
            }
        }

        return all.Where(secret => secret.Of(truth) is > 0 and < Threshold);
    }
}
