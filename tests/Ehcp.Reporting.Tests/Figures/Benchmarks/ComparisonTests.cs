using System.Globalization;
using System.Text.RegularExpressions;
using Ehcp.Contracts;
using Ehcp.Reporting.Figures.Benchmarks;
using Ehcp.Reporting.Figures.Rates;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Tests.Figures.Benchmarks;

/// <summary>The heading of the comparison with England, read against the data.</summary>
public sealed partial class ComparisonTests
{
    private static readonly PublishedFigures Published = new(Options.Create(new BenchmarkSettings()));

    /// <summary>Birmingham in 2023 was above England (60.5 and 50.3), and in 2024 far below (26.7 and 46.4): the newest year counts.</summary>
    [Fact]
    public void The_newest_year_that_either_side_has_is_told()
    {
        Assert.Equal("Birmingham was 19.7 points below England in 2024, by DfE's figures", Of("330", 2019, 2026, (2023, 603, 996)).Finding);
        Assert.Equal("Birmingham was 10.2 points above England in 2023", Of("330", 2019, 2023, (2023, 603, 996)).Finding);
        Assert.Equal("Birmingham was 10.2 points above England in 2023, by DfE's figures", Of("330", 2019, 2023).Finding);
        Assert.Equal("Birmingham was 10.2 points above England in 2023, by DfE's figures", Of("330", 2019, 2023, (2023, 3, 3)).Finding);
    }

    [Fact]
    public void Where_DfE_has_none_of_the_authority_its_own_count_is_told_and_equal_is_the_same()
    {
        Assert.Equal("Dudley was 53.6 points above England in 2024", Of("332", 2019, 2026, (2024, 3, 3)).Finding);
        Assert.Equal("Dudley was 46.4 points below England in 2024", Of("332", 2019, 2026, (2024, 0, 3)).Finding);
        Assert.Equal("Dudley was the same as England in 2024", Of("332", 2019, 2026, (2024, 464, 1000)).Finding);
        Assert.Equal("Dudley was the same as England in 2024", Of("332", 2019, 2026, (2024, 46440, 100_000)).Finding); // after rounding
        Assert.Equal("Dudley was 0.1 points above England in 2024", Of("332", 2019, 2026, (2024, 465, 1000)).Finding);
    }

    [Fact]
    public void Years_that_England_has_nothing_of_yet_are_named_and_not_compared()
    {
        var compared = Of("330", 2019, 2026, (2025, 9, 10), (2026, 8, 10));

        Assert.Equal("Birmingham was 19.7 points below England in 2024, by DfE's figures", compared.Finding);
        Assert.Equal("DfE has published no figure of England of 2025 and 2026 that is known here.", compared.NotYet);
        Assert.Null(Of("330", 2019, 2026).NotYet);
        Assert.Null(Comparison.Of(Authorities.Find("330"), 2025, 2026, [], Published));
    }

    [Fact]
    public void Several_authorities_added_up_are_named_as_what_they_are()
    {
        var compared = Comparison.Of(null, 2019, 2026, [Row(2023, 50, 100)], Published)!;

        Assert.Equal("The total of all authorities was 0.3 points below England in 2023", compared.Finding);
    }

    /// <summary>Of every authority, with nothing counted here, with the same, with less and with other years.</summary>
    [Fact]
    public void Every_heading_says_what_the_newest_year_of_the_data_says()
    {
        var read = 0;
        foreach (var authority in Authorities.All)
        {
            foreach (var own in new (int Year, int Within, int Issued)[][]
                { [], [(2023, 1, 3)], [(2024, 1, 2)], [(2021, 5, 5), (2026, 1, 1)], [(2024, 464, 1000)] })
            {
                var heading = Of(authority.DfeCode, 2019, 2026, own).Finding;
                var newest = Enumerable.Range(2019, 8).Reverse().Select(year => (Year: year, Own: Told(authority, year, own), England: England(year)))
                    .FirstOrDefault(year => year is { Own: not null, England: not null });
                if (newest.Own is null)
                {
                    Assert.Equal($"{authority.Name} beside its region and England", heading);
                    continue;
                }

                var match = Heading().Match(heading);
                Assert.True(match.Success, heading);
                Assert.Equal(authority.Name, match.Groups["name"].Value);
                Assert.Equal(newest.Year, int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture));
                var points = newest.Own.Value - newest.England!.Value;
                Assert.Equal(points == 0 ? "the same as" : points > 0 ? "points above" : "points below", match.Groups["side"].Value);
                Assert.Equal(points == 0 ? "" : Math.Abs(points).ToString("0.0", CultureInfo.InvariantCulture), match.Groups["points"].Value);
                read++;
            }
        }

        Assert.True(read > 700, $"only {read} headings");

        static decimal? England(int year) => Published.Find(year, "E92000001")?.ExcludingExemptions.Percent.Number;

        static decimal? Told(Authority authority, int year, (int Year, int Within, int Issued)[] own) =>
            Published.Find(year, authority.OnsCode)?.ExcludingExemptions.Percent.Number
            ?? own.Where(one => one.Year == year)
                .Select(one => (decimal?)Math.Round(100m * one.Within / one.Issued, 1, MidpointRounding.AwayFromZero)).FirstOrDefault();
    }

    [Fact]
    public void Footnotes_are_told_with_place_and_year()
    {
        var notes = Of("204", 2019, 2026).Notes.ToList();

        Assert.Contains("London 2023: The total holds plans of Hackney, whose own figures are not available.", notes);
        Assert.Equal(notes.Distinct(), notes);
    }

    private static Comparison Of(string code, int first, int last, params (int Year, int Within, int Issued)[] own) =>
        Comparison.Of(Authorities.Find(code), first, last, [.. own.Select(one => Row(one.Year, one.Within, one.Issued))], Published)!;

    private static PlansIssuedRow Row(int year, int within, int issued) => PlansIssuedRow.None(year.ToString(CultureInfo.InvariantCulture)) with
    {
        PlansIssued = issued,
        WithinTwentyWeeks = within,
        PlansIssuedExcludingExemptions = issued,
        WithinTwentyWeeksExcludingExemptions = within,
    };

    [GeneratedRegex(
        "^(?<name>.+) was ((?<points>[0-9]+\\.[0-9]) )?(?<side>points above|points below|the same as) England in (?<year>[0-9]{4})(, by DfE's figures)?$")]
    private static partial Regex Heading();
}
