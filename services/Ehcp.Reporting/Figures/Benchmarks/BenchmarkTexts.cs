using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary>What the API description says of published figures.</summary>
internal static class BenchmarkTexts
{
    internal static RouteText Benchmarks { get; } = new(
        nameof(ReadBenchmarks), "Figures", "What DfE published of an authority, its region and England",
        "Public figures: a key of any authority may ask for every one.")
    {
        Parameters =
        [
            Asks.Authority with
            {
                Meaning = "The rows of this authority, of its statistical neighbours, of its region and of England. Without it, of every place.",
            },
            new("year", Takes.Whole(2010, 2100), "A calendar year. Without it, every one there is.", "2025"),
            new("level", Takes.OneOf(ReadBenchmarks.Levels.Keys), "Only rows of this level. Without it, of each.", "national"),
        ],
        Answers =
        [
            new(
                200, "By year, then England, the regions, the authorities", typeof(BenchmarksAnswer),
                """
                { "definition": { "population": "New plans issued.", "rates": "within over plansIssued.", "symbols": "z: not applicable.", "breaks": [] },
                  "sources": [{ "name": "timeliness.csv", "version": "0a1b2c3d", "source": "Department for Education", "release": "2025", "retrieved": "2025-07-01",
                    "licence": "Open Government Licence v3.0", "footnotes": [] }],
                  "rows": [{ "level": "national", "code": "E92000001", "name": "England", "year": 2024, "plansIssued": 4, "within": 2, "rate": 0.5,
                    "plansIssuedExcludingExemptions": 4, "withinExcludingExemptions": 2, "rateExcludingExemptions": 0.5, "source": "timeliness.csv" }],
                  "neighbourMeans": [] }
                """),
        ],
    };
}
