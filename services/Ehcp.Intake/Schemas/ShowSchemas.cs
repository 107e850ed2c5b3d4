using System.Collections.Frozen;
using System.Text;
using Ehcp.Contracts;
using Ehcp.Hosting.Problems;

namespace Ehcp.Intake.Schemas;

/// <summary>Every type of event.</summary>
/// <param name="Types">In the order of a case's life.</param>
public sealed record SchemaList(IReadOnlyList<SchemaLink> Types);

/// <summary>One type of event.</summary>
/// <param name="Type">Its CloudEvents <c>type</c>.</param>
/// <param name="Schema">Where the JSON Schema of its data is.</param>
public sealed record SchemaLink(string Type, string Schema);

/// <summary>GET /v1/schemas and GET /v1/schemas/{type}: open, and the same for everybody.</summary>
internal static class ShowSchemas
{
    private static readonly SchemaList All = new([.. FactCatalogue.All.Select(type => new SchemaLink(type.WireType, $"/v1/schemas/{type.WireType}"))]);

    private static readonly Lazy<FrozenDictionary<string, byte[]>> ByType = new(() => FactCatalogue.All.ToFrozenDictionary(
        type => type.WireType, type => Encoding.UTF8.GetBytes(EventSchemas.Of(type).ToJsonString()), StringComparer.Ordinal));

    public static IResult List() => TypedResults.Json(All, SchemasJson.Default.SchemaList);

    public static IResult Show(string type) => ByType.Value.TryGetValue(type, out var schema)
        ? TypedResults.Bytes(schema, "application/schema+json")
        : ProblemCatalogue.SchemaNotFound.Answer();
}
