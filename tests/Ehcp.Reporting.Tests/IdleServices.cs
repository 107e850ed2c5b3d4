using System.Collections.Concurrent;
using Ehcp.Reporting.Tests;

[assembly: AssemblyFixture(typeof(IdleServices))]

namespace Ehcp.Reporting.Tests;

/// <summary>Services between two tests; stopped, and their databases dropped, after the last.</summary>
public sealed class IdleServices : IAsyncDisposable
{
    private static readonly ConcurrentBag<RunningReporting> Idle = [];

    public async ValueTask DisposeAsync()
    {
        while (TryTake() is { } service)
        {
            await service.StopAsync();
        }
    }

    internal static RunningReporting? TryTake() => Idle.TryTake(out var service) ? service : null;

    internal static void Add(RunningReporting service) => Idle.Add(service);
}
