using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Microsoft.Extensions.Options;

namespace Ehcp.Scheduler.Assignments;

/// <summary>Intake's public door, as any other system uses it: what the Scheduler has to say of a case is a fact like all others.</summary>
internal sealed class IntakeDoor(IHttpClientFactory http, IOptions<ReassignmentSettings> settings, TimeProvider clock)
{
    internal const string Client = "intake";

    private const int MostAtOnce = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends the assignments.</summary>
    /// <returns>How Intake answered each: <c>accepted</c>, <c>duplicate</c>, <c>conflict</c> or <c>rejected</c>.</returns>
    /// <exception cref="HttpRequestException">Intake did not take them; those of earlier batches it did.</exception>
    internal Task<List<string>> SendAsync(
        IReadOnlyList<(AssignedCase Case, CaseAssigned Assignment, string Id)> assignments, CancellationToken cancellationToken) =>
        SendAsync([.. assignments.Select(each => Event(each.Case, each.Assignment, each.Id))], cancellationToken);

    /// <summary>Sends any events.</summary>
    /// <returns>How Intake answered each: <c>accepted</c>, <c>duplicate</c>, <c>conflict</c> or <c>rejected</c>.</returns>
    /// <exception cref="HttpRequestException">Intake did not take them; those of earlier batches it did.</exception>
    internal async Task<List<string>> SendAsync(IReadOnlyList<JsonObject> events, CancellationToken cancellationToken)
    {
        var answers = new List<string>(events.Count);
        foreach (var set in events.Chunk(MostAtOnce))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Value.IntakeUrl!.TrimEnd('/') + "/v1/events"));
            request.Headers.Add("X-Api-Key", settings.Value.IntakeKey);
            request.Content = new StringContent(new JsonArray([.. set]).ToJsonString());
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents-batch+json");
            using var client = http.CreateClient(Client);
            client.Timeout = Patience;
            using var answer = await client.SendAsync(request, cancellationToken);
            answer.EnsureSuccessStatusCode();
            var each = await answer.Content.ReadFromJsonAsync<JsonArray>(cancellationToken) ?? throw new JsonException("Intake answered nothing.");
            answers.AddRange(each.Select(one => (string?)one?["status"] ?? ""));
        }

        return answers;
    }

    // Newer than what it replaces, also where that came from a clock that goes before.
    private JsonObject Event(AssignedCase of, CaseAssigned assignment, string id)
    {
        var now = clock.GetUtcNow();
        var data = new JsonObject { ["authority"] = of.Key.Authority, ["team"] = assignment.Team, ["caseOfficer"] = assignment.CaseOfficer };
        if (assignment.Deputy is { } deputy)
        {
            data["deputy"] = deputy;
        }

        return new()
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = settings.Value.Source,
            ["type"] = FactCatalogue.Of(assignment).WireType,
            ["subject"] = of.Key.CaseReference,
            ["time"] = (now > of.By.Time ? now : of.By.Time.AddMicroseconds(1)).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", null),
            ["data"] = data,
        };
    }
}
