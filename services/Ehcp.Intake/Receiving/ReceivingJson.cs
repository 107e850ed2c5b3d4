using System.Text.Json;
using System.Text.Json.Serialization;
using Ehcp.Intake.Events;

namespace Ehcp.Intake.Receiving;

/// <summary>How it is answered what became of an event that was sent.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EventReceipt))]
[JsonSerializable(typeof(EventReceipt[]))]
internal sealed partial class ReceivingJson : JsonSerializerContext;
