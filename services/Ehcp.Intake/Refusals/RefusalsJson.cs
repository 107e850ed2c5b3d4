using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ehcp.Intake.Refusals;

/// <summary>How a refusal is written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class RefusalsJson : JsonSerializerContext;
