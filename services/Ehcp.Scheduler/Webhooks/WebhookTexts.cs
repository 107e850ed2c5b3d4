using System.Text.Json.Nodes;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;

namespace Ehcp.Scheduler.Webhooks;

/// <summary>What the API description says of webhooks.</summary>
internal static class WebhookTexts
{
    private const string Tag = "Webhooks";

    private const string One = """
        { "id": 7, "url": "https://cases.council.example/hooks/ehcp", "kinds": ["deadline-breached", "breach-cleared"], "authorities": ["E08000025"],
          "state": "active", "position": 1041, "createdAt": "2026-05-25T10:15:00Z", "createdBy": "integration", "failures": 0,
          "deliveredAt": "2026-05-25T23:00:14Z" }
        """;

    private const string Answer = $$"""{ "webhook": {{One}} }""";

    private const string WithSecret = $$"""{ "webhook": {{One}}, "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=" }""";

    private static readonly RouteParameter OfId = new("id", Takes.Id, "The id of the webhook.", "7") { Required = true };

    internal static RouteText Create { get; } = new(
        "CreateWebhook", Tag, "Have a system told of changes of cases",
        "Each change of the feed (GET /v1/changes) is sent to the address by POST, in the order of the feed, as a batch of CloudEvents 1.0 in JSON, at least "
        + "once: the header webhook-id is the same where something is sent again. It is signed as Standard Webhooks says (webhook-id, webhook-timestamp, "
        + "webhook-signature). Whoever takes it answers 2xx within ten seconds; anything else is tried again, after five seconds and then less and less often, "
        + "until it is stopped after three days of failures and the SEND mailbox is told. The secret is told in this answer and never again. It takes a key "
        + "with the scopes admin and cases:read for the authorities.")
    {
        Parameters = [RouteParameter.DryRun("true: says what would be made, and makes none.")],
        Bodies =
        [
            new("application/json", new JsonObject
            {
                ["url"] = "https://cases.council.example/hooks/ehcp",
                ["kinds"] = new JsonArray("deadline-breached", "breach-cleared"),
                ["authorities"] = new JsonArray("E08000025"),
            }),
        ],
        Answers =
        [
            new(200, "What would be made", typeof(WebhookAnswer), Answer),
            new(201, "It is told from now on", typeof(WebhookAnswer), WithSecret),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.WebhooksNotSet),
        ],
    };

    internal static RouteText List { get; } = new(
        "ListWebhooks", Tag, "Which systems are told of changes", "With how far each has been told, and what is wrong with it. No secret is among it.")
    {
        Parameters =
        [
            RouteParameter.Limit(WebhookApi.MostAtOnce, WebhookApi.Usual),
            new("after", Takes.Id, "Only those with a higher id: that of the last on the page before. Without it the first page.", "7"),
        ],
        Answers = [new(200, "A page", typeof(IReadOnlyList<Webhook>), $"[{One}]") { LinksNext = true }],
    };

    internal static RouteText Pause { get; } = Act(
        "PauseWebhook", "Tell a system nothing for a while", "What changes meanwhile waits for it.", "Whether it would be paused only.");

    internal static RouteText Resume { get; } = Act(
        "ResumeWebhook", "Tell a system again", "One that was paused, or stopped after failures. It is told what waited, the oldest first.",
        "Whether it would be started only.");

    internal static RouteText Renew { get; } = Act(
        "RenewWebhookSecret", "Give a webhook another secret",
        "For 24 hours what is sent is signed with both, so that the receiver can change over. The secret is told in this answer and never again.",
        "Whether it would get another only.", WithSecret, ProblemCatalogue.WebhooksNotSet);

    internal static RouteText Delete { get; } = Act(
        "DeleteWebhook", "Tell a system nothing any more", "It is deleted, with its secret.", "Whether it would be deleted only.");

    private static RouteText Act(string name, string summary, string description, string trial, string? example = null, params ProblemKind[] others) =>
        new(name, Tag, summary, description)
        {
            Parameters = [OfId, RouteParameter.DryRun($"{trial} Without it, it is done.")],
            Answers =
            [
                new(200, "The webhook as it is then", typeof(WebhookAnswer), example ?? Answer),
                RouteAnswer.Of(ProblemCatalogue.UnknownWebhook),
                .. others.Select(RouteAnswer.Of),
            ],
        };
}
