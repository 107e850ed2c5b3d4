using System.Net;
using System.Net.Http.Headers;
using Ehcp.Benchmarks.Baselines;
using Ehcp.Benchmarks.Deployments;
using Ehcp.Simulator.Cases;
using Ehcp.Simulator.Load;

namespace Ehcp.Benchmarks.Rows;

/// <summary>
/// One event a request over 32 connections, answered after the commit. Intake relays to the broker meanwhile,
/// and this program's work is on the same processors.
/// </summary>
internal static class IntakeSingle
{
    private const int Connections = 32;
    private static readonly MediaTypeHeaderValue OneCloudEvent = new("application/cloudevents+json");

    internal static async Task<IReadOnlyList<Measurement>> MeasureAsync(Effort effort)
    {
        await using var deployment = await Deployment.StartAsync("Intake", "Scheduler");
        var (ours, baseline) = (new List<double>(), new List<double>());
        await SendAsync(deployment, "warm", effort.SingleEvents / 3);
        for (var repetition = 0; repetition < effort.Repetitions; repetition++)
        {
            ours.Add(await SendAsync(deployment, $"single{repetition}", effort.SingleEvents));
            baseline.Add(await PgBench.TransactionsPerSecondAsync(
                deployment.Baseline, Connections, effort.SingleEvents, LoadCases.Events("baseline", 1).Single()));
        }

        return
        [
            new(
                "Intake, one event a request, 32 conn.", Measurement.Median(ours), "events/s",
                "pgbench, same transaction, 32 clients", Measurement.Median(baseline), "ratio >= 0.8"),
        ];
    }

    private static async Task<double> SendAsync(Deployment deployment, string run, int count)
    {
        byte[][] bodies = [.. LoadCases.Events(run, count).Select(SimulatedEvent.Single)];
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false, ActivityHeadersPropagator = null });
        var url = new Uri(deployment["Intake"].Url, "/v1/events");
        var next = -1;
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(SendNextAsync)));
        return count / TimeProvider.System.GetElapsedTime(began).TotalSeconds;

        async Task SendNextAsync()
        {
            while (Interlocked.Increment(ref next) is var mine && mine < bodies.Length)
            {
                var body = new ByteArrayContent(bodies[mine]) { Headers = { ContentType = OneCloudEvent } };
                using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = body };
                request.Headers.TryAddWithoutValidation("X-Api-Key", Deployment.Key);
                using var answer = await invoker.SendAsync(request, CancellationToken.None);
                if (answer.StatusCode != HttpStatusCode.Accepted)
                {
                    throw new InvalidOperationException($"Intake answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
                }
            }
        }
    }
}
