using System.Runtime.CompilerServices;

namespace Ehcp.TestKit;

/// <summary>Waits for what another process will bring about, looking again and again, and gives up after a time with what it last saw.</summary>
public static class Until
{
    private static readonly TimeSpan Usually = TimeSpan.FromSeconds(15);

    public static Task TrueAsync(
        Func<bool> condition, TimeSpan? within = null, CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(condition))] string what = "") =>
        TrueAsync(() => Task.FromResult(condition()), within, cancellationToken, what);

    public static Task TrueAsync(
        Func<Task<bool>> condition, TimeSpan? within = null, CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(condition))] string what = "") =>
        EqualAsync(true, condition, within, cancellationToken, what);

    public static async Task EqualAsync<T>(
        T expected, Func<Task<T>> actual, TimeSpan? within = null, CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(actual))] string what = "")
    {
        var deadline = new Deadline(within ?? Usually);
        T last;
        while (!EqualityComparer<T>.Default.Equals(last = await actual(), expected))
        {
            await deadline.PauseAsync(() => new TimeoutException($"Expected {expected} within {deadline.Length}, last saw {last}: {what}"), cancellationToken);
        }
    }

    /// <summary>Until the assertions in it hold; then the last one's failure is the test's.</summary>
    public static async Task PassesAsync(Func<Task> assertions, TimeSpan? within = null, CancellationToken cancellationToken = default)
    {
        var deadline = new Deadline(within ?? Usually);
        while (true)
        {
            try
            {
                await assertions();
                return;
            }
            catch (Exception failure) when (!deadline.HasPassed && failure is not OperationCanceledException)
            {
                await deadline.PauseAsync(() => failure, cancellationToken);
            }
        }
    }

    private sealed class Deadline(TimeSpan length)
    {
        private readonly long _start = TimeProvider.System.GetTimestamp();
        private TimeSpan _pause = TimeSpan.FromMilliseconds(5);

        public TimeSpan Length => length;

        public bool HasPassed => TimeProvider.System.GetElapsedTime(_start) > length;

        public async Task PauseAsync(Func<Exception> failure, CancellationToken cancellationToken)
        {
            if (HasPassed)
            {
                throw failure();
            }

            await Task.Delay(_pause, TimeProvider.System, cancellationToken);
            _pause = TimeSpan.FromMilliseconds(Math.Min(100, _pause.TotalMilliseconds * 2));
        }
    }
}
