using System.Net;
using System.Net.Sockets;

namespace Ehcp.EndToEnd.Tests.Deployments;

/// <summary>
/// A door to the broker whose answers can be held back: what is published arrives, and its confirm does not come home.
/// That is the moment between publish and confirm, made to last.
/// </summary>
internal sealed class HeldBackBroker : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _broker;
    private readonly Task _accepting;
    private volatile TaskCompletionSource _answers = Open();

    internal HeldBackBroker(Uri broker)
    {
        _broker = broker;
        _listener.Start();
        Uri = new UriBuilder(broker) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _accepting = AcceptAsync();
    }

    internal Uri Uri { get; }

    internal void HoldAnswers() => _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void LetAnswersThrough() => _answers.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var service = client;
        using var broker = new TcpClient();
        try
        {
            await broker.ConnectAsync(_broker.Host, _broker.Port, _stop.Token);
            await Task.WhenAny(PumpAsync(service, broker, held: false), PumpAsync(broker, service, held: true));
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool held)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _stop.Token) is var read and > 0)
            {
                if (held)
                {
                    await _answers.Task.WaitAsync(_stop.Token);
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }
}
