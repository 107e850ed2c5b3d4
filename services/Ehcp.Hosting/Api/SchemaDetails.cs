using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ehcp.Hosting.Api;

/// <summary>
/// What the framework cannot see in a type: that text and instants that go through our own converters are text, and that what is left out when it is null
/// need not be there.
/// </summary>
internal static class SchemaDetails
{
    internal static Task CompleteAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo;
        var isInstant = (Nullable.GetUnderlyingType(type.Type) ?? type.Type) == typeof(DateTimeOffset);
        if (schema.Type is null && (type.Type == typeof(string) || isInstant || IsWords(schema)))
        {
            schema.Type = context.JsonPropertyInfo is { IsGetNullable: true } && (type.Type == typeof(string) || isInstant)
                ? JsonSchemaType.String | JsonSchemaType.Null
                : JsonSchemaType.String;
        }

        if (schema.Type?.HasFlag(JsonSchemaType.Array) == true)
        {
            schema.Items ??= Of(type.ElementType);
        }

        if (type.Kind == JsonTypeInfoKind.Dictionary)
        {
            schema.AdditionalProperties ??= Of(type.ElementType);
        }

        foreach (var property in type.Properties.Where(property => MayBeLeftOut(property, type.Options)))
        {
            schema.Required?.Remove(property.Name);
        }

        return Task.CompletedTask;
    }

    private static bool IsWords(OpenApiSchema schema) => schema.Enum is { Count: > 0 } words && !words.Any(JsonNullSentinel.IsJsonNullSentinel);

    private static OpenApiSchema Of(Type? type) => new() { Type = type == typeof(string) ? JsonSchemaType.String : null };

    private static bool MayBeLeftOut(JsonPropertyInfo property, JsonSerializerOptions options) =>
        (property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true).OfType<JsonIgnoreAttribute>().FirstOrDefault()?.Condition
            ?? options.DefaultIgnoreCondition) is JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault;
}
