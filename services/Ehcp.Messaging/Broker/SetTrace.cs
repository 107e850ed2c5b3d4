using System.Diagnostics;
using MassTransit;
using MassTransit.Logging;

namespace Ehcp.Messaging.Broker;

/// <summary>
/// Puts the work on a set into the trace of its first message and links it to those of the others. Also where nobody
/// collects traces: what is announced from here then still carries the trace on.
/// </summary>
internal static class SetTrace
{
    internal static Activity? Start<T>(Batch<T> set)
        where T : class
    {
        var parents = set.Select(message => message.ReceiveContext.TransportHeaders.Get<string>(DiagnosticHeaders.ActivityId))
            .Select(id => ActivityContext.TryParse(id, null, isRemote: true, out var parent) ? parent : default)
            .Where(parent => parent != default)
            .ToArray();
        if (parents.Length == 0)
        {
            return null;
        }

        var name = $"consume {typeof(T).Name}";
        var links = parents[1..].Select(parent => new ActivityLink(parent));
        return MessagingTelemetry.Source.StartActivity(ActivityKind.Consumer, parents[0], [new("messaging.batch.message_count", set.Length)], links, name: name)
            ?? new Activity(name).SetParentId(parents[0].TraceId, parents[0].SpanId, parents[0].TraceFlags).Start();
    }
}
