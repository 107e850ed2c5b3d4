using System.Threading.Channels;

namespace Ehcp.Messaging.Outbox;

/// <summary>Tells the relay of this process that something was committed. Only a hint: the poll is the truth.</summary>
internal sealed class OutboxSignal
{
    private readonly Channel<bool> _hint = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
        SingleReader = true,
    });

    internal void Wake() => _hint.Writer.TryWrite(true);

    /// <summary>Waits for a hint or until <paramref name="longest"/> has passed.</summary>
    internal async Task WaitAsync(TimeSpan longest, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var hinted = _hint.Reader.WaitToReadAsync(done.Token).AsTask();
        await Task.WhenAny(hinted, Task.Delay(longest, clock, done.Token));
        await done.CancelAsync();
        _hint.Reader.TryRead(out _);
    }
}
