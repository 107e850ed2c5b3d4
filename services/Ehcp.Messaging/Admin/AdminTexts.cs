using System.Text.Json.Nodes;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Messaging.Outbox;

namespace Ehcp.Messaging.Admin;

/// <summary>What the API description says of what a person may do about messages.</summary>
internal static class AdminTexts
{
    private const string Messages = "Messages";
    private const string Ids = "[7, 8]";
    private const string Queue = "scheduler.facts-recorded";

    internal static RouteText ListParked { get; } = new(
        "ListParked", Messages, "List messages that could not be sent", $"The oldest {AdminEndpoints.MostAtOnce}. Each was tried several times, and waits for a person to decide.")
    {
        Answers =
        [
            new(
                200, "Those that wait", typeof(IReadOnlyList<OutboxAdmin.ParkedMessage>),
                """
                [{ "id": 7, "messageId": "0197f3a0-5c1e-7b5a-9c7e-0d6f5e4a3b21", "type": "Ehcp.Contracts.FactsRecorded", "attempts": 10,
                   "lastError": "The broker refused it.", "createdAt": "2026-05-25T06:41:00Z", "parkedAt": "2026-05-25T06:51:00Z" }]
                """),
        ],
    };

    internal static RouteText Unpark { get; } = new("Unpark", Messages, "Send messages again that could not be sent", "By their ids. What is not waiting any more is passed over.")
    {
        Bodies = [new("application/json", JsonNode.Parse(Ids)!)],
        Answers = [new(200, "The ids of those that will be sent", typeof(IReadOnlyList<long>), Ids)],
    };

    internal static RouteText Skip { get; } = new(
        "Skip", Messages, "Give up messages that could not be sent", "By their ids. They are never sent. What is not waiting any more is passed over.")
    {
        Bodies = [new("application/json", JsonNode.Parse(Ids)!)],
        Answers = [new(200, "The ids of those that were given up", typeof(IReadOnlyList<long>), Ids)],
    };

    internal static RouteText CountErrors { get; } = new(
        "CountErrors", Messages, "Count messages that could not be taken in", "By the queue that they came through; a queue without any is there with 0.")
    {
        Answers = [new(200, "How many, by queue", typeof(IReadOnlyDictionary<string, long>), $$"""{ "{{Queue}}": 0 }""")],
    };

    internal static RouteText ReplayErrors { get; } = new(
        "ReplayErrors", Messages, "Take in messages again that could not be taken in", "Oldest first. What fails again comes back to where it was.")
    {
        Parameters =
        [
            new("queue", Takes.Text(), "The queue that they came through.", Queue),
            RouteParameter.Limit(AdminEndpoints.MostAtOnce, AdminEndpoints.MostAtOnce),
        ],
        Answers =
        [
            new(200, "How many", typeof(AdminEndpoints.Replayed), """{ "messages": 3 }"""),
            RouteAnswer.Of(ProblemCatalogue.UnknownQueue),
        ],
    };
}
