using Ehcp.Benchmarks.Baselines;
using Ehcp.Benchmarks.Deployments;

namespace Ehcp.Benchmarks.Rows;

/// <summary>Each service alone on a quiet machine: from the start of its process until it says that it is ready, and what it then occupies.</summary>
internal static class StartUp
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);

    internal static async Task<IReadOnlyList<Measurement>> MeasureAsync(Effort effort)
    {
        await using var deployment = await Deployment.StartAsync("Intake", "Scheduler", "Reporting");
        foreach (var name in new[] { "Intake", "Scheduler", "Reporting" })
        {
            await deployment[name].DisposeAsync();
        }

        var (emptyReady, emptyMemory) = await RepeatAsync(effort, () => ServiceProcess.StartAsync(typeof(EmptyService).Assembly.Location, [], "empty-service"));
        var measurements = new List<Measurement>();
        foreach (var name in new[] { "Intake", "Scheduler", "Reporting" })
        {
            var (ready, memory) = await RepeatAsync(effort, () => deployment.StartServiceAsync(name));
            measurements.Add(new($"{name}: start to ready", ready, "ms", "empty ASP.NET Core service", emptyReady, "later: <= 3,000 ms"));
            measurements.Add(new($"{name}: idle memory", memory, "MB", "empty ASP.NET Core service", emptyMemory, "later: < 120 MB"));
        }

        return measurements;
    }

    private static async Task<(double Ready, double Memory)> RepeatAsync(Effort effort, Func<Task<ServiceProcess>> startAsync)
    {
        var (ready, memory) = (new List<double>(), new List<double>());
        for (var repetition = 0; repetition < effort.Repetitions; repetition++)
        {
            await using var process = await startAsync();
            ready.Add(process.ReadyAfter.TotalMilliseconds);
            await Task.Delay(Idle, TimeProvider.System);
            memory.Add(process.MemoryMegabytes);
        }

        return (Measurement.Median(ready), Measurement.Median(memory));
    }
}
