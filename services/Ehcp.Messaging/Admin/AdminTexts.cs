using System.Text.Json.Nodes;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Messaging.Outbox;

namespace Ehcp.Messaging.Admin;

/// <summary>What the API description says of messages that could not go on.</summary>
internal static class AdminTexts
{
    private const string Messages = "Messages";

    private static readonly RouteBody Ids = new("application/json", new JsonArray(7));

    internal static RouteText ListParked { get; } = new(
        nameof(ListParked), Messages, "List the messages that the broker did not take, oldest first",
            "They were tried several times, and wait until somebody decides.")
    {
        Parameters =
        [
            RouteParameter.Limit(AdminEndpoints.MostAtOnce, AdminEndpoints.MostAtOnce),
            new("after", Takes.Id, "Only messages with a higher id: that of the last on the page before. Without it the first page.", "7"),
        ],
        Answers =
        [
            new(
                200, "A page", typeof(IReadOnlyList<ParkedMessage>),
                """
                [{ "id": 7, "messageId": "0197a3f1-6f4e-7c1c-9d52-1f6d5d1b7a10", "type": "Ehcp.Contracts.FactsRecorded", "attempts": 5,
                   "lastError": "The broker does not answer.", "createdAt": "2026-05-26T06:00:00Z", "parkedAt": "2026-05-26T06:10:00Z" }]
                """)
            {
                LinksNext = true,
            },
        ],
    };

    internal static RouteText Unpark { get; } = new(
        nameof(Unpark), Messages, "Send parked messages again",
            $"By their ids, at most {AdminEndpoints.MostAtOnce} at once. Ids that are not parked are left alone.")
    {
        Bodies = [Ids],
        Answers = [new(200, "The ids that were parked and are tried again", typeof(IReadOnlyList<long>), "[7]")],
    };

    internal static RouteText Skip { get; } = new(
        nameof(Skip), Messages, "Delete parked messages unsent",
        $"By their ids, at most {AdminEndpoints.MostAtOnce} at once. What they announced must then reach the other services in another way. "
        + "Ids that are not parked are left alone.")
    {
        Bodies = [Ids],
        Answers = [new(200, "The ids that were parked and are deleted", typeof(IReadOnlyList<long>), "[7]")],
    };

    internal static RouteText CountErrors { get; } = new(
        nameof(CountErrors), Messages, "Count the messages that the service gave up",
            "By the queue they came from: every queue of this service, also one without any.")
    {
        Answers = [new(200, "How many, by queue", typeof(IReadOnlyDictionary<string, long>), """{ "scheduler.facts-recorded": 0 }""")],
    };

    internal static RouteText ReplayErrors { get; } = new(
        nameof(ReplayErrors), Messages, "Put messages that were given up back into their queue",
        "Each goes back once. What fails again waits for the next time.")
    {
        Parameters =
        [
            new("queue", Takes.Text(200), "A queue of this service, as GET /v1/errors lists it.", "scheduler.facts-recorded"),
            RouteParameter.Limit(AdminEndpoints.MostAtOnce, AdminEndpoints.MostAtOnce),
        ],
        Answers = [new(200, "How many went back", typeof(ReplayedErrors), """{ "messages": 1 }"""), RouteAnswer.Of(ProblemCatalogue.UnknownQueue)],
    };
}
