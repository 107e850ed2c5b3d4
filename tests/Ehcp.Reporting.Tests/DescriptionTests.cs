using System.Text.Json;

namespace Ehcp.Reporting.Tests;

public sealed class DescriptionTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // Routes that all services share describe themselves elsewhere.
    private static readonly string[] Shared = ["/v1/access", "/v1/errors", "/v1/outbox", "/metrics", "/health", "/v1/authorities"];

    [Fact]
    public async Task Every_route_is_described_with_examples()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var api = await reporting.GetAsync("/openapi/v1.json");
        if (Environment.GetEnvironmentVariable("EHCP_SHOW_API") is { } file)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(api, Indented), TestContext.Current.CancellationToken);
        }

        var lacking = new List<string>();
        foreach (var path in api.GetProperty("paths").EnumerateObject()
            .Where(path => !Shared.Any(shared => path.Name.StartsWith(shared, StringComparison.Ordinal))))
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var name = $"{operation.Name} {path.Name}";
                Want(name, operation.Value, "operationId", "summary", "description", "tags", "security");
                foreach (var parameter in Of(operation.Value, "parameters"))
                {
                    Want($"{name}: {parameter.GetProperty("name")}", parameter, "description", "example", "schema");
                }

                foreach (var answer in operation.Value.GetProperty("responses").EnumerateObject())
                {
                    Want($"{name}: {answer.Name}", answer.Value, "description", "content");
                    foreach (var content in answer.Value.GetProperty("content").EnumerateObject())
                    {
                        Want($"{name}: {answer.Name} {content.Name}", content.Value, content.Name == "application/json" ? ["schema", "example"] : ["schema"]);
                    }
                }
            }
        }

        Assert.Empty(lacking);

        void Want(string of, JsonElement element, params string[] members) =>
            lacking.AddRange(members.Where(member => !element.TryGetProperty(member, out var value)
                || (value.ValueKind == JsonValueKind.String && value.GetString() is "")).Select(member => $"{of}: {member}"));

        static IEnumerable<JsonElement> Of(JsonElement element, string member) => element.TryGetProperty(member, out var list) ? list.EnumerateArray() : [];
    }

    [Fact]
    public async Task Rates_show_each_kind_of_row_and_each_kind_of_file()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var api = await reporting.GetAsync("/openapi/v1.json");

        var content = api.GetProperty("paths").GetProperty("/v1/rates").GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content");

        Assert.Equal(["application/json", "application/zip", "text/csv"], content.EnumerateObject().Select(kind => kind.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["decisions", "due", "plansIssued", "requests", "reversed"],
            content.GetProperty("application/json").GetProperty("schema").GetProperty("anyOf").EnumerateArray().Select(CountOf).Order(StringComparer.Ordinal));

        // What each row counts is the second of its members.
        string CountOf(JsonElement kind)
        {
            var row = Schema(kind).GetProperty("properties").GetProperty("rows").GetProperty("items");
            return (row.TryGetProperty("$ref", out _) ? Schema(row) : row).GetProperty("required")[1].GetString()!;
        }

        JsonElement Schema(JsonElement reference) =>
            api.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetProperty("$ref").GetString()!.Split('/')[^1]);
    }

    [Fact]
    public async Task Every_member_of_every_answer_has_a_type()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var api = await reporting.GetAsync("/openapi/v1.json");

        var without = api.GetProperty("components").GetProperty("schemas").EnumerateObject()
            .SelectMany(schema => schema.Value.TryGetProperty("properties", out var members) ? members.EnumerateObject()
                .Select(member => (schema.Name, Member: member)) : [])
            .Where(one => !one.Member.Value.TryGetProperty("type", out _) && !one.Member.Value.TryGetProperty("$ref", out _)
                && !one.Member.Value.TryGetProperty("oneOf", out _)
                && !one.Member.Value.TryGetProperty("anyOf", out _))
            .Select(one => $"{one.Name}.{one.Member.Name}");

        Assert.Empty(without);
    }

    [Fact]
    public async Task The_body_of_a_what_if_is_described_field_by_field()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var api = await reporting.GetAsync("/openapi/v1.json");
        var reference = api.GetProperty("paths").GetProperty("/v1/what-if").GetProperty("post").GetProperty("requestBody").GetProperty("content")
            .GetProperty("application/json")
            .GetProperty("schema").GetProperty("$ref").GetString()!;

        var fields = api.GetProperty("components").GetProperty("schemas").GetProperty(reference.Split('/')[^1]).GetProperty("properties");

        Assert.Equal(["authority", "cases", "finishOn", "oldest"], fields.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
    }
}
