using Ehcp.Hosting.Passes;
using Ehcp.Hosting.Telemetry;
using Ehcp.TestKit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Ehcp.Hosting.Tests.Passes;

/// <summary>Work that is repeated: its pauses, its deadline, and its two lines in the log.</summary>
public sealed class PassTests : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 27, 9, 0, 0, TimeSpan.Zero));
    private readonly LogLines _log = new();
    private readonly Signal _signal = new();
    private Work? _work;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_work is not null)
        {
            await _work.StopAsync(CancellationToken.None);
            _work.Dispose();
        }

        _log.Dispose();
    }

    [Fact]
    public async Task A_pass_runs_at_the_start_and_after_each_pause()
    {
        var work = await StartAsync((_, _) => Task.FromResult(false));
        await Until.TrueAsync(() => work.Passes == 1, cancellationToken: Stop);

        await AdvanceUntilAsync(Pause, () => work.Passes == 2);
        await AdvanceUntilAsync(Pause, () => work.Passes == 3);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task The_next_pass_comes_at_once_when_there_is_more_to_do()
    {
        var work = await StartAsync((pass, _) => Task.FromResult(pass < 5));

        await Until.TrueAsync(() => work.Passes == 5, cancellationToken: Stop);
    }

    [Fact]
    public async Task A_signal_ends_the_pause()
    {
        var work = await StartAsync((_, _) => Task.FromResult(false));
        await Until.TrueAsync(() => work.Passes == 1, cancellationToken: Stop);

        _signal.Wake();

        await Until.TrueAsync(() => work.Passes == 2, cancellationToken: Stop);
    }

    [Fact]
    public async Task An_outage_is_one_line_when_it_begins_and_one_when_it_ends()
    {
        var work = await StartAsync((pass, _) => pass is 2 or 3 or 4 ? throw new InvalidOperationException($"Failure {pass}") : Task.FromResult(false));
        await AdvanceUntilAsync(Pause, () => work.Passes == 2);
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => work.Passes == 5);
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => _log.Count("The work is done again after") == 1);

        Assert.Equal(2, _log.Lines.Count);
        Assert.StartsWith("Warning", _log.Lines[0], StringComparison.Ordinal);
        Assert.Contains("The work is not done. Failure 2", _log.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Information", _log.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pass_that_takes_too_long_is_cancelled_and_repeated()
    {
        var work = await StartAsync(async (pass, cancellationToken) =>
        {
            await Task.Delay(pass == 1 ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, _clock, cancellationToken);
            return false;
        });
        await Until.TrueAsync(() => work.Passes == 1, cancellationToken: Stop);

        _clock.Advance(new Pace(Pause).Deadline);
        await Until.TrueAsync(() => _log.Count("The work is not done. It took longer than 00:05:00") == 1, cancellationToken: Stop);

        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => work.Passes == 2);
    }

    [Fact]
    public async Task A_pass_that_does_not_hear_its_deadline_is_left_behind_and_the_next_one_does_its_work()
    {
        var never = new TaskCompletionSource<bool>();
        var work = await StartAsync((pass, _) => pass == 1 ? never.Task : Task.FromResult(false));
        await Until.TrueAsync(() => work.Passes == 1, cancellationToken: Stop);

        await AdvanceUntilAsync(new Pace(Pause).Deadline, () => _log.Count("is left behind") == 1);

        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => work.Passes == 2);
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => _log.Count("The work is done again after") == 1);
        Assert.False(never.Task.IsCompleted);
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public async Task A_pass_that_does_not_give_its_thread_back_is_left_behind_too()
    {
        using var never = new ManualResetEventSlim();
        var work = await StartAsync((pass, _) =>
        {
            if (pass == 1)
            {
                never.Wait(Stop);
            }

            return Task.FromResult(false);
        });
        await Until.TrueAsync(() => work.Passes == 1, cancellationToken: Stop);

        await AdvanceUntilAsync(new Pace(Pause).Deadline, () => _log.Count("is left behind") == 1);
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => work.Passes == 2);
        never.Set();
    }

    [Fact]
    public async Task A_stop_waits_a_moment_for_a_pass_that_hears_nothing_and_no_longer()
    {
        var never = new TaskCompletionSource<bool>();
        var work = await StartAsync((_, _) => never.Task);
        await Until.TrueAsync(() => work.Passes == 1, cancellationToken: Stop);

        var stopping = work.StopAsync(Stop);
        await AdvanceUntilAsync(Watchdog.Grace, () => stopping.IsCompleted);

        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Work_that_fails_and_works_in_turn_is_one_outage_until_it_has_worked_for_a_while()
    {
        var work = await StartAsync((pass, _) => pass is 2 or 4 or 6 ? throw new InvalidOperationException($"Failure {pass}") : Task.FromResult(pass < 8));
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => work.Passes >= 8);
        await AdvanceUntilAsync(Outage.Settled, () => _log.Count("The work is done again after") == 1);

        Assert.Equal(2, _log.Lines.Count);
        Assert.Contains("Failure 2", _log.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_ends_a_pass_and_is_no_failure()
    {
        var work = await StartAsync(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken);
            return false;
        });
        await Until.TrueAsync(() => work.Passes == 1, cancellationToken: Stop);

        await work.StopAsync(Stop);

        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData(2, 0, 2)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 2, 2)]
    [InlineData(2, 5, 16)]
    [InlineData(2, 6, 30)]
    [InlineData(2, 1000, 30)]
    [InlineData(600, 1, 1)] // a rare pass is tried again soon
    [InlineData(600, 7, 600)]
    public void Pauses_between_failures_double_up_to_half_a_minute_or_the_usual_pause(int usual, int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new Pace(TimeSpan.FromSeconds(usual)).After(failures));

    private async Task<Work> StartAsync(Func<int, CancellationToken, Task<bool>> run)
    {
        _work = new Work(run, _signal, _clock, _log.CreateLogger("work"));
        await _work.StartAsync(Stop);
        return _work;
    }

    // The pass begins to wait some time after it was counted; time that went by before does not count for it.
    private Task AdvanceUntilAsync(TimeSpan step, Func<bool> condition) => Until.TrueAsync(
        () =>
        {
            if (!condition())
            {
                _clock.Advance(step);
            }

            return condition();
        },
        cancellationToken: Stop);

    private sealed class Work(Func<int, CancellationToken, Task<bool>> run, Signal signal, TimeProvider clock, ILogger log)
        : Pass("The work is not done", "The work is done again", new Pace(Pause), clock, log, signal)
    {
        private int _passes;

        public int Passes => Volatile.Read(ref _passes);

        protected override Task<bool> RunAsync(CancellationToken cancellationToken) => run(Interlocked.Increment(ref _passes), cancellationToken);
    }
}
