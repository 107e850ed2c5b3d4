using System.Net.Sockets;
using RabbitMQ.Client;

namespace Ehcp.Messaging.Broker;

/// <summary>
/// The sockets of the bus' connections. MassTransit gives nobody its connection; a socket that is shut down it cannot overlook: every call on it fails
/// instead of waiting, and a new connection is made.
/// </summary>
internal sealed class BusSockets
{
    private readonly Lock _gate = new();
    private readonly List<WeakReference<ITcpClient>> _clients = [];

    /// <summary>Keeps in mind what this factory will connect.</summary>
    internal void Watch(ConnectionFactory factory) => factory.SocketFactory = Open;

    /// <returns>How many were open.</returns>
    internal int ShutDown()
    {
        lock (_gate)
        {
            var closed = _clients.Count(client => client.TryGetTarget(out var open) && ShutDown(open));
            _clients.Clear();
            return closed;
        }
    }

    private ITcpClient Open(AddressFamily family)
    {
        var client = ConnectionFactoryBase.DefaultSocketFactory(family);
        lock (_gate)
        {
            _clients.RemoveAll(old => !old.TryGetTarget(out var kept) || !kept.Connected);
            _clients.Add(new(client));
        }

        return client;
    }

    private static bool ShutDown(ITcpClient client)
    {
        try
        {
            client.Client.Shutdown(SocketShutdown.Both);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}
