using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Reporting.Figures.Months;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Figures.Queue;

/// <summary>What the API description says of the queue.</summary>
internal static class QueueTexts
{
    internal static RouteText Queue { get; } = new(
        nameof(ReadQueueByDay), "Figures", "How many requests were open, how many overdue and how old, day by day",
        "For as long as requests have been received, and as known at any instant; what came in and went out, and how many plans a week would keep the queue as "
            + "long as it is. GET /v1/rates/changes with the basis requests-received has the requests that changed a former day.")
    {
        Parameters =
        [
            Asks.Day("from", "First day, included. Without it, the first on which a request was received."),
            Asks.Day("to", "Last day, included. Without it, the London day of asOf.", "2026-03-31"),
            new(
                "every", Takes.OneOf(ReadQueueByDay.Steps.Keys),
                "day: every day; week: each Sunday; month: the last day of each month; and the last day of all. Without it, day.", "week"),
            Asks.AsOf,
            Asks.Authority,
            new("format", Takes.OneOf(ReadMeasures.Formats.Keys), "json, or csv: a line for each day. Without it, json.", "json"),
        ],
        Answers =
        [
            new(
                200, "The queue", typeof(QueueAnswer),
                """
                { "definition": { "open": "Requests with no outcome.", "overdue": "Open after the 140th day.", "ages": "Days since receipt.",
                    "standStill": "Received less other ends.", "exclusions": [] },
                  "asOf": "2026-05-25T06:41:00Z", "knownTo": "2026-05-25T06:40:00Z", "rules": "2026.1",
                  "flow": { "from": "2026-02-24", "to": "2026-05-25", "received": 65, "plansSent": 39, "otherEnds": 13, "receivedAWeek": 5, "plansAWeek": 3,
                    "otherEndsAWeek": 1, "plansAWeekToStandStill": 4 },
                  "undatedOpen": 0, "undatedEnded": 0,
                  "days": [{ "day": "2026-05-25", "open": 120, "overdue": 31,
                    "ages": { "tenth": 9, "quarter": 30, "median": 77, "threeQuarters": 150, "nineTenths": 220, "oldest": 411 },
                    "received": 2, "plansSent": 1, "otherEnds": 0 }] }
                """)
            {
                AlsoAs = [MediaTypes.Csv],
                ExamplesAs = new Dictionary<string, string>
                {
                    [MediaTypes.Csv] = "day,open,overdue,days_p10,days_p25,days_median,days_p75,days_p90,days_oldest,received,plans_sent,other_ends\n"
                        + "2026-05-25,120,31,9,30,77,150,220,411,2,1,0\n",
                },
            },
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
        ],
    };
}
