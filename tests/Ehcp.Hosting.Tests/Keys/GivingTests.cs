using CsCheck;
using Ehcp.Hosting.Keys;

namespace Ehcp.Hosting.Tests.Keys;

/// <summary>Nobody can make a key that may do more than they: whatever their grants are, and whatever they ask for.</summary>
public sealed class GivingTests
{
    private static readonly string[] SomeSources = ["one", "two", "three"];

    // Among them councils that ended, their successors, and a successor of three: who held one of the three may send for it and not see it.
    private static readonly string[] SomeAuthorities =
        ["E08000025", "E08000027", "909", "E06000063", "E06000064", "835", "836", "837", "E06000058", "E06000059"];

    private static readonly string[] SomeScopes = [Scopes.SendEvents, Scopes.ReadCases, Scopes.Admin, Scopes.Operate];

    private static readonly Gen<Grant> Key = Gen.Select(Some(SomeScopes), Some([.. SomeAuthorities, Grant.Every]), Some([.. SomeSources, Grant.Every]))
        .Select(of => new Grant(of.Item1, of.Item2, teams: null, of.Item3));

    private static readonly Gen<Grant> OfTeam = Gen.Select(Some(SomeScopes), Some(SomeAuthorities)).Select(of => new Grant(of.Item1, of.Item2, ["North"]));

    private static readonly Gen<Caller> Maker = Gen.OneOf(Key, Key, OfTeam).Array[1, 3].Select(grants => new Caller("key:maker", "maker", grants));

    private static string[] Authorities => [.. Contracts.Authorities.All.Select(authority => authority.OnsCode)];

    [Fact]
    public void What_may_be_given_can_do_nothing_that_its_maker_cannot()
    {
        var given = 0;
        Gen.Select(Maker, Key).Sample(
            (maker, key) =>
            {
                if (!maker.MayGive(key))
                {
                    return;
                }

                Interlocked.Increment(ref given);
                var made = new Caller("key:made", "made", key);
                Assert.Empty(Wider(made, maker));
            },
            iter: 20_000);
        Assert.True(given > 200, $"Only {given} keys could be given: this test hardly looks.");
    }

    [Fact]
    public void What_may_not_be_given_could_do_something_that_its_maker_cannot() =>
        Gen.Select(Key, Key).Sample(
            (own, key) =>
            {
                var maker = new Caller("key:maker", "maker", own);
                if (key.Scopes.Count == 0 || maker.MayGive(key))
                {
                    return;
                }

                // Rights for an authority or a source without a scope that uses it are refused, too, and would be harmless.
                var made = new Caller("key:made", "made", key);
                Assert.True(Wider(made, maker).Any() || HoldsMore(key, own), "It was refused, and can do nothing more.");
            },
            iter: 5_000);

    [Fact]
    public void Who_holds_a_team_only_gives_nothing() => Assert.False(
        new Caller("person:a", "a", new Grant([Scopes.ReadCases], ["E08000025"], ["North"])).MayGive(new Grant([Scopes.ReadCases], ["E08000025"])));

    [Fact]
    public void What_one_grant_has_and_what_another_has_are_not_given_together()
    {
        var maker = new Caller("key:a", "a", new Grant([Scopes.SendEvents], ["E08000025"], sources: ["one"]),
            new Grant([Scopes.SendEvents], ["E08000027"], sources: ["two"]));

        Assert.True(maker.MayGive(new Grant([Scopes.SendEvents], ["E08000025"], sources: ["one"])));
        Assert.False(maker.MayGive(new Grant([Scopes.SendEvents], ["E08000025"], sources: ["two"])));
        Assert.False(maker.MayGive(new Grant([Scopes.SendEvents], ["E08000025", "E08000027"], sources: ["one", "two"])));
    }

    private static IEnumerable<string> Wider(Caller made, Caller maker)
    {
        foreach (var scope in Scopes.All)
        {
            if (made.Has(scope) && !maker.Has(scope))
            {
                yield return scope;
            }

            var (may, mayNot) = (made.For(scope), maker.For(scope));
            foreach (var authority in Authorities.Where(authority => may.SeesAllOf(authority) && !mayNot.SeesAllOf(authority)))
            {
                yield return $"{scope} {authority}";
            }

            if (may.SeesEverything && !mayNot.SeesEverything)
            {
                yield return $"{scope} everything";
            }
        }

        foreach (var source in SomeSources.Append("another"))
        {
            if (made.MaySendFrom(source) && !maker.MaySendFrom(source))
            {
                yield return source;
            }

            foreach (var authority in Authorities.Where(authority => made.MaySend(source, authority) && !maker.MaySend(source, authority)))
            {
                yield return $"{source} {authority}";
            }
        }
    }

    private static bool HoldsMore(Grant key, Grant own) =>
        (key.Authorities is null ? own.Authorities is not null : own.Authorities is not null && !key.Authorities.IsSubsetOf(own.Authorities))
        || (key.Sources is null ? own.Sources is not null : own.Sources is not null && !key.Sources.IsSubsetOf(own.Sources))
        || !key.Scopes.IsSubsetOf(own.Scopes) || key.AnyAuthorities.Except(own.AnyAuthorities).Any();

    private static Gen<string[]> Some(string[] all) => Gen.Shuffle(all, 0, 3).Select(some => some.ToArray());
}
