using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Reporting.Figures.Months;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Reports;

/// <summary>What the API description says of reports.</summary>
internal static class ReportTexts
{
    private const string Tag = "Reports";

    private const string Head = """
        { "number": 12, "authority": "E08000025", "month": "2026-04", "asOf": "2026-05-25T06:40:00Z", "madeAt": "2026-05-25T06:41:00Z", "madeBy": "data team" }
        """;

    private const string QueueDay = """
        { "day": "2026-05-25", "open": 120, "overdue": 31, "ages": { "tenth": 9, "quarter": 30, "median": 77, "threeQuarters": 150, "nineTenths": 220,
          "oldest": 411 }, "received": 2, "plansSent": 1, "otherEnds": 0 }
        """;

    private const string Content = $$"""
        { "authority": "E08000025", "authorityName": "Birmingham", "month": "2026-04", "asOf": "2026-05-25T06:40:00Z", "rules": "2026.1",
          "sentences": [{ "about": "plans", "text": "In April 2026, 3 of 4 plans without an exemption were sent within 20 weeks, 75.0%." }],
          "yearSoFar": [{ "figure": "plans-in-time", "words": "Plans sent within 20 weeks, with exemptions", "from": "2026-01-01", "to": "2026-04-30",
            "now": { "value": 0.5, "part": 8, "whole": 16 }, "yearBefore": { "value": 0.25, "part": 4, "whole": 16 } }],
          "figures": [{ "figure": "plans-in-time", "basis": "plans-issued", "words": "Plans sent within 20 weeks, with exemptions", "unit": "share",
            "meaning": "Final plans sent in the period.", "rows": [{ "group": "all", "now": { "value": 0.75, "part": 3, "whole": 4 },
              "monthBefore": { "value": 0.5, "part": 2, "whole": 4 }, "yearBefore": { "value": null, "part": 0, "whole": 0 }, "change": 0.25,
              "changeOverYear": null }] }],
          "queue": { "open": 120, "overdue": 31, "overdueWithExemption": 2, "cannotCompute": 1, "medianDays": 77, "oldestDays": 411,
            "flow": { "from": "2026-02-24", "to": "2026-05-25", "received": 65, "plansSent": 39, "otherEnds": 13, "receivedAWeek": 5, "plansAWeek": 3,
              "otherEndsAWeek": 1, "plansAWeekToStandStill": 4 },
            "monthBefore": {{QueueDay}}, "yearBefore": {{QueueDay}}, "weeks": [{{QueueDay}}] },
          "waitingOn": [{ "whom": "advice", "adviceType": "health", "open": 1 }] }
        """;

    internal static RouteText Make { get; } = new(
        "MakeReport", Tag, "Make a numbered report of one month",
        "One page for scrutiny, the lead member or an adviser: every figure of the month with its change, the queue "
            + "and what it waits for, a sentence each. It is "
            + "kept under its number and never changes, whatever comes in later. Small numbers are in it: it is not for publication. Try it first with "
            + "dryRun=true.")
    {
        Parameters =
        [
            Asks.Authority with { Meaning = "Whose report.", Required = true },
            Asks.Day("month", "Any day of the month. Without it, the last month that is over.", "2026-04-01"),
            Asks.AsOf with { Meaning = "The figures as known then, at the latest at knownTo. Without it, as known at knownTo." },
            RouteParameter.DryRun("true: shows the report, and keeps none. Without it, it is kept."),
        ],
        Answers =
        [
            new(200, "What would be kept", typeof(ReportAnswer), $$"""{ "content": {{Content}} }"""),
            new(201, "The report", typeof(ReportAnswer), $$"""{ "report": {{Head}}, "content": {{Content}} }"""),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.NotComplete),
        ],
    };

    internal static RouteText List { get; } = new("ListReports", Tag, "Which reports there are", "Newest first.")
    {
        Parameters =
        [
            Asks.Authority,
            RouteParameter.Limit(ReportTable.MostAtOnce, ReportTable.Usual),
            new("after", Takes.Id, "Only those with a lower number: that of the last on the page before. Without it the first page.", "12"),
        ],
        Answers = [new(200, "A page", typeof(IReadOnlyList<ReportHead>), $"[{Head}]") { LinksNext = true }, RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed)],
    };

    internal static RouteText Read { get; } = new(
        "ReadReport", Tag, "Open a report again", "Exactly as it was made. The same figures can be counted again: POST /v1/reports with its asOf and dryRun=true.")
    {
        Parameters =
        [
            new("number", Takes.Id, "Its number.", "12"),
            new("format", Takes.OneOf(ReadMeasures.Formats.Keys), "json, or csv: a line for each number. Without it, json.", "json"),
        ],
        Answers =
        [
            new(200, "The report", typeof(ReportAnswer), $$"""{ "report": {{Head}}, "content": {{Content}} }""")
            {
                AlsoAs = [MediaTypes.Csv],
                ExamplesAs = new Dictionary<string, string>
                {
                    [MediaTypes.Csv] = "report,authority,month,as_of,section,item,unit,value,month_before,year_before\n"
                        + "12,E08000025,2026-04,2026-05-25T06:40:00.000000Z,queue,Open requests,number,120,118,97\n",
                },
            },
            RouteAnswer.Of(ProblemCatalogue.UnknownReport),
        ],
    };
}
