using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Reporting.Exports;
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

    private static readonly RouteParameter ReferenceDate =
        Asks.Day("referenceDate", "The collection's reference date, a day of its year. Without it, the third Thursday of January.", "2026-01-15");

    internal static RouteText Return { get; } = new(
        nameof(ReadSen2Return), Tag, "Everything of the return that events tell, as files",
        "Requests, assessments, named plans, active plans and needs, to be merged with the persons that the case system holds: a CSV for each module and "
            + "an XML with the elements of each case. The manifest names what is not in them, and what could not be confirmed. Whoever sees it is "
            + "written down.")
    {
        Parameters =
        [
            Year,
            Authority,
            ReferenceDate,
            Asks.AsOf,
            new(
                "format", Takes.OneOf(ReadSen2Return.Formats.Keys),
                "zip: a CSV for each module, the XML and the manifest; xml: the XML alone; manifest: what is in it and what is not, without a case. "
                    + "Without it, zip.", "manifest"),
        ],
        Answers =
        [
            new(
                200, "The files, or the manifest", typeof(Sen2Manifest),
                """
                { "collectionYear": 2026, "referenceDate": "2026-01-15", "authority": "E08000025", "lea": "330", "asOf": "2026-05-25T06:41:00Z",
                  "knownTo": "2026-05-25T06:40:00Z", "edition": 2026, "population": "Requests received up to 2025-12-31.",
                  "files": [{ "file": "requests.csv", "module": "2 Requests for an EHC needs assessment", "rows": 0 }],
                  "items": [{ "module": "requests", "tag": "Exported", "number": "2.7", "verified": true, "held": false, "why": "Not told.",
                    "sources": ["blade"], "empty": 0 }],
                  "notInFiles": [{ "what": "The person", "why": "No child's identity is ever accepted here." }],
                  "sources": [{ "source": "blade", "where": "MastodonC/witan.sen2", "what": "modules and items" }] }
                """)
            {
                AlsoAs = [SameZip.MediaType, Sen2Fragments.MediaType],
                ExamplesAs = new Dictionary<string, string>
                {
                    [Sen2Fragments.MediaType] = """<Fragments collection="SEN2" year="2026" referenceDate="2026-01-15" lea="330" />""",
                },
            },
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.WholeAuthorityOnly),
            RouteAnswer.Of(ProblemCatalogue.NotWrittenDown),
        ],
    };

    internal static RouteText PreFlight { get; } = new(
        nameof(ReadPreFlight), Tag, "What would be wrong with the return if it were sent now",
        "Every check, also those that find nothing; of each some of the requests that break it. With check and after, page by page. Whoever sees a case is "
            + "written down.")
    {
        Parameters =
        [
            Year,
            Authority,
            ReferenceDate,
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
                  "assessments": 0, "checks": [], "namedPlans": 0, "activePlans": 0, "notChecked": [{ "what": "Exported", "why": "Not recorded; it stays empty." }] }
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
