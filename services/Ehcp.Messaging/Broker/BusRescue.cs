using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Ehcp.Messaging.Broker;

/// <summary>
/// Asked when the bus has not got through for a while: is it the broker, or the bus itself? When a broker that takes messages finds a bus that waits, the
/// connection of the bus is closed, so that it makes a new one.
/// </summary>
/// <remarks>
/// MassTransit declares exchanges and queues on each channel before it uses them, and hears no token while it waits for the broker's answer. After an outage
/// that can hold up whoever publishes far longer than any limit of theirs; one process was seen to wait until it was ended.
/// </remarks>
internal sealed class BusRescue
{
    // A bus that is given no time to connect would never get through; and every new connection has what was under way delivered again.
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(30);

    private readonly BrokerConnection _broker;
    private readonly BusSockets _sockets;
    private readonly TimeProvider _clock;
    private readonly ILogger<BusRescue> _log;
    private readonly Counter<long> _closed;
    private long? _closedAt;
    private int _judging;

    public BusRescue(BrokerConnection broker, BusSockets sockets, IMeterFactory meters, TimeProvider clock, ILogger<BusRescue> log)
    {
        (_broker, _sockets, _clock, _log) = (broker, sockets, clock, log);
        _closed = meters.Create(MessagingTelemetry.Name).CreateCounter<long>(
            "ehcp.bus.connections.closed", "{connection}",
            "Connections of the bus that were closed because it did not get through to a broker that takes messages");
    }

    /// <summary>Judges, and closes the bus' connection if it must. At most every half minute.</summary>
    /// <returns>Whether it was closed.</returns>
    internal async Task<bool> JudgeAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _judging, 1) == 1)
        {
            return false;
        }

        try
        {
            if ((_closedAt is { } last && _clock.GetElapsedTime(last) < Apart) || !await _broker.TakesMessagesAsync(cancellationToken))
            {
                return false;
            }

            _closedAt = _clock.GetTimestamp();
            var closed = _sockets.ShutDown();
            _broker.LetGo();
            _closed.Add(closed);
            _log.LogWarning(
                "The broker takes messages, but the bus of this service does not get through. {Connections} of its connections are closed; it makes new ones",
                closed);
            return true;
        }
        finally
        {
            Volatile.Write(ref _judging, 0);
        }
    }
}
