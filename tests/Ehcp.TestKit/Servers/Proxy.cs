using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Ehcp.TestKit.Servers;

/// <summary>A wire to a server that a test can cut, mend and freeze.</summary>
public sealed class Proxy : IAsyncDisposable
{
    private readonly string _host;
    private readonly int _targetPort;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<TcpClient, TcpClient> _pairs = new();
    private volatile TcpListener _listener;
    private volatile TaskCompletionSource _flows = Done();

    private Proxy(string host, int targetPort)
    {
        (_host, _targetPort) = (host, targetPort);
        _listener = Listen(0);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    public int Port { get; }

    public static Proxy To(string host, int port) => new(host, port);

    /// <summary>A wire to the database of a connection string.</summary>
    public static Proxy ToDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return new(settings.Host!, settings.Port);
    }

    /// <summary>The same database, over this wire.</summary>
    public string Through(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = Port }.ConnectionString;

    /// <summary>Closes every connection and refuses new ones.</summary>
    public void Cut()
    {
        _listener.Stop();
        CloseAll();
    }

    public void Mend() => _listener = Listen(Port);

    /// <summary>Connections stay open, new ones are accepted, and nothing comes through: a server that hangs.</summary>
    public void Freeze() => _flows = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Thaw() => _flows.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Cut();
        Thaw();
        _stop.Dispose();
    }

    private TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        _ = AcceptAsync(listener);
        return listener;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = ConnectAsync(await listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut or disposed.
        }
    }

    private async Task ConnectAsync(TcpClient near)
    {
        var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        _pairs[near] = far;
        try
        {
            await _flows.Task;
            await far.ConnectAsync(_host, _targetPort, _stop.Token);
            await Task.WhenAny(PumpAsync(near.GetStream(), far.GetStream()), PumpAsync(far.GetStream(), near.GetStream()));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException
            or ObjectDisposedException or InvalidOperationException)
        {
            // Either end went away.
        }
        finally
        {
            _pairs.TryRemove(near, out _);
            near.Dispose();
            far.Dispose();
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var read)
            {
                await _flows.Task;
                await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Either end went away.
        }
    }

    private void CloseAll()
    {
        foreach (var (near, far) in _pairs)
        {
            near.Dispose();
            far.Dispose();
        }
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}
