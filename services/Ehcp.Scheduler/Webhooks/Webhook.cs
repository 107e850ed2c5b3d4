using System.Text.Json.Serialization;

namespace Ehcp.Scheduler.Webhooks;

/// <summary>A system that is told of changes of cases.</summary>
/// <param name="Id">Its id; null of one that was only tried.</param>
/// <param name="Url">Where it is told.</param>
/// <param name="Kinds">Of what: <c>timeline-changed</c>, <c>deadline-breached</c>, <c>breach-cleared</c>.</param>
/// <param name="Authorities">Of whose cases, in ONS codes.</param>
/// <param name="State"><c>active</c>; <c>paused</c> by somebody; <c>stopped</c> after it failed for too long or said that it is gone.</param>
/// <param name="Position">How far it has been told: the place in the feed, as in <c>GET /v1/changes</c>.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="Failures">Deliveries that failed since the last that did not.</param>
/// <param name="FailingSince">When the first of them failed.</param>
/// <param name="NextAt">While it fails, when it is tried again.</param>
/// <param name="DeliveredAt">When it last took something.</param>
/// <param name="LastTrouble">Why the last delivery failed.</param>
/// <param name="FormerSecretUntil">Until when the former secret signs too.</param>
internal sealed record Webhook(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Id, string Url, IReadOnlyList<string> Kinds, IReadOnlyList<string> Authorities,
    string State, long Position, DateTimeOffset CreatedAt, string CreatedBy, int Failures = 0, DateTimeOffset? FailingSince = null,
    DateTimeOffset? NextAt = null, DateTimeOffset? DeliveredAt = null, string? LastTrouble = null, DateTimeOffset? FormerSecretUntil = null)
{
    internal const string Active = "active";
    internal const string Paused = "paused";
    internal const string Stopped = "stopped";
}

/// <param name="Webhook">It.</param>
/// <param name="Secret">The secret that it is signed with, in the form of Standard Webhooks. It is told here and never again; null where there is no new
/// one.</param>
internal sealed record WebhookAnswer(Webhook Webhook, string? Secret = null);

/// <param name="Url">Where to tell, https.</param>
/// <param name="Kinds">Of what; null for all kinds.</param>
/// <param name="Authorities">Of whose cases, by ONS or DfE code; null for all that the caller sees.</param>
/// <param name="After">The place in the feed to begin behind: 0 for every case once; null for what changes from now on.</param>
/// <param name="DryRun">Whether it is only tried.</param>
internal sealed record NewWebhook(
    string Url, IReadOnlyList<string>? Kinds = null, IReadOnlyList<string>? Authorities = null, long? After = null, bool? DryRun = null);
