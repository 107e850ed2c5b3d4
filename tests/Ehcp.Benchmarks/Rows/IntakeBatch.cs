using Ehcp.Benchmarks.Baselines;
using Ehcp.Benchmarks.Deployments;
using Ehcp.Simulator.Cases;
using Ehcp.Simulator.Load;
using Ehcp.Simulator.Sending;

namespace Ehcp.Benchmarks.Rows;

/// <summary>The largest batches the door takes. Nobody consumes, so that Intake is measured and not the chain.</summary>
internal static class IntakeBatch
{
    private const int BatchSize = 1000;

    internal static async Task<IReadOnlyList<Measurement>> MeasureAsync(Effort effort)
    {
        // The Scheduler declares its queue and stops: what is published waits there.
        await using var deployment = await Deployment.StartAsync("Intake", "Scheduler");
        await deployment["Scheduler"].DisposeAsync();
        var (ours, baseline) = (new List<double>(), new List<double>());
        await SendAsync(deployment, "warm", effort.BatchEvents / 3);
        for (var repetition = 0; repetition < effort.Repetitions; repetition++)
        {
            var run = $"batch{repetition}";
            ours.Add(await SendAsync(deployment, run, effort.BatchEvents));
            baseline.Add(await BinaryCopy.RowsPerSecondAsync(deployment.Baseline, [.. LoadCases.Events(run, effort.BatchEvents)], BatchSize));
        }

        return
        [
            new(
                "Intake, batches of 1,000", Measurement.Median(ours), "events/s",
                "binary COPY of the same rows", Measurement.Median(baseline), "ratio >= 0.15"),
        ];
    }

    /// <summary>Events per second, from the first request to the last answer.</summary>
    internal static async Task<double> SendAsync(Deployment deployment, string run, int count, int batchSize = BatchSize)
    {
        byte[][] batches = [.. LoadCases.Events(run, count).Chunk(batchSize).Select(batch => SimulatedEvent.Batch(batch))];
        using var client = deployment.Client("Intake");
        var options = new LoadOptions(count, Batch: batchSize, Run: run);
        var result = await LoadRun.SendAsync(new IntakeDoor(client, TimeProvider.System), batches, options, TimeProvider.System, CancellationToken.None);
        return result.Receipts.Accepted == count
            ? count / result.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"Only {result.Receipts.Accepted} of {count} events were accepted: {result.Receipts.FirstRefusal}");
    }
}
