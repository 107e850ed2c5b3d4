using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ehcp.Intake.Asking;

/// <summary>How it is answered what became of events.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EventFate))]
[JsonSerializable(typeof(RejectionPage))]
[JsonSerializable(typeof(BrokenRuleName[]))]
[JsonSerializable(typeof(RejectionSummary))]
[JsonSerializable(typeof(SettingAside))]
[JsonSerializable(typeof(SetAsideAnswer))]
internal sealed partial class AskingJson : JsonSerializerContext;
