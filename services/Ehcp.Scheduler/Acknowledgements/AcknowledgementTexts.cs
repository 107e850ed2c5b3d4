using System.Text.Json.Nodes;
using Ehcp.Contracts.Http;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;

namespace Ehcp.Scheduler.Acknowledgements;

/// <summary>What the API description says of acknowledging.</summary>
internal static class AcknowledgementTexts
{
    internal static RouteText AcknowledgeAlert { get; } = new(
        nameof(AcknowledgeAlert), "Alerts", "Say that somebody deals with an alert",
        $"The role is not reminded of this step until the end of the day given, which is at most {Acknowledging.MostDays} days ahead. Later steps are told as ever. "
        + $"The plan is one of {string.Join(", ", Acknowledging.Plans)}.")
    {
        Parameters = [new("id", Takes.Id, "The id of the alert, as GET /v1/alerts lists it.", "7")],
        Bodies = [new("application/json", new JsonObject { ["until"] = "2026-06-01", ["plan"] = "awaiting-advice", ["onBehalfOf"] = "A. Officer" })],
        Answers =
        [
            new(
                200, "It is written down", typeof(Acknowledgement),
                """{ "until": "2026-06-01", "plan": "awaiting-advice", "by": "staff: A. Officer", "at": "2026-05-26T09:30:00Z" }"""),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.UnknownAlert),
            RouteAnswer.Of(ProblemCatalogue.AlertCleared),
        ],
    };
}
