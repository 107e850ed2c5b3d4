using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Ehcp.TestKit.Servers;

/// <summary>
/// A wire to RabbitMQ that can be muted: then the broker takes everything, keeps its connections alive by heartbeats, and answers nothing, as it does while
/// its disk is full. What it would have said comes through when it is no longer muted.
/// </summary>
public sealed class MutableBroker : IAsyncDisposable
{
    private const int HeaderBytes = 7;
    private const byte Heartbeat = 8;

    private readonly Uri _broker;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private volatile TaskCompletionSource _speaks = Speaking();
    private volatile bool _withChannels;
    private int _connections;

    public MutableBroker(Uri broker)
    {
        ArgumentNullException.ThrowIfNull(broker);
        _broker = broker;
        _listener.Start();
        Uri = new UriBuilder(broker) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _ = AcceptAsync();
    }

    /// <summary>The broker over this wire.</summary>
    public Uri Uri { get; }

    /// <summary>How many connections were made so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <param name="withChannels">Whether new connections still open their first channel.</param>
    public void Mute(bool withChannels = false)
    {
        _withChannels = withChannels;
        _speaks = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Speak() => _speaks.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient service)
    {
        Interlocked.Increment(ref _connections);
        using var near = service;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(_broker.Host, _broker.Port > 0 ? _broker.Port : 5672, _stop.Token);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), _stop.Token), CarryFramesAsync(far.GetStream(), near.GetStream()));
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException or IOException)
        {
            // Either end went away.
        }
    }

    private async Task CarryFramesAsync(NetworkStream broker, NetworkStream service)
    {
        var held = new Queue<byte[]>();
        var hasChannel = false;
        try
        {
            var frame = FrameAsync(broker);
            while (true)
            {
                var speaks = _speaks.Task;
                if (held.Count > 0 && (speaks.IsCompleted || await Task.WhenAny(frame, speaks) == speaks))
                {
                    while (held.TryDequeue(out var late))
                    {
                        await service.WriteAsync(late, _stop.Token);
                    }
                }

                var next = await frame;
                frame = FrameAsync(broker);
                if (next[0] == Heartbeat || (held.Count == 0 && (speaks.IsCompleted || (_withChannels && !hasChannel))))
                {
                    await service.WriteAsync(next, _stop.Token);
                    hasChannel |= IsChannelOpen(next);
                }
                else
                {
                    held.Enqueue(next);
                }
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Either end went away.
        }
    }

    private async Task<byte[]> FrameAsync(NetworkStream broker)
    {
        var header = new byte[HeaderBytes];
        await broker.ReadExactlyAsync(header, _stop.Token);
        var frame = new byte[HeaderBytes + BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(3)) + 1];
        header.CopyTo(frame, 0);
        await broker.ReadExactlyAsync(frame.AsMemory(HeaderBytes), _stop.Token);
        return frame;
    }

    // A method's frame; class 20, method 11 is channel.open-ok.
    private static bool IsChannelOpen(byte[] frame) => frame is [1, _, _, _, _, _, _, 0, 20, 0, 11, ..];

    private static TaskCompletionSource Speaking()
    {
        var speaking = new TaskCompletionSource();
        speaking.SetResult();
        return speaking;
    }
}
