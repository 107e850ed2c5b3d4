using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Ehcp.Scheduler.Tests.Api;

/// <summary>The Scheduler's own description of its routes.</summary>
public sealed class DescriptionTests(SchedulerAtRest scheduler) : IClassFixture<SchedulerAtRest>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_that_is_called_by_programs_stands_in_it() => Assert.Equal(
        [
            "delete /v1/webhooks/{id}", "get /health/live", "get /health/ready", "get /health/sweep", "get /metrics", "get /v1/access", "get /v1/access/{id}", "get /v1/alerts",
            "get /v1/alerts/summary", "get /v1/authorities", "get /v1/calculator", "get /v1/cases/{authority}/{caseReference}", "get /v1/changes", "get /v1/errors",
            "get /v1/keys", "get /v1/keys/{key}", "get /v1/mails/parked",
            "get /v1/outbox/parked", "get /v1/overview", "get /v1/recalculations", "get /v1/recalculations/{id}", "get /v1/recalculations/{id}/moves",
            "get /v1/refused-addresses", "get /v1/sweeps/preview", "get /v1/webhooks", "post /v1/alerts/{id}/acknowledge", "post /v1/errors/{queue}/replay",
            "post /v1/keys", "post /v1/keys/{key}/revoke", "post /v1/keys/{key}/rotate",
            "post /v1/mails/resend", "post /v1/outbox/skip", "post /v1/outbox/unpark", "post /v1/reassignments", "post /v1/recalculations",
            "post /v1/refused-addresses/forget", "post /v1/refused-addresses/remember", "post /v1/reorganisations",
            "post /v1/webhooks", "post /v1/webhooks/{id}/pause", "post /v1/webhooks/{id}/renew-secret", "post /v1/webhooks/{id}/resume",
        ],
        (await OperationsAsync()).Select(operation => operation.Route).Order(StringComparer.Ordinal));

    [Fact]
    public async Task An_answer_of_our_own_stands_beside_the_problem_of_its_status()
    {
        var unready = (await OperationsAsync()).Single(operation => operation.Route == "get /health/ready").Operation["responses"]!["503"]!["content"]!;

        Assert.Equal("#/components/schemas/ReadinessAnswer", (string?)unready["application/json"]!["schema"]!["$ref"]);
        Assert.Equal("#/components/schemas/Problem", (string?)unready["application/problem+json"]!["schema"]!["$ref"]);
    }

    private async Task<List<(string Route, JsonNode Operation)>> OperationsAsync()
    {
        using var caller = scheduler.Caller(key: null);
        var document = (await caller.GetFromJsonAsync<JsonObject>(new Uri("/openapi/v1.json", UriKind.Relative), Cancel))!;
        return
        [
            .. from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            select ($"{operation.Key} {path.Key}", operation.Value),
        ];
    }
}
