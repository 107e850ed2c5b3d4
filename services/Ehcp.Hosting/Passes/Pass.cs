using Ehcp.Hosting.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ehcp.Hosting.Passes;

/// <summary>
/// Work that a process repeats as long as it runs: one pass, a pause, the next pass. A pass that fails is repeated after a while; the log has one line
/// when passes begin to fail and one when they work again, however many failed between.
/// </summary>
public abstract class Pass : BackgroundService
{
    private readonly Pace _pace;
    private readonly TimeProvider _clock;
    private readonly Signal _signal;
    private readonly Outage _outage;

    /// <param name="failing">What the log says when passes begin to fail: "Mails cannot be sent and wait".</param>
    /// <param name="working">What it says when they work again: "Mails are sent again".</param>
    /// <param name="pace">How it is repeated.</param>
    /// <param name="clock">Measures pauses and the deadline.</param>
    /// <param name="log">Gets the two lines.</param>
    /// <param name="signal">Wakes it before the pause is over; not while passes fail.</param>
    protected Pass(string failing, string working, Pace pace, TimeProvider clock, ILogger log, Signal? signal = null)
    {
        (_pace, _clock, _signal) = (pace, clock, signal ?? new Signal());
        _outage = new Outage(clock, log, failing, working, pace.Severity);
    }

    /// <summary>One pass.</summary>
    /// <returns>Whether there is more to do at once.</returns>
    protected abstract Task<bool> RunAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            var more = false;
            try
            {
                more = await RunInTimeAsync(stoppingToken);
                failures = 0;
                _outage.End();
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                failures++;
                _outage.Begin(failure);
            }

            if (!more)
            {
                await PauseAsync(failures, stoppingToken);
            }
        }
    }

    private async Task<bool> RunInTimeAsync(CancellationToken stoppingToken)
    {
        using var deadline = new CancellationTokenSource(_pace.Deadline, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stoppingToken);
        try
        {
            return await RunAsync(either.Token);
        }
        catch (Exception) when (deadline.IsCancellationRequested && !stoppingToken.IsCancellationRequested)
        {
            throw new TimeoutException($"It took longer than {_pace.Deadline}");
        }
    }

    private async Task PauseAsync(int failures, CancellationToken stoppingToken)
    {
        var pause = Jitter.UpTo(_pace.After(failures));
        if (failures == 0)
        {
            await _signal.WaitAsync(pause, _clock, stoppingToken);
        }
        else
        {
            await Task.Delay(pause, _clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
