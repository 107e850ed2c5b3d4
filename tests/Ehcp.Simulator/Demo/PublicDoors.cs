using System.Net.Http.Json;
using System.Text.Json;
using Ehcp.Simulator.Sending;

namespace Ehcp.Simulator.Demo;

/// <summary>The Scheduler's <c>GET /v1/overview</c>.</summary>
public sealed record Overview(
    long Cases,
    long Facts,
    IReadOnlyDictionary<string, long> Deadlines,
    IReadOnlyList<Overview.MilestoneCount> ByMilestone,
    IReadOnlyDictionary<string, long>? Alerts,
    IReadOnlyDictionary<string, long>? Mails)
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
    private readonly string? _mailFolder;

    internal PublicDoors(Addresses addresses)
    {
        _scheduler = IntakeDoor.Client(addresses.Scheduler ?? throw new UsageException("SCHEDULER_URL is not set."), addresses.StaffKey);
        _reporting = IntakeDoor.Client(addresses.Reporting ?? throw new UsageException("REPORTING_URL is not set."), addresses.ReportingKey);
        _mailFolder = addresses.MailFolder;
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
        return new(overview, rates.Rows.ToDictionary(row => row.Group), Mails(overview));
    }

    // In Development the mail catcher keeps every message as a file; without that folder the Scheduler's own log counts.
    private MailCounts Mails(Overview overview)
    {
        var counts = overview.Mails ?? new Dictionary<string, long>();
        var sent = counts.GetValueOrDefault("accepted") + counts.GetValueOrDefault("delivered");
        if (_mailFolder is not null && Directory.Exists(_mailFolder))
        {
            sent = Directory.EnumerateFiles(_mailFolder, "*.eml").LongCount();
        }

        return new(sent, counts.GetValueOrDefault("sending"));
    }

    private static async Task<T> GetAsync<T>(HttpClient service, string path, CancellationToken cancellationToken)
    {
        using var answer = await service.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }

        return (await answer.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, cancellationToken))!;
    }

    private sealed record Rates(IReadOnlyList<YearRow> Rows);
}
