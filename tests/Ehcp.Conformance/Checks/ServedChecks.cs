using System.Text.Json.Nodes;
using Ehcp.Conformance.Doors;
using Ehcp.Contracts;

namespace Ehcp.Conformance.Checks;

/// <summary>What the installation says of itself is what is documented: its types, their fields, and what it answers.</summary>
internal static class ServedChecks
{
    private const string Group = "What is served";

    private static readonly string[] Answers = ["200", "202", "400", "401", "403", "409", "413", "415", "422", "503"];

    public static async Task RunAsync(Installation there, CancellationToken stop)
    {
        var described = await there.Door.GetAsync("openapi/v1.json", stop);
        there.Expect(Group, "The installation answers", "GET /openapi/v1.json", "200", described.Said);
        there.IsThere = described.Status != 0;
        there.Version = Answer.TextOf(Answer.At(described.Json, "info"), "version") ?? there.Version;
        var statuses = Answer.At(described.Json, "paths", "/v1/events", "post", "responses") as JsonObject ?? [];
        there.Expect(
            Group, "The description of the door for events names every answer that a sender must expect", "GET /openapi/v1.json",
            string.Join(", ", Answers), string.Join(", ", Answers.Where(statuses.ContainsKey)));

        var listed = await there.Door.GetAsync("v1/schemas", stop);
        var types = Answer.Items(listed.Json, "types").Select(one => Answer.TextOf(one, "type") ?? "").ToList();
        there.Expect(
            Group, "The types of event are those of the documentation", "GET /v1/schemas",
            $"{FactCatalogue.All.Length} types, none missing, none more",
            $"{types.Count} types, {Some(FactCatalogue.All.Select(type => type.WireType).Except(types))} missing, "
                + $"{Some(types.Except(FactCatalogue.All.Select(type => type.WireType)))} more");

        foreach (var type in FactCatalogue.All)
        {
            var schema = await there.Door.GetAsync($"v1/schemas/{type.WireType}", stop);
            there.Expect(Group, $"The schema of {type.WireType} has the documented fields", $"GET /v1/schemas/{type.WireType}", Documented(type), Served(schema.Json));
        }
    }

    private static string Documented(FactType type) => string.Join(", ", type.Fields
        .Select(field => Field(field.Name, field.Rule.IsRequired, field.Rule.Codes.Length))
        .Append(Field("authority", isRequired: true, codes: 0)).Order(StringComparer.Ordinal));

    private static string Served(JsonNode? schema)
    {
        var required = Answer.Items(schema, "required").Select(name => name?.ToString()).ToHashSet();
        return string.Join(", ", (Answer.At(schema, "properties") as JsonObject ?? [])
            .Select(property => Field(property.Key, required.Contains(property.Key), Codes(property.Value))).Order(StringComparer.Ordinal));
    }

    private static int Codes(JsonNode? property) => ((Answer.At(property, "enum") ?? Answer.At(property, "items", "enum")) as JsonArray)?.Count ?? 0;

    private static string Field(string name, bool isRequired, int codes) =>
        $"{name}{(isRequired ? " (required)" : "")}{(codes == 0 ? "" : $" of {codes} codes")}";

    private static string Some(IEnumerable<string> names)
    {
        var list = names.ToList();
        return list.Count == 0 ? "none" : string.Join(" ", list);
    }
}
