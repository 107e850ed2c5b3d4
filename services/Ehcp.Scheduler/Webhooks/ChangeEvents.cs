using System.Text.Json;
using System.Text.Json.Serialization;
using Ehcp.Scheduler.Changes;

namespace Ehcp.Scheduler.Webhooks;

/// <summary>Changes as a batch of CloudEvents 1.0, in JSON.</summary>
internal static class ChangeEvents
{
    internal const string MediaType = "application/cloudevents-batch+json";

    /// <summary>The <c>source</c> of the events; with it the place in the feed is the id of one.</summary>
    internal const string Source = "ehcp-scheduler/changes";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal static byte[] Of(IEnumerable<CaseChange> changes) => JsonSerializer.SerializeToUtf8Bytes(changes.Select(Event), Json);

    private static object Event(CaseChange change) => new
    {
        specversion = "1.0",
        id = $"{change.Position}",
        source = Source,
        type = TypeOf(change.Kind),
        subject = change.CaseReference,
        time = change.At.UtcDateTime,
        datacontenttype = "application/json",
        data = new { change.Authority, change.CaseReference, change.Milestone, change.Clock, change.LastDay, change.LastWorkingDay },
    };

    internal static string TypeOf(string kind) => $"ehcp.{kind}.v1";
}
