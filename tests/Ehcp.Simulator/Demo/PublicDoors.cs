using System.Net.Http.Json;
using System.Text.Json;
using Ehcp.Simulator.Sending;

namespace Ehcp.Simulator.Demo;

/// <summary>The Scheduler's <c>GET /v1/overview</c>.</summary>
public sealed record Overview(
    long Cases,
    long Facts,
    IReadOnlyDictionary<string, long> Deadlines,
    IReadOnlyList<Overview.MilestoneCount> ByMilestone)
{
    public sealed record MilestoneCount(string Milestone, string State, long Count);

    /// <summary>Final plans that are overdue today.</summary>
    public long Breaches => ByMilestone.Where(one => one is { Milestone: "final-plan", State: "overdue" }).Sum(one => one.Count);
}

/// <summary>What anybody with a key can read.</summary>
internal sealed class PublicDoors : IDisposable
{
    private readonly HttpClient _scheduler;
    private readonly HttpClient _reporting;

    internal PublicDoors(Addresses addresses)
    {
        _scheduler = IntakeDoor.Client(addresses.Scheduler ?? throw new UsageException("SCHEDULER_URL is not set."), addresses.StaffKey);
        _reporting = IntakeDoor.Client(addresses.Reporting ?? throw new UsageException("REPORTING_URL is not set."), addresses.ReportingKey);
    }

    public void Dispose()
    {
        _scheduler.Dispose();
        _reporting.Dispose();
    }

    internal async Task<Seen> LookAsync(Expected expected, CancellationToken cancellationToken)
    {
        var first = Seen.YearOf(expected.Figures[0]);
        var overview = await GetAsync<Overview>(_scheduler, "v1/overview", cancellationToken);
        var rates = await GetAsync<Rates>(_reporting, $"v1/rates?groupBy=year&authority={expected.Figures[0].DfeCode}&from={first}-01-01", cancellationToken);
        return new(overview, rates.Rows.ToDictionary(row => row.Group));
    }

    /// <summary>The latest instant at which the last completed sweep surely had not begun yet.</summary>
    internal async Task<DateTimeOffset> LastSweepAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var asked = clock.GetUtcNow();
        var sweep = await GetAsync<SweepHealth>(_scheduler, "health/sweep", cancellationToken);
        return asked.AddSeconds(-sweep.LastCompletedSecondsAgo - 1); // it counts whole seconds
    }

    /// <summary>Every alert of the council.</summary>
    internal async Task<List<Alert>> AlertsAsync(Expected expected, CancellationToken cancellationToken)
    {
        var alerts = new List<Alert>();
        for (long? before = null; ;)
        {
            var page = await GetAsync<AlertPage>(
                _scheduler, $"v1/alerts?authority={expected.Figures[0].DfeCode}&limit=500{(before is { } id ? $"&before={id}" : "")}", cancellationToken);
            alerts.AddRange(page.Alerts);
            if (page.Next is null)
            {
                return alerts;
            }

            before = page.Next;
        }
    }

    private static async Task<T> GetAsync<T>(HttpClient service, string path, CancellationToken cancellationToken)
    {
        using var answer = await service.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            var said = await answer.Content.ReadAsStringAsync(cancellationToken);
            throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri} answered {(int)answer.StatusCode}: {said}");
        }

        return (await answer.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, cancellationToken))!;
    }

    private sealed record SweepHealth(long LastCompletedSecondsAgo);

    private sealed record AlertPage(IReadOnlyList<Alert> Alerts, long? Next);

    private sealed record Rates(IReadOnlyList<YearRow> Rows);
}
