using System.Text.Json;
using System.Text.Json.Serialization;
using Ehcp.Intake.Events;
using Ehcp.Intake.Ledger;
using Ehcp.Intake.Rejections;
using Ehcp.Intake.Schemas;

namespace Ehcp.Intake;

/// <summary>How this service's answers are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventReceipt))]
[JsonSerializable(typeof(EventReceipt[]))]
[JsonSerializable(typeof(EventFate))]
[JsonSerializable(typeof(RejectionPage))]
[JsonSerializable(typeof(SchemaList))]
[JsonSerializable(typeof(IReadOnlyList<BrokenRule>))]
internal sealed partial class IntakeJson : JsonSerializerContext;
