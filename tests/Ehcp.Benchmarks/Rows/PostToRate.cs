using System.Globalization;
using System.Net.Http.Json;
using Ehcp.Benchmarks.Deployments;
using Ehcp.Contracts;
using Ehcp.Simulator.Cases;
using Ehcp.Simulator.Load;
using Ehcp.Simulator.Sending;

namespace Ehcp.Benchmarks.Rows;

/// <summary>How long one plan takes from its POST into the rate, while 200 other events come in every second.</summary>
internal static class PostToRate
{
    private const int EventsPerSecond = 200;
    private static readonly DateOnly FirstDay = new(2015, 1, 5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal static async Task<IReadOnlyList<Measurement>> MeasureAsync(Effort effort)
    {
        await using var deployment = await Deployment.StartAsync();
        using var stop = new CancellationTokenSource();
        var load = LoadAsync(deployment, stop.Token);
        var seconds = new List<double>();
        for (var sample = -5; sample < effort.LatencySamples; sample++)
        {
            var taken = await OneAsync(deployment, FirstDay.AddDays(sample + 5));
            if (sample >= 0)
            {
                seconds.Add(taken.TotalMilliseconds);
            }
        }

        await stop.CancelAsync();
        await load;
        seconds.Sort();
        return
        [
            new("POST to rate at 200 events/s, p50", Measurement.Median(seconds), "ms"),
            new("POST to rate at 200 events/s, p99", seconds[(int)(0.99 * (seconds.Count - 1))], "ms", Goal: "later: <= 1,000 ms"),
        ];
    }

    private static async Task LoadAsync(Deployment deployment, CancellationToken stop)
    {
        const int batch = 10;
        using var client = deployment.Client("Intake");
        byte[][] batches = [.. LoadCases.Events("background", 60 * EventsPerSecond).Chunk(batch).Select(events => SimulatedEvent.Batch(events))];
        try
        {
            var options = new LoadOptions(batches.Length * batch, EventsPerSecond, batch);
            await LoadRun.SendAsync(new IntakeDoor(client, TimeProvider.System), batches, options, TimeProvider.System, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    // A day on which no other plan was sent: its rate shows this one or nothing.
    private static async Task<TimeSpan> OneAsync(Deployment deployment, DateOnly day)
    {
        using var intake = deployment.Client("Intake");
        using var reporting = deployment.Client("Reporting");
        var iso = day.ToString("O", CultureInfo.InvariantCulture);
        var reference = $"latency-{iso}";
        var time = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        byte[] body = SimulatedEvent.Batch(
        [
            new("/latency", reference + ".received", "330", reference, time, new RequestReceived(day.AddDays(-100))),
            new("/latency", reference + ".sent", "330", reference, time, new FinalPlanSent(day)),
        ]);
        var began = TimeProvider.System.GetTimestamp();
        await new IntakeDoor(intake, TimeProvider.System).SendAsync(body, CancellationToken.None);
        while ((await reporting.GetFromJsonAsync<Rates>(new Uri($"v1/rates?from={iso}&to={iso}", UriKind.Relative)))!.Rows is not [{ PlansIssued: 1 }])
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"The plan of {iso} is not in the rate after {Patience}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        return TimeProvider.System.GetElapsedTime(began);
    }

    private sealed record Rates(IReadOnlyList<Row> Rows);

    private sealed record Row(int PlansIssued);
}
