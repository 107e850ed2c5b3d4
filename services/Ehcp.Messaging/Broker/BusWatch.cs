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

    private readonly IBusControl _bus;
    private readonly BusRescue _rescue;
    private readonly TimeProvider _clock;
    private long? _badSince;

    public BusWatch(IBusControl bus, BusRescue rescue, TimeProvider clock, ILogger<BusWatch> log)
        : base("The consumers cannot be watched", "The consumers are watched again", Often, clock, log) => (_bus, _rescue, _clock) = (bus, rescue, clock);

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (_bus.CheckHealth().Status == BusHealthStatus.Healthy)
        {
            _badSince = null;
        }
        else if (_clock.GetElapsedTime(_badSince ??= _clock.GetTimestamp()) >= Patience && await _rescue.JudgeAsync(cancellationToken))
        {
            _badSince = null;
        }

        return false;
    }
}
