using System.Text.Json.Nodes;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Problems;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Figures.Forecasts;

/// <summary>What the API description says of the forecast and of what-if.</summary>
internal static class ForecastTexts
{
    private const string Year = """
        { "issued": 40, "withinTwentyWeeks": 30, "rate": 0.75, "alreadyLost": 3, "stillWinnable": 12, "floor": 0.6, "expected": 0.7, "lower": 0.65,
          "upper": 0.76, "expectedIssued": 61.5, "highest": 0.8, "actual": null, "formerYears": [{ "year": 2025, "expected": 0.7, "actual": 0.72 }] }
        """;

    private const string Rates = """
        { "before": { "plansIssued": 3, "withinTwentyWeeks": 2, "rate": 0.6666666666666666 }, "after": { "plansIssued": 5, "withinTwentyWeeks": 2, "rate": 0.4 } }
        """;

    internal static RouteText Forecast { get; } = new(
        nameof(ReadForecast), "Figures", "What the rate of a year can still become",
        "The rate so far, what is already lost, what can still be won, and what is to be expected if requests go on ending as they lately did.")
    {
        Parameters =
        [
            Asks.Day(
                "on",
                "The day on which it is asked: what happened later is left out, even where it is known. Without it, the day of asOf, which it must not be "
                    + "after.",
                "2026-05-25"),
            Asks.AsOf,
            Asks.Authority,
        ],
        Answers =
        [
            new(
                200, "The forecast", typeof(ForecastAnswer),
                $$"""
                { "definition": { "rate": "Plans sent within 140 days.", "method": "Every open request goes on as others did.", "band": "90 %." },
                  "asOf": "2026-05-25T06:41:00Z", "knownTo": "2026-05-25T06:40:00Z", "rules": "2026.1", "year": 2026, "on": "2026-05-25",
                  "all": {{Year}}, "excludingExemptions": {{Year}} }
                """),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
        ],
    };

    internal static RouteText WhatIf { get; } = new(
        nameof(AskWhatIf), "Figures", "What finishing some open requests would do to the rate and to the queue",
        "Give either cases or oldest. Nothing is stored. Naming cases needs a key that may see them, and is written down.")
    {
        Bodies = [new("application/json", JsonNode.Parse("""{ "authority": "E08000025", "oldest": 2, "finishOn": "2026-05-25" }""")!)],
        Answers =
        [
            new(
                200, "Before and after", typeof(WhatIfAnswer),
                $$"""
                { "definition": { "rates": "Plans sent in the year.", "queue": "Requests without an outcome.", "reading": "A late plan counts in the year it is sent." },
                  "asOf": "2026-05-25T06:41:00Z", "knownTo": "2026-05-25T06:40:00Z", "rules": "2026.1", "finishOn": "2026-05-25", "year": 2026,
                  "finished": { "requests": 2, "inTime": 0, "late": 2, "all": {{Rates}}, "excludingExemptions": {{Rates}},
                    "queue": { "before": { "open": 5, "overdue": 2, "oldestDays": 413 }, "after": { "open": 3, "overdue": 0, "oldestDays": 140 } } } }
                """),
            RouteAnswer.Of(ProblemCatalogue.BodyInvalid),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
        ],
    };
}
