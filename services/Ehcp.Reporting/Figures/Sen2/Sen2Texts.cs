using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>What the API description says of the SEN2 return.</summary>
internal static class Sen2Texts
{
    private const string Tag = "SEN2 return";

    private static readonly RouteParameter Year = new(
        "year", Takes.Whole(Sen2Year.Oldest, Takes.LastDay.Year),
        "Year of the collection, about the calendar year before: 2026 is about 2025. Without it, the collection that today's events will be in, which is also "
            + "the last.",
        "2026");

    private static readonly RouteParameter Authority = Asks.Authority with { Meaning = "Whose return. Needed unless the key sees one authority only." };

    internal static RouteText Requests { get; } = Module("ReadSen2Requests", "The requests of the return, as a CSV");

    internal static RouteText Assessments { get; } = Module("ReadSen2Assessments", "The assessments of the return, as a CSV");

    internal static RouteText PreFlight { get; } = new(
        nameof(ReadPreFlight), Tag, "What would be wrong with the return if it were sent now",
        "Every check, also those that find nothing; of each some of the requests that break it. With check and after, page by page. Whoever sees a case is "
            + "written down.")
    {
        Parameters =
        [
            Year,
            Authority,
            Asks.Day("referenceDate", "The collection's reference date, a day of its year. Without it, the third Thursday of January.", "2026-01-15"),
            Asks.AsOf,
            new("check", Takes.OneOf(ReadPreFlight.Checks.Keys.Order(StringComparer.Ordinal)), "Only this check, by its id.", "received-after-request-outcome"),
            new(
                "limit", Takes.Whole(1, ReadPreFlight.MostAtOnce),
                $"How many requests of each check at most, 1 to {ReadPreFlight.MostAtOnce}. Without it {ReadPreFlight.Usual}.", "20"),
            Asks.After("With check: the next of the page before. A number of requests to skip, as earlier releases gave it, still works and is deprecated."),
        ],
        Answers =
        [
            new(
                200, "The checks", typeof(PreFlightAnswer),
                """
                { "authority": "E08000025", "collectionYear": 2026, "from": "2025-01-01", "to": "2025-12-31", "referenceDate": "2026-01-15", "edition": 2026,
                  "population": "Requests received up to 2025-12-31.", "asOf": "2026-05-25T06:41:00Z", "knownTo": "2026-05-25T06:40:00Z", "requests": 0,
                  "assessments": 0, "checks": [], "notChecked": [{ "what": "Exported", "why": "Not recorded; it stays empty." }] }
                """),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.WholeAuthorityOnly),
            RouteAnswer.Of(ProblemCatalogue.NotWrittenDown),
        ],
    };

    private static RouteText Module(string name, string summary) => new(
        name, Tag, summary, "What the return will say of each, all year. Whoever sees it is written down.")
    {
        Parameters = [Year, Authority, Asks.AsOf],
        Answers =
        [
            new(200, "The file: a line of item names, then one for each", typeof(string), "CaseReference\nEHC-2026-0001\n") { MediaType = MediaTypes.Csv },
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.WholeAuthorityOnly),
            RouteAnswer.Of(ProblemCatalogue.NotWrittenDown),
        ],
    };
}
