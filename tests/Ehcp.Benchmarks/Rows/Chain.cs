using System.Net.Http.Json;
using Ehcp.Benchmarks.Baselines;
using Ehcp.Benchmarks.Deployments;
using Ehcp.Contracts;
using Ehcp.Simulator.Load;
using Ehcp.TestKit;

namespace Ehcp.Benchmarks.Rows;

/// <summary>Through all three services: from the first request until every event is folded and every plan is in the rate.</summary>
internal static class Chain
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    internal static async Task<IReadOnlyList<Measurement>> MeasureAsync(Effort effort)
    {
        await using var deployment = await Deployment.StartAsync();
        await RunAsync(deployment, "warm", effort.ChainEvents / 10);
        var accepting = new List<double>();
        var whole = new List<double>();
        for (var repetition = 0; repetition < effort.Repetitions; repetition++)
        {
            var (accepted, visible) = await RunAsync(deployment, $"chain{repetition}", effort.ChainEvents);
            accepting.Add(accepted);
            whole.Add(visible);
        }

        var copy = await BinaryCopy.RowsPerSecondAsync(deployment.Baseline, [.. LoadCases.Events("copy", effort.ChainEvents)], BatchSize);
        return
        [
            new(
                $"chain, {effort.ChainEvents:N0} events to the rate", Measurement.Median(whole), "events/s",
                "binary COPY of the same rows", copy, ">= 4,000 events/s"),
            new("  of it, until all were accepted", Measurement.Median(accepting), "events/s", "binary COPY of the same rows", copy),
        ];
    }

    private static async Task<(double Accepted, double Visible)> RunAsync(Deployment deployment, string run, int count)
    {
        var plans = LoadCases.Events(run, count).Count(one => one.Fact is FinalPlanSent);
        using var scheduler = deployment.Client("Scheduler");
        using var reporting = deployment.Client("Reporting");
        var before = await LookAsync(scheduler, reporting);
        var began = TimeProvider.System.GetTimestamp();
        var accepted = await IntakeBatch.SendAsync(deployment, run, count, BatchSize);
        await Until.TrueAsync(async () => await PlansAsync(reporting) >= before.Plans + plans, Patience);
        await Until.TrueAsync(async () => await FactsAsync(scheduler) >= before.Facts + count, Patience);
        return (accepted, count / TimeProvider.System.GetElapsedTime(began).TotalSeconds);
    }

    private static async Task<(long Plans, long Facts)> LookAsync(HttpClient scheduler, HttpClient reporting) =>
        (await PlansAsync(reporting), await FactsAsync(scheduler));

    private static async Task<long> PlansAsync(HttpClient reporting) =>
        (await reporting.GetFromJsonAsync<Rates>(new Uri("v1/rates", UriKind.Relative)))!.Rows.Sum(row => row.PlansIssued);

    private static async Task<long> FactsAsync(HttpClient scheduler) =>
        (await scheduler.GetFromJsonAsync<Overview>(new Uri("v1/overview", UriKind.Relative)))!.Facts;

    private sealed record Overview(long Facts);

    private sealed record Rates(IReadOnlyList<Row> Rows);

    private sealed record Row(long PlansIssued);
}
