using Ehcp.Hosting.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ehcp.Hosting.Passes;

/// <summary>
/// Work that a process repeats as long as it runs: one pass, a pause, the next pass. A pass that fails is repeated after a while; the log has one line
/// when passes begin to fail and one when they work again, however many failed between. A pass that waits for ever is left behind after its deadline, and
/// the next one takes its place.
/// </summary>
/// <remarks>So passes may overlap, as those of two processes do: what a pass does must bear that.</remarks>
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
                PassMetrics.Done(GetType());
                _outage.End();
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                failures++;
                PassMetrics.Failed(GetType(), failure);
                _outage.Begin(failure);
            }

            if (!more)
            {
                await PauseAsync(failures, stoppingToken);
            }
        }
    }

    // On a thread of its own: also what does not give its thread back, such as the look-up of a name, must not hold the loop.
    private Task<bool> RunInTimeAsync(CancellationToken stoppingToken) =>
        Watchdog.RunAsync(limited => Task.Run(() => RunAsync(limited), limited), _pace.Deadline, _clock, stoppingToken);

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
