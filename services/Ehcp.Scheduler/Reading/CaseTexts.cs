using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Recalculations;

namespace Ehcp.Scheduler.Reading;

/// <summary>What the API description says of cases and of what moved in them.</summary>
internal static class CaseTexts
{
    private const string Cases = "Cases";

    internal static RouteText ReadCase { get; } = new(
        nameof(ReadCase), Cases, "Read one case",
        "Every deadline with the reason for its date, the events it rests on, who was told, what comes next, and what a recalculation moved. "
        + "A case that passed to another authority says where it is now. "
        + $"Of alerts the newest {Reading.ReadCase.MostAlerts} are shown, and of moves the newest {Reading.ReadMoves.MostOfCase}; GET /v1/alerts has all alerts.")
    {
        Parameters =
        [
            new("authority", Takes.Authority, "The authority of the case.", "E08000025"),
            new("caseReference", Takes.Text(200), "The reference of the case.", "EHC-2026-0001"),
            new("asOf", Takes.Instant(), "The case as it was known at this instant. Without it, as it is known now.", "2026-05-01T09:00:00Z"),
        ],
        Answers =
        [
            new(
                200, "The case", typeof(CaseAnswer),
                $$"""
                { "authority": "E08000025", "caseReference": "EHC-2026-0001", "version": { "rules": "2026.2", "facts": 1, "calendar": null },
                  "deadlines": [{ "milestone": "final-plan", "clock": "request-1", "trigger": "request-received", "startedOn": "2026-01-05",
                    "lastDay": "2026-05-25", "lastWorkingDay": "2026-05-22", "endedOn": null, "closedOn": null, "closedBy": null, "state": "open", "exemptions": [],
                    "rule": { "id": "final-plan-20-weeks", "shape": "weeks-after", "length": 20, "unit": "weeks" },
                    "citation": "SEND Regulations 2014, regulation 13(2)", "explanation": "The request was received on 5 January 2026.",
                    "note": null }],
                  "facts": [{ "source": "synergy", "id": "a-1", "time": "2026-01-05T09:30:00Z", "recordedAt": "2026-01-05T09:30:01Z",
                    "fact": { "type": "ehcp.request-received.v1", "requestId": "1", "receivedOn": "2026-01-05", "requestedBy": "school" } }],
                  "alerts": [], "digests": [{ "milestone": "decision-to-assess", "clock": "request-1", "lastDay": "2026-02-16", "lastWorkingDay": "2026-02-16",
                    "told": "case-officer", "state": "{{MailStates.Name(MailState.Accepted)}}", "shadow": false, "times": 3, "firstAt": "2026-02-12T07:30:05Z", "lastAt": "2026-02-16T07:30:04Z" }],
                  "next": [{ "milestone": "final-plan", "clock": "request-1", "lastDay": "2026-05-25", "lastWorkingDay": "2026-05-22", "daysLeft": 24 }],
                  "cannotCompute": [], "moved": [], "passedTo": null, "cameFrom": null,
                  "familyToTell": [{ "about": "exemption", "exemptionId": "ex-1", "since": "2026-05-11", "toldOn": null,
                    "text": "The family is not told yet of the exemption claimed on 11 May 2026 (exceptional circumstances)." }] }
                """),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.UnknownAuthority),
            RouteAnswer.Of(ProblemCatalogue.UnknownCase),
        ],
    };

    internal static RouteText ReadOverview { get; } = new(
        nameof(ReadOverview), Cases, "Count what there is", "Cases, events, deadlines, alerts and mails of the authorities of the key, as of now.")
    {
        Answers =
        [
            new(
                200, "The counts", typeof(Overview),
                $$"""
                { "today": "2026-05-01", "bankHolidaysKnownTo": "2028-12-31", "cases": 1200, "facts": 5400, "deadlines": { "open": 800, "met": 400 },
                  "byMilestone": [{ "milestone": "final-plan", "state": "open", "count": 800 }], "alerts": { "{{MailStates.Name(MailState.Accepted)}}": 12 }, "mails": { "{{MailStates.Name(MailState.Accepted)}}": 9 } }
                """),
        ],
    };

    internal static RouteText ReadMoves { get; } = new(
        nameof(ReadMoves), RecalculationTexts.Tag, "List the deadlines that a recalculation moves",
        "Every deadline that came out with another last day or rule than before, is new or is gone: of the authorities of the key, by authority, case, "
            + "milestone and clock.")
    {
        Parameters =
        [
            RecalculationTexts.Id,
            RouteParameter.Limit(Reading.ReadMoves.MostAtOnce, Reading.ReadMoves.Usual),
            new(
                "after", Takes.Text(),
                    "The value of next on the page before. Without it the first page. A number of rows to pass over still works and is deprecated.",
                PageKey.Write("E08000025", "EHC-2026-0001", "final-plan", "request-1")),
        ],
        Answers =
        [
            new(
                200, "A page", typeof(MovePage),
                """
                { "moves": [{ "authority": "E08000025", "caseReference": "EHC-2026-0001", "milestone": "final-plan", "clock": "request-1", "oldRules": "2026.1",
                  "oldRule": "final-plan-20-weeks", "oldLastDay": "2026-05-25", "oldLastWorkingDay": "2026-05-22",
                  "newRule": "final-plan-20-weeks", "newLastDay": "2026-05-26", "newLastWorkingDay": "2026-05-26" }], "next": null }
                """),
            RouteAnswer.Of(ProblemCatalogue.UnknownRecalculation),
        ],
    };
}
