using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Figures.Months;

/// <summary>What the API description says of the figures of a month.</summary>
internal static class MonthTexts
{
    internal static RouteText Measures { get; } = new(
        nameof(ReadMeasures), "Figures", "Every measure of one month, with its change",
        "Plans in time and the mean weeks to one, with and without exemptions; the six-week figure over decisions "
            + "notified and over requests received; 16 weeks; "
            + "decisions after reviews, reviews in twelve months, transfers between phases, families told of exemptions, "
            + "refusals reversed. Each beside the month "
            + "before and the same month a year before, all as known at the same instant. GET /v1/rates with the basis of a figure has every number behind it.")
    {
        Parameters =
        [
            Asks.Day("month", "Any day of the month. Without it, the last month that is over.", "2026-04-01"),
            new("groupBy", Takes.OneOf(ReadMeasures.Groupings.Keys), "What the rows of each figure are told apart by. Without it there is one row.", "team"),
            Asks.AsOf,
            Asks.Authority,
            new("format", Takes.OneOf(ReadMeasures.Formats.Keys), "json, or csv: a line for each figure and group. Without it, json.", "json"),
        ],
        Answers =
        [
            new(
                200, "The figures", typeof(MonthAnswer),
                """
                { "month": "2026-04", "isOver": true, "asOf": "2026-05-25T06:41:00Z", "knownTo": "2026-05-25T06:40:00Z", "rules": "2026.1",
                  "figures": [{ "figure": "plans-in-time", "basis": "plans-issued", "words": "Plans sent within 20 weeks, with exemptions", "unit": "share",
                    "meaning": "Final plans sent in the period.",
                    "rows": [{ "group": "all", "now": { "value": 0.75, "part": 3, "whole": 4 }, "monthBefore": { "value": 0.5, "part": 2, "whole": 4 },
                      "yearBefore": { "value": null, "part": 0, "whole": 0 }, "change": 0.25, "changeOverYear": null }] }] }
                """)
            {
                AlsoAs = [MediaTypes.Csv],
                ExamplesAs = new Dictionary<string, string>
                {
                    [MediaTypes.Csv] = "figure,words,unit,basis,breakdown_topic,breakdown,month,value,part,whole,month_before,value_month_before,"
                        + "part_month_before,whole_month_before,year_before,value_year_before,part_year_before,whole_year_before\n"
                        + "plans-in-time,\"Plans sent within 20 weeks, with exemptions\",per cent,plans-issued,Total,all,2026-04,75.0,3,4,2026-03,50.0,2,4,"
                        + "2025-04,z,0,0\n",
                },
            },
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
        ],
    };
}
