using System.Text.Json;

namespace Ehcp.Client.Scheduler;

/// <summary>Cases, deadlines and alerts.</summary>
public partial class SchedulerClient
{
    // The type of a fact may stand anywhere in it.
    static partial void UpdateJsonSerializerSettings(JsonSerializerOptions settings) => settings.AllowOutOfOrderMetadataProperties = true;
}
