using Ehcp.Hosting.Passes;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Ehcp.Messaging.Broker;

/// <summary>Looks whether the consumers of the bus are at work. When they are not for a while, <see cref="BusRescue"/> finds out whose fault it is.</summary>
internal sealed class BusWatch : Pass
{
    // The readiness says aloud that the broker is away.
    private static readonly Pace Often = new(TimeSpan.FromSeconds(5)) { Deadline = TimeSpan.FromSeconds(30), Severity = LogLevel.Debug };

    // Longer than a bus needs that finds its broker again: it tries every few seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(2);

    private readonly IBusControl _bus;
    private readonly BrokerConnection _broker;
    private readonly BusRescue _rescue;
    private readonly TimeProvider _clock;
    private long? _badSince;

    public BusWatch(IBusControl bus, BrokerConnection broker, BusRescue rescue, TimeProvider clock, ILogger<BusWatch> log)
        : base("The consumers cannot be watched", "The consumers are watched again", Often, clock, log) =>
        (_bus, _broker, _rescue, _clock) = (bus, broker, rescue, clock);

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (_bus.CheckHealth().Status == BusHealthStatus.Healthy || !await AnswersAsync(cancellationToken))
        {
            _badSince = null;
        }
        else if (_clock.GetElapsedTime(_badSince ??= _clock.GetTimestamp()) >= Patience && await _rescue.JudgeAsync(cancellationToken))
        {
            _badSince = null;
        }

        return false;
    }

    // While the broker is away the bus is not to blame, and for a while afterwards neither.
    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Answering);
            await _broker.AskAsync(limit.Token);
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
