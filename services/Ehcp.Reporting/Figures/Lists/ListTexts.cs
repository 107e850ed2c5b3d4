using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Reporting.Figures.Caseload;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Figures.Lists;

/// <summary>What the API description says of lists.</summary>
internal static class ListTexts
{
    internal static RouteText Requests { get; } = new(
        nameof(ReadList), "Cases", "The requests behind a number",
        "A page at a time, by key: what comes in or ends between two pages neither hides a request nor shows it twice, for every page is of the instant of the "
            + "first. "
        + "The address of the next page is in the header Link too. As CSV every request is in the file, unless a limit is given; then it is a part, "
        + "and where there are more the header Link (rel=\"next\") says so. Whoever sees a list is written down.")
    {
        Parameters =
        [
            new(
                "list", Takes.OneOf(Listed.ByCode.Keys.Order(StringComparer.Ordinal)),
                "Which set. due: open requests by the last day of their 20 weeks. Without it, open.", "open"),
            Asks.Authority,
            Asks.AsOf,
            Asks.Day("from", "Of plans: the first day sent. Of due: the first last day. Included.", "2026-01-01"),
            Asks.Day("to", "Of plans: the last day sent. Of due: the last one. Included.", "2026-12-31"),
            new("week", Takes.OneOf(WeekBands.All.Select(band => band.Week)), "Of open requests: only this week of the process.", "21-26"),
            new("waitingOn", Takes.OneOf(ListQuestion.Waits.Keys), "Of open requests: only those that wait for this.", "advice:health"),
            new("exemption", Takes.YesNo, "Only those with, or without, an exemption claimed on the final plan.", "false"),
            new("team", Takes.Text(200), "Only those that this team holds.", "North"),
            new("sort", Takes.OneOf(ListQuestion.Orders.Keys), "Which come first, by the day of receipt. Without it, oldest.", "oldest"),
            RouteParameter.Limit(ListQuestion.MostAtOnce, ListQuestion.Usual) with
            {
                Meaning = $"How many at most, 1 to {ListQuestion.MostAtOnce}. Without it {ListQuestion.Usual}; of a CSV, every one.",
            },
            Asks.After(
                "The next of the page before. Without it, the first page. A number of requests to skip, as earlier releases gave it, still works and is "
                + "deprecated."),
            new("format", Takes.OneOf(ReadList.Formats.Keys), "json; or csv for a spreadsheet: UTF-8 with a byte order mark. Without it, json.", "json"),
        ],
        Answers =
        [
            new(
                200, "A page, or a file", typeof(RequestListAnswer),
                """
                { "list": "open", "words": "Open requests", "asOf": "2026-05-25T06:41:00Z", "knownTo": "2026-05-25T06:40:00Z", "total": 1,
                  "requests": [{ "authority": "E08000025", "caseReference": "EHC-2026-0001", "requestId": "1", "receivedOn": "2026-01-05", "lastDay": "2026-05-25",
                    "lastWorkingDay": "2026-05-22",
                    "planSentOn": null, "days": 140, "waitingOn": ["advice:health"], "team": "North", "area": null, "primaryNeed": null,
                    "exemptionClaimed": false, "cannotComputeBecause": null }],
                  "next": null, "after": null }
                """)
            {
                LinksNext = true,
                AlsoAs = [MediaTypes.Csv],
                ExamplesAs = new Dictionary<string, string>
                {
                    [MediaTypes.Csv] = "authority,case_reference,request_id,received_on,last_day,plan_sent_on,days,waiting_on,team,area,primary_need,"
                        + "exemption_claimed,cannot_compute_because,last_working_day\n"
                        + "E08000025,EHC-2026-0001,1,2026-01-05,2026-05-25,,140,advice:health,North,,,false,,2026-05-22\n",
                },
            },
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.NotWrittenDown),
        ],
    };
}
