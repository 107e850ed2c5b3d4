using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ehcp.Messaging.Broker;

/// <summary>Counts what was given up, for the gauge <c>ehcp.errors.depth</c>, and says so in the log when it grows.</summary>
internal sealed class ErrorQueueWatch : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(15);

    private readonly ErrorQueues _errors;
    private readonly TimeProvider _clock;
    private readonly ILogger<ErrorQueueWatch> _log;
    private IReadOnlyDictionary<string, long> _counts = new Dictionary<string, long>();

    public ErrorQueueWatch(ErrorQueues errors, IMeterFactory meters, TimeProvider clock, ILogger<ErrorQueueWatch> log)
    {
        (_errors, _clock, _log) = (errors, clock, log);
        meters.Create(MessagingTelemetry.Name).CreateObservableGauge(
            "ehcp.errors.depth", () => _counts.Select(queue => new Measurement<long>(queue.Value, new KeyValuePair<string, object?>("queue", queue.Key))),
            "{message}", "Messages given up until a person decides");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Often, _clock);
        do
        {
            try
            {
                Learn(await _errors.CountAsync(stoppingToken));
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The broker is away, which the relay and the readiness say.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
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
