using System.Globalization;
using Ehcp.Simulator.Cases;
using Ehcp.Simulator.Sending;

namespace Ehcp.Simulator.Load;

/// <summary>Sends events at a rate, or as fast as they are taken, and says how fast that was.</summary>
public static class LoadRun
{
    public static async Task<int> RunAsync(LoadOptions options, Addresses addresses, TimeProvider clock, TextWriter print, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(print);
        using var client = IntakeDoor.Client(addresses.Intake, addresses.IntakeKey);
        var run = options.Run ?? clock.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
        byte[][] batches = [.. LoadCases.Events(run, options.Events).Chunk(options.Batch).Select(batch => SimulatedEvent.Batch(batch))];
        var result = await SendAsync(new IntakeDoor(client, clock), batches, options, clock, cancellationToken);
        var seconds = result.Elapsed.TotalSeconds;
        await print.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"run {run}: {result.Receipts.Accepted:N0} accepted, {result.Receipts.Duplicates:N0} duplicates, "
            + $"{result.Receipts.Refused:N0} refused in {seconds:0.00} s: "
            + $"{result.Receipts.Total / seconds:N0} events/s; "
            + $"a request took {result.Latency(0.5).TotalMilliseconds:0.0} ms (p50), {result.Latency(0.99).TotalMilliseconds:0.0} ms (p99)"));
        if (result.Receipts.FirstRefusal is { } refusal)
        {
            await print.WriteLineAsync($"The first refusal: {refusal}");
        }

        return result.Receipts.Refused == 0 ? 0 : 1;
    }

    /// <param name="Latencies">Of each request from the moment it was due, so that waiting behind a slow one counts too.</param>
    public sealed record Result(Receipts Receipts, TimeSpan Elapsed, IReadOnlyList<TimeSpan> Latencies)
    {
        public TimeSpan Latency(double quantile) => Latencies.Count == 0 ? TimeSpan.Zero : Latencies[(int)(quantile * (Latencies.Count - 1))];
    }

    /// <summary>Sends bodies of <see cref="LoadOptions.Batch"/> events each.</summary>
    public static async Task<Result> SendAsync(
        IntakeDoor door, IReadOnlyList<byte[]> batches, LoadOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(door);
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        var receipts = new Receipts();
        var latencies = new TimeSpan[batches.Count];
        var interval = options.Rate == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)options.Batch / options.Rate);
        var began = clock.GetTimestamp();
        var limits = new ParallelOptions { MaxDegreeOfParallelism = options.Connections, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, batches.Count, limits, async (batch, cancelled) =>
        {
            var due = interval == TimeSpan.Zero ? clock.GetElapsedTime(began) : interval * batch;
            if (due - clock.GetElapsedTime(began) is { Ticks: > 0 } early)
            {
                await Task.Delay(early, clock, cancelled);
            }

            var answered = await door.SendAsync(batches[batch], cancelled);
            latencies[batch] = clock.GetElapsedTime(began) - due;
            lock (receipts)
            {
                receipts.Add(answered);
            }
        });
        var elapsed = clock.GetElapsedTime(began);
        Array.Sort(latencies);
        return new(receipts, elapsed, latencies);
    }
}
