using Ehcp.Hosting.Api;
using Ehcp.Hosting.Problems;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Figures.Caseload;

/// <summary>What the API description says of the caseload.</summary>
internal static class CaseloadTexts
{
    internal static RouteText Caseload { get; } = new(
        nameof(ReadCaseload), "Figures", "How many requests are open, how old they are, and whose move it is",
        "Requests without an outcome are in no published rate. The oldest names its case only to a key that may see cases.")
    {
        Parameters = [Asks.Authority, Asks.AsOf, Asks.Format],
        Answers =
        [
            new(
                200, "The caseload", typeof(CaseloadAnswer),
                """
                { "definition": { "population": "Requests with no outcome.", "overdue": "Open after the 140th day.", "week": "Week 0 is the day of receipt.",
                    "waitingOn": "Whose move it is.", "exclusions": [], "lines": [{ "week": 20, "meaning": "final plan sent" }] },
                  "asOf": "2026-05-25T06:41:00Z", "knownTo": "2026-05-25T06:40:00Z", "rules": "2026.1", "open": 1, "overdue": 0, "overdueWithExemption": 0,
                  "cannotCompute": 0, "medianDays": 40, "oldest": { "days": 40, "receivedOn": "2026-04-15", "lastDay": "2026-09-02", "lastWorkingDay": "2026-09-02",
                    "authority": "E08000025" },
                  "weeks": [{ "week": "6", "from": 6, "to": 6, "open": 1, "withExemption": 0 }], "waitingOn": [{ "whom": "advice", "adviceType": "health", "open": 1 }],
                  "due": [{ "workingDays": 5, "to": "2026-06-01", "open": 0, "withExemption": 0 }] }
                """)
            {
                AlsoAs = [MediaTypes.Csv, MediaTypes.Zip],
                ExamplesAs = new Dictionary<string, string>
                {
                    [MediaTypes.Csv] = $"{Asks.FirstColumns},requests_open,requests_open_gt20weeks\n"
                        + $"2026,May,{Asks.FirstValues},All open requests,Total,1,0\n",
                },
            },
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
        ],
    };
}
