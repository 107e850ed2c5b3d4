using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ehcp.Intake.Rejections;

/// <summary>How the rules that an event broke are kept.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<BrokenRule>))]
internal sealed partial class RejectionsJson : JsonSerializerContext;
