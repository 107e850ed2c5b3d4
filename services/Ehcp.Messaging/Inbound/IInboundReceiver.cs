namespace Ehcp.Messaging.Inbound;

/// <summary>What a service does with messages of other systems.</summary>
public interface IInboundReceiver
{
    /// <summary>Longest body that is handed over, in bytes; a longer one is handed over without it.</summary>
    int MostBytes { get; }

    /// <summary>
    /// Deals with a set for good: when it returns, what was taken is committed, and what was not is written down. A message may come again, after this or
    /// after an end in the middle.
    /// </summary>
    /// <returns>What is said of what was refused.</returns>
    /// <exception cref="InboundWaitException">Nothing can be taken now. The same set comes again after a pause.</exception>
    Task<IReadOnlyList<InboundRefusal>> ReceiveAsync(IReadOnlyList<InboundMessage> messages, CancellationToken cancellationToken);
}

/// <summary>What was sent cannot be taken just now, and waits.</summary>
public sealed class InboundWaitException(string message, Exception? inner = null) : Exception(message, inner);
