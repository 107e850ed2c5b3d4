using System.Collections.Concurrent;

namespace Ehcp.TestKit;

/// <summary>
/// Takes away what this process made, when it ends: the newest first, because a database is in a server, and each whatever becomes of the others.
/// </summary>
internal static class AtExit
{
    private static readonly ConcurrentStack<Func<Task>> Work = Start();

    internal static void Do(Func<Task> work) => Work.Push(work);

    private static ConcurrentStack<Func<Task>> Start()
    {
        var works = new ConcurrentStack<Func<Task>>();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            while (works.TryPop(out var work))
            {
                try
                {
                    work().Wait(TimeSpan.FromSeconds(10));
                }
                catch (AggregateException failure)
                {
                    Console.Error.WriteLine(failure.InnerException);
                }
            }
        };
        return works;
    }
}
