using System.Threading.Channels;

namespace Ehcp.Hosting.Passes;

/// <summary>Tells a loop of this process that there is something to do. Only a hint: what it would find is the truth, and it looks without a hint
/// too.</summary>
public class Signal
{
    private readonly Channel<bool> _hint = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
        SingleReader = true,
    });

    public void Wake() => _hint.Writer.TryWrite(true);

    /// <summary>Waits for a hint or until <paramref name="longest"/> has passed.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var hinted = _hint.Reader.WaitToReadAsync(done.Token).AsTask();
        await Task.WhenAny(hinted, Task.Delay(longest, clock, done.Token));
        await done.CancelAsync();
        _hint.Reader.TryRead(out _);
    }
}
