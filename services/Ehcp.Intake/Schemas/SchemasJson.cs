using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ehcp.Intake.Schemas;

/// <summary>How the list of types is answered.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SchemaList))]
internal sealed partial class SchemasJson : JsonSerializerContext;
