using System.Text.Json.Nodes;

namespace Ehcp.Intake.Tests;

/// <summary>What the service answered.</summary>
internal sealed record Answer(int Status, string? MediaType, string Text, TimeSpan? RetryAfter)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Type => (string?)Json["type"];

    public string? Outcome => (string?)Json["status"];

    public long Sequence => (long)Json["sequence"]!;

    /// <summary>What is wrong, each as "rule pointer".</summary>
    public IEnumerable<string> Errors => ErrorsOf(Json);

    public static IEnumerable<string> ErrorsOf(JsonNode answer) =>
        ((JsonArray?)answer["errors"] ?? []).Select(error => $"{error!["rule"]} {error["pointer"]}").Order(StringComparer.Ordinal);

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return new(
                (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(),
                    response.Headers.RetryAfter?.Delta);
        }
    }
}
