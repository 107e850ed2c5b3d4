using System.Text.Json.Nodes;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;

namespace Ehcp.Scheduler.Assignments;

/// <summary>What the API description says of reassigning.</summary>
internal static class ReassignmentTexts
{
    internal static RouteText ReassignCases { get; } = new(
        nameof(ReassignCases), "Assignments", "Give all open cases of one person to another",
        "For somebody who leaves: as case officer and as deputy. Each case is assigned by an event that is sent to Intake. Only cases of the authorities of "
            + "the key. "
        + "Try it first: with dryRun=true the cases are listed and nothing is sent.")
    {
        Parameters = [RouteParameter.DryRun("Whether to list the cases only. Without it the cases are assigned.")],
        Bodies =
        [
            new("application/json", new JsonObject { ["from"] = "leaves@council.example", ["to"] = "stays@council.example", ["authority"] = "E08000025" }),
        ],
        Answers =
        [
            new(
                200, "The cases, and how many events were sent", typeof(Reassignment),
                """
                { "dryRun": false, "cases": [{ "authority": "E08000025", "caseReference": "EHC-2026-0001", "as": "case-officer" }],
                  "sent": 1, "sentBefore": 0, "refused": 0 }
                """),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.UnknownAuthority),
            RouteAnswer.Of(ProblemCatalogue.IntakeNotSet),
            RouteAnswer.Of(ProblemCatalogue.IntakeAway),
        ],
    };
}
