using System.Diagnostics.CodeAnalysis;

namespace Ehcp.Hosting.Passes;

/// <summary>
/// Lets work take a time and no longer, whatever it waits for. When the time is over its token is cancelled; work that has not ended a moment later hears no
/// token: it is left behind, and whoever called goes on without it.
/// </summary>
/// <remarks>
/// Work that is left behind may still end, or never. It must do no harm beside its successor: what changes state does so in a transaction, which the database
/// ends when nothing is heard of it (<c>idle_in_transaction_session_timeout</c>).
/// </remarks>
public static class Watchdog
{
    /// <summary>What work that hears its token may need to end: to roll back, to write down what was answered already.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromSeconds(5);

    /// <param name="work">The work; it is begun on this thread.</param>
    /// <param name="limit">What it may take.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="cancellationToken">Ends it before.</param>
    /// <exception cref="TimeoutException">It took longer.</exception>
    /// <exception cref="LeftBehindException">It took longer and did not end when it was told to.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> ended it, or the wait for its end.</exception>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> work, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        using var time = new CancellationTokenSource(limit, clock);
        using var told = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var telling = told.Token.UnsafeRegister(static state => ((CancellationTokenSource)state!).CancelAfter(Grace), patience);
        var running = work(told.Token);
        try
        {
            return await running.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !running.IsCompleted)
        {
            Forget(running);
            cancellationToken.ThrowIfCancellationRequested();
            throw new LeftBehindException($"It took longer than {limit}, did not end when it was told to, and is left behind");
        }
        catch (Exception) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"It took longer than {limit}");
        }
    }

    /// <inheritdoc cref="RunAsync{T}(Func{CancellationToken, Task{T}}, TimeSpan, TimeProvider, CancellationToken)"/>
    public static Task RunAsync(Func<CancellationToken, Task> work, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken) => RunAsync(
        async either =>
        {
            await work(either);
            return true;
        },
        limit, clock, cancellationToken);

    /// <summary>Waits for a task no longer than the token allows, whatever the task itself hears; then it goes on by itself.</summary>
    public static async Task OrForgetAsync(this Task running, CancellationToken cancellationToken)
    {
        try
        {
            await running.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!running.IsCompleted)
        {
            Forget(running);
            throw;
        }
    }

    /// <summary>Lets a task go on by itself; how it ends is of no interest.</summary>
    public static void Forget(Task task) => _ = task.ContinueWith(
        static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}

/// <summary>Work did not end when it was told to, and goes on without anybody who waits for it.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It always says how long it took.")]
public sealed class LeftBehindException(string message) : TimeoutException(message);
