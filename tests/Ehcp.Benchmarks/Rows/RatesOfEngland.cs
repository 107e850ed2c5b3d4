using Ehcp.Benchmarks.Baselines;
using Ehcp.Benchmarks.Deployments;

namespace Ehcp.Benchmarks.Rows;

/// <summary>Rates over ten years of England, by every grouping, now and as of an instant, over HTTP; beside each the same from the rows by hand.</summary>
internal static class RatesOfEngland
{
    private const string AsOf = "2023-08-17T11:30:00Z";
    private const string Birmingham = "E08000025";

    private static readonly (string GroupBy, string Sql)[] Groupings =
    [
        ("", "'all'"), ("year", "to_char(plan_sent_on, 'YYYY')"), ("month", "to_char(plan_sent_on, 'YYYY-MM')"), ("authority", "authority"),
        ("team", "team"), ("area", "area"), ("need", "primary_need"),
    ];

    internal static async Task<IReadOnlyList<Measurement>> MeasureAsync(Effort effort)
    {
        await using var deployment = await Deployment.StartAsync("Reporting");
        var database = deployment.Database("Reporting");
        await RequestsOfEngland.SeedAsync(database, effort.Requests);
        await deployment.RunAsync("Reporting", "recount");
        await RequestsOfEngland.RunAsync(database, "vacuum analyze");
        using var client = deployment.Client("Reporting");
        return
        [
            await RowAsync("rates", "", "<= 50 ms"),
            await RowAsync("rates as of", AsOf, "<= 250 ms"),
            await RowAsync("rates of Birmingham", "", "<= 50 ms", Birmingham),
            new("cohorts, p95 of every grouping", await P95Async("&basis=requests-received"), "ms", Goal: "<= 50 ms"),
            new("cohorts as of, p95", await P95Async($"&basis=requests-received&asOf={AsOf}"), "ms", Goal: "<= 250 ms"),
            new("rates of odd days, p95", await P95Async("&from=2017-03-09&to=2025-10-21"), "ms", Goal: "<= 50 ms"),
            new("rates of odd days as of, p95", await P95Async($"&from=2017-03-09&to=2025-10-21&asOf={AsOf}"), "ms", Goal: "<= 250 ms"),
            new(
                "cohorts of odd days as of, p95",
                await P95Async($"&basis=requests-received&from=2017-03-09&to=2025-10-21&asOf={AsOf}"), "ms", Goal: "<= 250 ms"),
            await PageAsync("dashboard of Birmingham, p95", $"?authority={Birmingham}", "<= 250 ms"),
            await PageAsync("dashboard of England, p95", "", "<= 5,000 ms"),
        ];

        async Task<Measurement> RowAsync(string name, string asOf, string goal, string authority = "") => new(
            $"{name}, p95 of every grouping",
            await P95Async($"&asOf={asOf}&authority={authority}"),
            "ms",
            $"by hand, {effort.Requests:N0} requests",
            P95(await TimesAsync(effort.Repetitions, grouping => RequestsOfEngland.RunAsync(database, RequestsOfEngland.Rate(grouping.Sql, authority, asOf)))),
            $"{goal}, ratio <= 1.5");

        async Task<double> P95Async(string query) =>
            P95(await TimesAsync(10 * effort.Repetitions, grouping => GetAsync($"v1/rates?groupBy={grouping.GroupBy}{query}")));

        async Task<Measurement> PageAsync(string name, string query, string goal) =>
            new(name, P95(await TimesAsync(effort.Repetitions, _ => GetAsync(query))), "ms", Goal: goal);

        async Task GetAsync(string path)
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
        }
    }

    private static async Task<List<double>> TimesAsync(int repetitions, Func<(string GroupBy, string Sql), Task> askAsync)
    {
        var times = new List<double>();
        for (var repetition = -1; repetition < repetitions; repetition++)
        {
            foreach (var grouping in Groupings)
            {
                var began = TimeProvider.System.GetTimestamp();
                await askAsync(grouping);
                if (repetition >= 0)
                {
                    times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
                }
            }
        }

        return times;
    }

    private static double P95(List<double> times)
    {
        times.Sort();
        return times[(int)(0.95 * (times.Count - 1))];
    }
}
