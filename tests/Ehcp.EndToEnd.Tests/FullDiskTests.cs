using System.Globalization;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.EndToEnd.Tests.Deployments;
using Ehcp.TestKit;
using static Ehcp.EndToEnd.Tests.Deployments.PublicDoors;

namespace Ehcp.EndToEnd.Tests;

/// <summary>
/// A real disk that is full, under load, and then is not: every event that was accepted has gone all the way soon afterwards, by itself, and the logs say once
/// that something was away and once that it is back.
/// </summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const int Megabytes = 450;

    // At the start one of the keys that are not encrypted. Then for each of database and broker that it is away and, where it refuses, that too;
    // that nothing leaves the outbox, and that it does again; that a connection was made anew.
    private const int MostLines = 12;

    private static readonly TimeSpan Recovering = TimeSpan.FromSeconds(90);

    /// <summary>For <c>deploy/chaos disk SECONDS</c>.</summary>
    private static TimeSpan? Longer =>
        int.TryParse(Environment.GetEnvironmentVariable("EHCP_DISK_SECONDS"), CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds) : null;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [NeedsRootTheory]
    [InlineData("both", 30)]
    [InlineData("database", 20)]
    [InlineData("broker", 20, Explicit = true)] // part of deploy/chaos: it has not recovered within its time on every run
    public async Task After_a_full_disk_every_accepted_event_arrives_by_itself(string whose, int seconds)
    {
        await using var servers = await LocalServers.StartOnDiskAsync(Megabytes, whose switch
        {
            "database" => [LocalServer.Postgres],
            "broker" => [LocalServer.RabbitMq],
            _ => [LocalServer.Postgres, LocalServer.RabbitMq],
        });
        await using var other = whose == "both" ? null
            : await LocalServers.StartAsync(whose == "database" ? LocalServer.RabbitMq : LocalServer.Postgres);
        await using var deployment = await Deployment.OnAsync(
            whose == "broker" ? other!.Postgres : servers.Postgres, whose == "database" ? other! : servers);
        var accepted = new HashSet<string>();
        await SendAsync(deployment, "before", accepted, TimeSpan.FromSeconds(2));
        Assert.NotEmpty(accepted);

        await servers.FillDiskAsync();
        await SendAsync(deployment, "full", accepted, Longer ?? TimeSpan.FromSeconds(seconds));
        var before = accepted.Count;
        await servers.FreeDiskAsync();
        var freed = TimeProvider.System.GetTimestamp();
        await Until.TrueAsync(
            async () =>
            {
                await SendAsync(deployment, "after" + TimeProvider.System.GetTimestamp(), accepted, TimeSpan.FromSeconds(1));
                return accepted.Count > before;
            },
            Recovering, Cancel);
        output.WriteLine($"Takes events again after {TimeProvider.System.GetElapsedTime(freed)}.");

        try
        {
            await Until.EqualAsync(
                accepted.Count, async () => (int)await deployment.ReadAsync<long>("Reporting", "select count(*) from case_snapshot"), Recovering, Cancel);
            await Until.EqualAsync(0, () => deployment.ReadAsync<long>("Intake", "select count(*) from outbox"), Recovering, Cancel);
            await Until.EqualAsync(0, () => deployment.ReadAsync<long>("Scheduler", "select count(*) from outbox"), Recovering, Cancel);
        }
        finally
        {
            await DescribeAsync(deployment);
        }

        output.WriteLine($"{accepted.Count} accepted events are in the figures {TimeProvider.System.GetElapsedTime(freed)} after the disk was freed.");
        foreach (var service in new[] { deployment.Intake, deployment.Scheduler, deployment.Reporting })
        {
            Assert.InRange(service.Loud().Count, 0, MostLines);
        }
    }

    private async Task DescribeAsync(Deployment deployment)
    {
        const string Waiting = """
            select count(*) || ' wait, tried ' || coalesce(max(attempts), 0) || ' times, ' || coalesce(max(last_error), 'no error') from outbox
            """;
        output.WriteLine("Intake's outbox: " + await deployment.ReadAsync<string>("Intake", Waiting));
        output.WriteLine("Scheduler's outbox: " + await deployment.ReadAsync<string>("Scheduler", Waiting));
        foreach (var service in new[] { deployment.Intake, deployment.Scheduler, deployment.Reporting })
        {
            output.WriteLine($"{service.Url}\n{string.Join('\n', service.Loud())}");
        }
    }

    // As a sender does: what was not accepted is sent again, or is given up by the test; only what was accepted counts.
    private static async Task SendAsync(Deployment deployment, string prefix, HashSet<string> accepted, TimeSpan time)
    {
        var day = TimeProvider.System.LondonToday.AddDays(-7).ToString("O", null);
        var began = TimeProvider.System.GetTimestamp();
        for (var batch = 0; TimeProvider.System.GetElapsedTime(began) < time; batch++)
        {
            var ids = Enumerable.Range(0, 100).Select(n => $"{prefix}-{batch}-{n}").ToList();
            var events = ids.Select(id => (JsonNode)Event(id, id, "request-received", TimeProvider.System.GetUtcNow().AddHours(-1), ("receivedOn", day)));
            try
            {
                var (status, answers) = await deployment.Doors.SendAsync(new JsonArray([.. events]));
                if (status == 200)
                {
                    accepted.UnionWith(ids.Where((_, n) => (string)answers![n]!["status"]! is "accepted" or "duplicate"));
                }
            }
            catch (Exception trouble) when (trouble is HttpRequestException or TaskCanceledException && !Cancel.IsCancellationRequested)
            {
                // Not accepted.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
        }
    }
}
