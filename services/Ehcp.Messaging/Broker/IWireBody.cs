namespace Ehcp.Messaging.Broker;

/// <summary>A message that is JSON already, and is sent as it is.</summary>
internal interface IWireBody
{
    /// <summary>The JSON.</summary>
    byte[] Body { get; }
}
