using Ehcp.Hosting.Keys;

namespace Ehcp.Hosting.Tests.Keys;

public sealed class SightTests
{
    private const string Birmingham = "E08000025";
    private const string Dudley = "E08000027";

    private static readonly Grant Officer = new([Scopes.ReadCases, Scopes.Acknowledge], [Birmingham], teams: ["North"]);
    private static readonly Grant Auditor = new([Scopes.ReadCases, Scopes.ReadAccess], [Birmingham]);
    private static readonly Grant Council = new([Scopes.ReadCases, Scopes.Admin], ["E08000027"]);
    private static readonly Grant Everything = new([Scopes.ReadCases, Scopes.Admin], [Grant.Every]);

    [Fact]
    public void An_officer_sees_their_team_and_no_case_without_one()
    {
        var sight = new Caller("person:a", "a", Officer).For(Scopes.ReadCases);

        Assert.True(sight.Sees(Birmingham, "North"));
        Assert.False(sight.Sees(Birmingham, "South"));
        Assert.False(sight.Sees(Birmingham));
        Assert.False(sight.Sees(Dudley, "North"));
        Assert.True(sight.SeesSomeOf(Birmingham));
        Assert.False(sight.SeesAllOf(Birmingham));
        Assert.Empty(sight.WholeAuthorities);
        Assert.Equal([Birmingham], sight.Authorities!);
        Assert.Equal("(authority = any(@sight_authorities) or (authority, team) in (select * from unnest(@sight_of, @sight_teams)))", sight.Where());
        Assert.Equal(["sight_authorities", "sight_of", "sight_teams"], sight.Parameters().Select(parameter => parameter.ParameterName));
    }

    [Fact]
    public void An_officer_without_a_team_sees_no_case()
    {
        var sight = new Caller("person:a", "a", new Grant([Scopes.ReadCases], [Birmingham], teams: [])).For(Scopes.ReadCases);

        Assert.False(sight.Sees(Birmingham, "North"));
        Assert.False(sight.Sees(Birmingham, ""));
        Assert.False(sight.Sees(Birmingham));
    }

    [Fact]
    public void Roles_do_not_multiply()
    {
        var both = new Caller("person:a", "a", Officer, Auditor);

        Assert.True(both.For(Scopes.ReadCases).Sees(Birmingham, "South"));
        Assert.False(both.For(Scopes.Acknowledge).Sees(Birmingham, "South"));
        Assert.True(both.For(Scopes.Acknowledge).Sees(Birmingham, "North"));
    }

    [Fact]
    public void Grants_of_several_authorities_are_seen_together()
    {
        var sight = new Caller("person:a", "a", Officer, Council).For(Scopes.ReadCases);

        Assert.True(sight.Sees(Dudley));
        Assert.True(sight.Sees(Birmingham, "North"));
        Assert.False(sight.Sees(Birmingham));
        Assert.Equal([Dudley], sight.WholeAuthorities);
        Assert.False(sight.Within(Dudley).Sees(Birmingham, "North"));
        Assert.False(sight.SeesAllOf([Birmingham, Dudley]));
        Assert.True(sight.SeesAllOf([Dudley]));
    }

    [Fact]
    public void Who_may_see_everything_asks_the_database_for_no_condition()
    {
        var sight = new Caller("key:a", "a", Everything).For(Scopes.ReadCases);

        Assert.Equal("true", sight.Where());
        Assert.Empty(sight.Parameters());
        Assert.Null(sight.Authorities);
        Assert.Equal("authority = any(@sight_authorities)", sight.Within(Dudley).Where());
    }

    [Fact]
    public void A_scope_that_is_not_held_sees_nothing()
    {
        var sight = new Caller("key:a", "a", Council).For(Scopes.ReadAccess);

        Assert.False(sight.SeesSomeOf(Dudley));
        Assert.Equal("authority = any(@sight_authorities)", sight.Where());
        Assert.Equal([], (string[])sight.Parameters().Single().Value!);
    }

    [Fact]
    public void Admin_of_all_operates_and_admin_of_one_does_not()
    {
        Assert.True(new Caller("key:a", "a", Everything).Has(Scopes.Operate));
        Assert.False(new Caller("key:a", "a", Council).Has(Scopes.Operate));
    }

    [Fact]
    public void Source_and_authority_belong_together()
    {
        var sender = new Caller("key:a", "a", new Grant([Scopes.SendEvents], [Dudley], sources: ["one"]),
            new Grant([Scopes.SendEvents], [Birmingham], sources: ["two"]));

        Assert.True(sender.MaySend("one", Dudley));
        Assert.False(sender.MaySend("one", Birmingham));
        Assert.True(sender.MaySendFrom("two"));
        Assert.True(sender.MaySendOf(Birmingham));
    }

    // Cumbria ended in 2023; Bournemouth (837), Poole (836) and a part of Dorset (835) became one council (839) in 2019.
    [Theory]
    [InlineData("909", "E06000063", true)]
    [InlineData("909", "E06000064", true)]
    [InlineData("E06000063", "E10000006", false)] // nobody sees what was before by seeing what is
    [InlineData("836", "E06000058", false)] // it would show them the children of Bournemouth
    [InlineData("836 837 835", "E06000058", true)]
    [InlineData("835", "E06000059", true)]
    public void Who_sees_a_council_that_ended_sees_who_took_over_where_that_shows_them_nobody_new(string given, string successor, bool sees)
    {
        var caller = new Caller("key:a", "a", new Grant([Scopes.ReadCases, Scopes.SendEvents], given.Split(' ')));

        Assert.Equal(sees, caller.For(Scopes.ReadCases).Sees(successor));
        Assert.Equal(sees, caller.For(Scopes.ReadCases).WholeAuthorities.Contains(successor));
        Assert.Equal(successor != "E10000006", caller.MaySendOf(successor));
    }

    [Fact]
    public void A_caller_is_the_same_after_a_cookie()
    {
        var kept = new System.Security.Claims.ClaimsPrincipal(new Caller("person:a|1", "maya", Officer, Everything).Principal("Session").Identities);

        var read = Caller.Of(kept);

        Assert.Equal(("person:a|1", "maya"), (read.Id, read.Name));
        Assert.True(read.For(Scopes.Admin).SeesEverything);
        Assert.False(read.For(Scopes.Acknowledge).Sees(Birmingham, "South"));
        Assert.True(read.For(Scopes.Acknowledge).Sees(Birmingham, "North"));
        Assert.Same(Caller.Nobody, Caller.Of(new System.Security.Claims.ClaimsPrincipal()));
    }
}
