using System.Diagnostics;
using Ehcp.Benchmarks.Baselines;
using Ehcp.Benchmarks.Deployments;
using Ehcp.Simulator.Cases;
using Ehcp.Simulator.Load;
using Npgsql;
using RabbitMQ.Client;

namespace Ehcp.Benchmarks.Rows;

/// <summary>
/// Events at the broker, one a message and in batches of 1,000, from the first publishing to the last commit; beside them the same over HTTP. Nobody consumes
/// what Intake announces.
/// </summary>
internal static class IntakeAmqp
{
    private const int BatchSize = 1000;
    private const int Publishers = 4;
    private const int Unconfirmed = 500;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    internal static async Task<IReadOnlyList<Measurement>> MeasureAsync(Effort effort)
    {
        await using var deployment = await Deployment.StartAsync("Intake", "Scheduler");
        await deployment["Scheduler"].DisposeAsync();
        var (single, batches, http, copy) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        await IntakeBatch.SendAsync(deployment, "warm", effort.BatchEvents / 3);
        await SendAsync(deployment, "warm-amqp", effort.BatchEvents / 3, 1);
        for (var repetition = 0; repetition < effort.Repetitions; repetition++)
        {
            single.Add(await SendAsync(deployment, $"amqp{repetition}", effort.BatchEvents, 1));
            batches.Add(await SendAsync(deployment, $"amqp-batch{repetition}", effort.BatchEvents, BatchSize));
            http.Add(await IntakeBatch.SendAsync(deployment, $"http{repetition}", effort.BatchEvents));
            copy.Add(await BinaryCopy.RowsPerSecondAsync(deployment.Baseline, [.. LoadCases.Events($"copy{repetition}", effort.BatchEvents)], BatchSize));
        }

        return
        [
            Row("an event a message", single, "batches of 1,000 over HTTP", http, "ratio >= 0.25"),
            Row("batches of 1,000", batches, "batches of 1,000 over HTTP", http, "ratio >= 0.8"),
            Row("batches of 1,000", batches, "binary COPY of the same rows", copy, "ratio >= 0.12"),
        ];
    }

    private static Measurement Row(string how, List<double> ours, string baseline, List<double> theirs, string goal) =>
        new($"Intake, AMQP, {how}", Measurement.Median(ours), "events/s", baseline, Measurement.Median(theirs), goal);

    private static async Task<double> SendAsync(Deployment deployment, string run, int count, int batchSize)
    {
        byte[][] bodies = batchSize == 1
            ? [.. LoadCases.Events(run, count).Select(one => SimulatedEvent.Batch([one])[1..^1])]
            : [.. LoadCases.Events(run, count).Chunk(batchSize).Select(batch => SimulatedEvent.Batch(batch))];
        var contentType = batchSize == 1 ? "application/cloudevents+json" : "application/cloudevents-batch+json";
        await using var data = NpgsqlDataSource.Create(deployment.Database("Intake"));
        var before = await CountAsync(data);
        await using var connection = await new ConnectionFactory { Uri = deployment.Broker }.CreateConnectionAsync();
        var user = deployment.Broker.UserInfo.Split(':')[0];
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Publishers).Select(PublishAsync));
        while (await CountAsync(data) < before + count)
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new InvalidOperationException($"Only {await CountAsync(data) - before} of {count} events were recorded.");
            }

            await Task.Delay(Look, TimeProvider.System);
        }

        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;

        async Task PublishAsync(int publisher)
        {
            await using var channel = await connection.CreateChannelAsync(
                new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, new ThrottlingRateLimiter(Unconfirmed)));
            foreach (var some in bodies.Where((_, at) => at % Publishers == publisher).Chunk(Unconfirmed))
            {
                var properties = new BasicProperties { UserId = user, Persistent = true, ContentType = contentType };
                await Task.WhenAll(some.Select(body => channel.BasicPublishAsync("ehcp.inbound", "event", mandatory: true, properties, body).AsTask()));
            }
        }
    }

    // The sequence has gaps, and counting a large table takes longer than the look at it may.
    private static async Task<long> CountAsync(NpgsqlDataSource data)
    {
        await using var command = data.CreateCommand("select count(*) from ledger");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
