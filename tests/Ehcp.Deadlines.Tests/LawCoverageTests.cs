using System.Text;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

/// <summary>Every time limit of the instruments that the project computes by: with its rule, or with the reason why it has none.</summary>
public sealed class LawCoverageTests
{
    /// <param name="Rules">Ids of rules, or beginnings of ids that end in a hyphen.</param>
    private sealed record Line(string Instrument, string Provision, string Limit, string[] Rules, string WhyNone);

    private static readonly string[] Instruments =
    [
        "Children and Families Act 2014", "SI 2014/1530", "SI 2015/62", "SI 2008/2699", "SI 2017/1306", "SI 2014/1652", "SI 2020/471",
        "SEND Code of Practice 2015",
    ];

    [Fact]
    public void Every_line_has_its_rules_or_says_why_it_has_none() => Assert.All(Lines(), line =>
    {
        Assert.True(line.Rules.Length > 0 != line.WhyNone.Length > 0, line.Provision);
        Assert.All(line.Rules, rule => Assert.True(Covered(rule).Any(), $"{line.Provision}: no rule {rule}"));
    });

    // A rule of another trigger, custody or route of the same provision stands under the one that is named.
    [Fact]
    public void The_provision_of_every_rule_has_a_line()
    {
        var named = Lines().SelectMany(line => line.Rules).SelectMany(Covered).ToHashSet();
        var citations = named.Select(rule => rule.Source.Citation.Replace("42(2) with 44(2)", "44(2)", StringComparison.Ordinal)).ToHashSet();

        Assert.Empty(Limits
            .Where(limit => !citations.Contains(limit.Source.Citation.Replace("42(2) with 44(2)", "44(2)", StringComparison.Ordinal)))
            .Where(limit => !named.Any(rule => rule.Milestone == limit.Milestone && rule.Source.Instrument == limit.Source.Instrument))
            .Select(limit => limit.Id));
    }

    [Fact]
    public void No_instrument_is_forgotten() => Assert.Empty(Instruments.Except(Lines().Select(line => line.Instrument)));

    /// <summary>With EHCP_WRITE_DOCS=1 this test writes the page instead of comparing it.</summary>
    [Fact]
    public async Task The_printed_table_is_what_the_lines_say()
    {
        var path = Path.Combine(StatutoryTimetableTests.Repository(), "docs", "law-coverage.md");
        var page = new StringBuilder(
            """
            # Coverage of the law

            Every time limit of the instruments that the project computes by, with the rule that has it or the reason why none does. Written from
            `tests/Ehcp.Deadlines.Tests/LawCoverage.csv` with `EHCP_WRITE_DOCS=1`; a test fails when a rule is named that is not there, or a provision of a rule is
            missing. The rules themselves are in [the statutory timetable](statutory-timetable.md).

            | instrument | provision | limit | rule, or why none |
            | --- | --- | --- | --- |

            """);
        foreach (var line in Lines())
        {
            page.Append("| ").AppendJoin(" | ", line.Instrument, line.Provision, line.Limit, line.WhyNone.Length > 0 ? "none: " + line.WhyNone
                : string.Join(", ", line.Rules.Select(rule => rule.EndsWith('-') ? $"`{rule}…`" : $"`{rule}`"))).Append(" |\n");
        }

        var text = page.ToString().ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("EHCP_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        }

        Assert.Equal(text, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    private static IEnumerable<TimeLimit> Covered(string rule) =>
        Limits.Where(limit => rule.EndsWith('-') ? limit.Id.StartsWith(rule, StringComparison.Ordinal) : limit.Id == rule);

    private static IEnumerable<Line> Lines() =>
        from text in File.ReadLines(Path.Combine(StatutoryTimetableTests.Repository(), "tests", "Ehcp.Deadlines.Tests", "LawCoverage.csv")).Skip(1)
        let cells = text.Split('|')
        select new Line(cells[0], cells[1], cells[2], cells[3].Split(' ', StringSplitOptions.RemoveEmptyEntries), cells[4]);
}
