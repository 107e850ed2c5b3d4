using MassTransit;
using RabbitMQ.Client.Exceptions;

namespace Ehcp.Messaging.Broker;

/// <summary>Tells "the broker is away" from every other fault.</summary>
internal static class BrokerTrouble
{
    internal static bool Is(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is BrokerAwayException or ConnectionException or BrokerUnreachableException or OperationInterruptedException or AlreadyClosedException)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The broker could not be reached, or did not confirm.</summary>
public class BrokerAwayException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The broker neither confirmed nor refused, nor did its connection break: either it takes nothing just now, or the bus does not get through to it.
/// </summary>
internal sealed class BrokerSilentException(TimeSpan limit, Exception inner) : BrokerAwayException($"No answer within {limit}", inner);
