using System.Text.Json.Nodes;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;

namespace Ehcp.Scheduler.Reorganisations;

/// <summary>What the API description says of reorganisations.</summary>
internal static class ReorganisationTexts
{
    internal static RouteText StartReorganisation { get; } = new(
        nameof(StartReorganisation), "Reorganisations", "Pass the cases of an authority that ended to those that took over",
        "From the day on which they took over. Every open case goes, by an event that is sent to Intake, with its deadlines, its history and what was told of "
            + "it. Where there are several successors the body says where each case goes, or who takes the rest. "
        + "It is only tried unless dryRun=false is said: every case is listed with the place it goes to, or the reason why it cannot go. "
        + "It may be sent again at any time: what went before is not sent again.")
    {
        Parameters = [RouteParameter.DryRun("Whether to try it only. Without it, it is only tried.")],
        Bodies =
        [
            new("application/json", new JsonObject
            {
                ["authority"] = "E10000006",
                ["rest"] = "942",
                ["cases"] = new JsonArray(new JsonObject
                {
                    ["caseReference"] = "EHC-2022-0001", ["successor"] = "943", ["successorReference"] = "WF-0001",
                }),
            }),
        ],
        Answers =
        [
            new(
                200, "What goes where, and what cannot go", typeof(Reorganisation),
                """
                { "dryRun": true, "authority": "E10000006", "vestingDay": "2023-04-01",
                  "cases": [{ "caseReference": "EHC-2022-0001", "successor": "E06000064", "successorName": "Westmorland and Furness",
                    "successorReference": "WF-0001" }],
                  "cannot": [{ "caseReference": "EHC-2022-0002", "because": "reference-taken" }],
                  "counts": [{ "successor": "E06000063", "name": "Cumberland", "cases": 0, "share": 0.55 },
                    { "successor": "E06000064", "name": "Westmorland and Furness", "cases": 1, "share": 0.45 }],
                  "passedBefore": 0, "sent": 0, "sentBefore": 0, "refused": 0 }
                """),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.UnknownAuthority),
            RouteAnswer.Of(ProblemCatalogue.NoSuccessor),
            RouteAnswer.Of(ProblemCatalogue.Conflict),
            RouteAnswer.Of(ProblemCatalogue.IntakeNotSet),
            RouteAnswer.Of(ProblemCatalogue.IntakeAway),
        ],
    };
}
