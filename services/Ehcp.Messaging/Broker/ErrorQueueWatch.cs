using System.Diagnostics.Metrics;
using Ehcp.Hosting.Passes;
using Microsoft.Extensions.Logging;

namespace Ehcp.Messaging.Broker;

/// <summary>Counts what was given up, for the gauge <c>ehcp.errors.depth</c>, and says so in the log when it grows.</summary>
internal sealed class ErrorQueueWatch : Pass
{
    // The relay and the readiness say aloud that the broker is away.
    private static readonly Pace Often = new(TimeSpan.FromSeconds(15)) { Severity = LogLevel.Debug };

    private readonly ErrorQueues _errors;
    private readonly ILogger<ErrorQueueWatch> _log;
    private IReadOnlyDictionary<string, long> _counts = new Dictionary<string, long>();

    public ErrorQueueWatch(ErrorQueues errors, IMeterFactory meters, TimeProvider clock, ILogger<ErrorQueueWatch> log)
        : base("The messages given up cannot be counted", "The messages given up are counted again", Often, clock, log)
    {
        (_errors, _log) = (errors, log);
        meters.Create(MessagingTelemetry.Name).CreateObservableGauge(
            "ehcp.errors.depth", () => _counts.Select(queue => new Measurement<long>(queue.Value, new KeyValuePair<string, object?>("queue", queue.Key))),
            "{message}", "Messages given up until a person decides");
    }

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        Learn(await _errors.CountAsync(cancellationToken));
        return false;
    }

    private void Learn(IReadOnlyDictionary<string, long> counts)
    {
        foreach (var (queue, count) in counts.Where(queue => queue.Value > _counts.GetValueOrDefault(queue.Key)))
        {
            _log.LogError("{Count} messages of {Queue} are given up; when the cause is mended, replay them", count, queue);
        }

        _counts = counts;
    }
}
