using System.Text.Json;

namespace Ehcp.Reporting.Tests;

public sealed class DescriptionTests
{
    [Fact]
    public async Task The_api_describes_each_of_its_questions()
    {
        await using var reporting = await RunningReporting.StartAsync();

        var paths = (await reporting.GetAsync("/openapi/v1.json")).GetProperty("paths");

        foreach (var path in new[] { "rates", "caseload", "completion-curve", "forecast", "benchmarks", "requests", "sen2/requests", "sen2/assessments", "sen2/pre-flight" })
        {
            var parameters = paths.GetProperty($"/v1/{path}").GetProperty("get").GetProperty("parameters").EnumerateArray().ToArray();
            Assert.NotEmpty(parameters);
            Assert.All(parameters, parameter => Assert.True(parameter.TryGetProperty("description", out var words) && words.GetString()!.Length > 3, $"{path}: {parameter}"));
        }

        var body = paths.GetProperty("/v1/what-if").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.Equal(JsonValueKind.Object, body.ValueKind);
    }

    [Fact]
    public async Task The_body_of_a_what_if_is_described_field_by_field()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var api = await reporting.GetAsync("/openapi/v1.json");
        var reference = api.GetProperty("paths").GetProperty("/v1/what-if").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json")
            .GetProperty("schema").GetProperty("$ref").GetString()!;

        var fields = api.GetProperty("components").GetProperty("schemas").GetProperty(reference.Split('/')[^1]).GetProperty("properties");

        Assert.Equal(["authority", "cases", "finishOn", "oldest"], fields.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
    }
}
