using System.Collections.Concurrent;

namespace Ehcp.TestKit;

/// <summary>A thread that lasts as long as this process. The thread pool's come and go, and the kernel takes a child's parent to be the thread.</summary>
public static class LastingThread
{
    private static readonly BlockingCollection<Action> Work = Start();

    public static T Run<T>(Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var done = new TaskCompletionSource<T>();
        Work.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                done.SetException(failure);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> Start()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var one in work.GetConsumingEnumerable())
            {
                one();
            }
        })
        { IsBackground = true }.Start();
        return work;
    }
}
