using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Publishing.PublicFigures;

/// <summary>What the API description says of published figures.</summary>
internal static class PublicTexts
{
    private const string Tag = "Published figures";

    private const string Edition = """
        { "edition": 7, "authority": "E08000025", "publishedAt": "2026-05-25T06:41:00Z", "knownAt": "2026-05-25T06:40:00Z", "threshold": 5, "roundTo": 1, "note": null }
        """;

    private const string Figures = $$"""
        { "definition": { "basis": "plans-issued", "population": "Final plans sent in the period.", "numerator": "Those sent within 140 days.",
            "denominator": "Every final plan sent in the period.", "exclusions": [] },
          "edition": {{Edition}},
          "rows": [{ "period": "2025", "plansIssued": 40, "withinTwentyWeeks": 30, "rate": 0.75, "plansIssuedExcludingExemptions": null,
            "withinTwentyWeeksExcludingExemptions": null, "rateExcludingExemptions": null, "knownAt": "2026-05-25T06:40:00Z" }] }
        """;

    private static readonly RouteParameter Authority = Asks.Authority with { Meaning = "Whose figures.", Required = true };

    internal static RouteText Publish { get; } = new(
        "PublishEdition", Tag, "Publish the figures of an authority",
        "Whole calendar years and their quarters, with small numbers hidden. What is published stays; a correction is another edition. Try it first with "
            + "dryRun=true.")
    {
        Parameters =
        [
            Authority,
            Asks.AsOf with { Meaning = "The figures as known then, at the latest at knownTo. Without it, as known at knownTo." },
            new("note", Takes.Text(PublicApi.LongestNote), "What readers are told of this edition, such as why it was corrected.",
                "With the plans of December."),
            RouteParameter.DryRun("true: shows what would be published, and publishes nothing. Without it, it is published."),
        ],
        Answers =
        [
            new(200, "What would be published", typeof(PublicRatesAnswer), Figures),
            new(201, "What has been published", typeof(PublicRatesAnswer), Figures),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.NotComplete),
        ],
    };

    internal static RouteText List { get; } = new("ListEditions", Tag, "The editions of an authority", "Newest first.")
    {
        Parameters =
        [
            Authority,
            RouteParameter.Limit(Editions.MostAtOnce, Editions.Usual),
            new("after", Takes.Id, "Only those with a lower number: that of the last on the page before. Without it the first page.", "7"),
        ],
        Answers = [new(200, "A page", typeof(IReadOnlyList<EditionHead>), $"[{Edition}]") { LinksNext = true }],
    };

    internal static RouteText Rates { get; } = new(
        "ReadPublicRates", Tag, "The published figures of an authority", "A number that is null is hidden, or there is nothing to take a share of.")
    {
        Parameters =
        [
            Authority,
            new("edition", Takes.Id, "Number of an edition. Without it, the newest.", "7"),
            Asks.Format,
        ],
        Answers =
        [
            new(200, "The figures", typeof(PublicRatesAnswer), Figures)
            {
                AlsoAs = [MediaTypes.Csv, MediaTypes.Zip],
                ExamplesAs = new Dictionary<string, string>
                {
                    [MediaTypes.Csv] = $"{Asks.FirstColumnsByDays},plans_issued_den,plans_issued_within_20_weeks,pc_plans_issued_within_20_weeks,"
                        + "plans_issued_den_ex,plans_issued_20_weeks_ex,pc_plans_issued_20_weeks_ex\n"
                        + $"2025-01-01,2025-12-31,{Asks.FirstValues},All EHC plans issued,Total,40,30,75.0,c,c,c\n",
                },
            },
            RouteAnswer.Of(ProblemCatalogue.NoEdition),
        ],
    };
}
