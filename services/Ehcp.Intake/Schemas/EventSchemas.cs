using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.Intake.Events;

namespace Ehcp.Intake.Schemas;

/// <summary>JSON Schemas (2020-12) of the data of every type of event, written from the table that validates.</summary>
internal static class EventSchemas
{
    public static JsonObject Of(FactType type)
    {
        var properties = new JsonObject { ["authority"] = Describe(FieldRule.Authority) };
        var required = new JsonArray("authority");
        foreach (var field in type.Fields)
        {
            properties[field.Name] = Describe(field.Rule);
            if (field.Rule.IsRequired)
            {
                required.Add(field.Name);
            }
        }

        return new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"urn:ehcp:schema:{type.WireType}",
            ["title"] = $"Data of a CloudEvent of type {type.WireType}",
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = required,
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Describe(FieldRule rule) => rule.Kind switch
    {
        FieldKind.Date => new()
        {
            ["type"] = "string",
            ["format"] = "date",
            ["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            ["description"] = FieldWords.Of(rule),
        },
        FieldKind.Code => new() { ["enum"] = Codes(rule) },
        FieldKind.Codes => new()
        {
            ["type"] = "array",
            ["items"] = new JsonObject { ["enum"] = Codes(rule) },
            ["minItems"] = 1,
            ["uniqueItems"] = true,
        },
        FieldKind.Number => new() { ["type"] = "integer", ["minimum"] = rule.Minimum, ["maximum"] = rule.Maximum },
        FieldKind.Authority => new()
        {
            ["type"] = "string",
            ["pattern"] = "^(E[0-9]{8}|[0-9]{3})$",
            ["description"] = FieldWords.Of(rule),
        },
        FieldKind.Name => new()
        {
            ["type"] = "string",
            ["pattern"] = rule.Pattern,
            ["not"] = new JsonObject { ["anyOf"] = new JsonArray([.. PersonalShapes.All.Select(shape => new JsonObject { ["pattern"] = shape.Pattern })]) },
            ["description"] = FieldWords.Of(rule),
        },
        _ => new() { ["type"] = "string", ["pattern"] = rule.Pattern, ["description"] = FieldWords.Of(rule) },
    };

    private static JsonArray Codes(FieldRule rule) => [.. rule.Codes.Select(code => JsonValue.Create(code))];
}
