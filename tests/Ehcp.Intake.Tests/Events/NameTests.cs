using Ehcp.Contracts;
using Ehcp.Intake.Events;
using Npgsql;

namespace Ehcp.Intake.Tests.Events;

/// <summary>Names in their one spelling, as they are stored, compared and hashed.</summary>
public sealed class NameTests(RunningIntake intake) : IClassFixture<RunningIntake>
{
    // Marks that Latin letters carry, and letters of every block that has some.
    private const string Marks = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030A\u030C\u0323\u0327\u0328\u0331";

    [Fact]
    public async Task A_name_is_announced_in_one_spelling_and_another_spelling_of_it_is_a_duplicate()
    {
        var wide = Given.AnEvent("case-assigned", AnyEvent.Data("case-assigned")).WithData("team", "Chloe\u0301  \uFF37est");
        var plain = wide.WithData("team", "Chlo\u00E9 West");

        Assert.Equal(202, (await intake.SendAsync(wide)).Status);
        var again = await intake.SendAsync(plain);

        Assert.Equal("duplicate", (string?)again.Json["status"]);
        Assert.Equal("Chlo\u00E9 West", Assert.IsType<CaseAssigned>((await intake.AnnouncedAsync()).Single(fact => fact.Id == (string?)wide["id"]).Fact).Team);
    }

    // Apostrophes and hyphens are ours. PostgreSQL has the whole of Unicode's tables, and is asked for NFKC of every character and of every letter with one
    // and two marks on it.
    [Fact]
    public async Task Where_a_name_may_hold_it_the_spelling_is_NFKC()
    {
        var written = Enumerable.Range(0xA0, 0xFFFE - 0xA0).Select(code => (char)code)
            .Where(letter => !char.IsSurrogate(letter) && !"\u2018\u2019\u02BC\u2010\u2011\u2012\u2013\u2014\u2212\u0149".Contains(letter))
            .Select(letter => letter.ToString())
            .Concat("aAeEoOuUyYdDsS".SelectMany(_ => Marks, (letter, mark) => $"{letter}{mark}"))
            .Concat("aEoOuU".SelectMany(_ => Marks, (letter, mark) => $"{letter}{mark}").SelectMany(_ => Marks, (word, mark) => word + mark))
            .ToArray();
        await using var ask = intake.Database.CreateCommand(
            "select array_agg(normalize(written, NFKC) order by at) from unnest($1) with ordinality as each (written, at)");
        ask.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = written });

        var normal = (string[])(await ask.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;

        // Neither may take what the other refuses, and what both take must be the same.
        Assert.Equal(
            normal.Select(name => Text.Fits($"x{name}x", Patterns.Setting) ? name : "refused"),
            written.Select(name => Text.Fits($"x{NameText.Normal(name)}x", Patterns.Setting) ? NameText.Normal(name) : "refused"));
    }
}
