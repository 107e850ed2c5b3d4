using Ehcp.Hosting.Passes;

namespace Ehcp.Messaging.Outbox;

/// <summary>Tells the relay of this process that something was committed.</summary>
internal sealed class OutboxSignal : Signal;
