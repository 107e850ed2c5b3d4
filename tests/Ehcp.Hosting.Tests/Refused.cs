using System.Net;
using System.Text.Json;
using Ehcp.Hosting.Problems;

namespace Ehcp.Hosting.Tests;

/// <summary>A problem as a program reads it.</summary>
internal sealed record Refused(string Type, string Title, int Status, string? Detail, IReadOnlyList<ProblemError> Errors)
{
    internal static async Task<Refused> OfAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var problem = json.RootElement;
        Assert.Equal(answer.StatusCode, (HttpStatusCode)problem.GetProperty("status").GetInt32());
        return new(
            problem.GetProperty("type").GetString()!,
            problem.GetProperty("title").GetString()!,
            problem.GetProperty("status").GetInt32(),
            problem.TryGetProperty("detail", out var detail) ? detail.GetString() : null,
            problem.TryGetProperty("errors", out var errors) ? errors.Deserialize<List<ProblemError>>(JsonSerializerOptions.Web)! : []);
    }

    /// <summary>Each error as its place and its rule.</summary>
    internal string[] Rules => [.. Errors.Select(error => $"{error.Parameter ?? error.Pointer} {error.Rule}").Order(StringComparer.Ordinal)];
}
