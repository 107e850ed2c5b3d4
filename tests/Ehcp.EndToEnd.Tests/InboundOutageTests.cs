using System.Globalization;
using System.Text;
using Ehcp.EndToEnd.Tests.Deployments;
using Ehcp.TestKit;
using Ehcp.TestKit.Servers;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Ehcp.EndToEnd.Tests;

/// <summary>
/// 20,000 events sent by the broker while Intake, then the broker is killed, and then the database is away: each is in the ledger and at the Scheduler once,
/// and the log says of each outage no more than it must.
/// </summary>
public sealed class InboundOutageTests
{
    private const int Events = 20_000;
    private const int AtATime = 250;

    private static readonly (string, string)[] Open =
        [("Ehcp__Inbound__Enabled", "true"), ("Ehcp__Inbound__Prefetch", "40"), ("Ehcp__Inbound__Readers", "1")];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_event_is_recorded_once_whatever_is_killed()
    {
        await using var servers = await LocalServers.StartAsync(LocalServer.Postgres, LocalServer.RabbitMq);
        await using var deployment = await Deployment.OnAsync(servers.Postgres, servers);
        var upstream = await UpstreamUsers.MakeAsync("upstream", deployment.Broker, servers.RabbitMqApi);
        await deployment.Intake.KillAsync();
        await deployment.Intake.StartAsync(changed: Open);

        var sending = SendAsync(upstream);
        await RecordedAsync(deployment, 2_000);
        await deployment.Intake.KillAsync();
        await deployment.Intake.StartAsync(changed: Open);

        await RecordedAsync(deployment, 7_000);
        await servers.KillAsync(LocalServer.RabbitMq);
        await servers.StartAgainAsync(LocalServer.RabbitMq);

        await RecordedAsync(deployment, 12_000);
        await servers.StopAsync(LocalServer.Postgres);
        await Task.Delay(Away, TimeProvider.System, Stop);
        await servers.StartAgainAsync(LocalServer.Postgres);
        NpgsqlConnection.ClearAllPools(); // of this process: they hold connections to the server that is gone

        await sending;
        await Until.EqualAsync((long)Events, () => LedgerAsync(deployment), Patience, Stop);
        await Until.EqualAsync(
            (long)Events, () => deployment.ReadAsync<long>("Scheduler", "select count(*) from fact where source = 'amqp'"), Patience, Stop);
        await using var connection = await new ConnectionFactory { Uri = deployment.Broker }.CreateConnectionAsync(Stop);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Stop);
        await Until.EqualAsync(0u, () => channel.MessageCountAsync("ehcp.inbound.events", Stop), Patience, Stop);
        Assert.Equal(0u, await channel.MessageCountAsync("ehcp.inbound.rejected", Stop));
        Assert.Equal(0u, await channel.MessageCountAsync("ehcp.inbound.unreadable", Stop));
        Assert.InRange(deployment.Intake.Loud().Count, 1, 8);
    }

    // As an upstream has to: what is not confirmed is sent again.
    private static async Task SendAsync(Uri upstream)
    {
        var day = TimeProvider.System.GetUtcNow().AddDays(-30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var now = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        for (var from = 0; from < Events;)
        {
            try
            {
                await using var connection = await new ConnectionFactory { Uri = upstream, AutomaticRecoveryEnabled = false }.CreateConnectionAsync(Stop);
                await using var channel = await connection.CreateChannelAsync(
                    new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Stop);
                for (; from < Events; from += AtATime)
                {
                    await Task.WhenAll(Enumerable.Range(from, AtATime).Select(number => PublishAsync(channel, number)));
                }
            }
            catch (Exception away) when (away is OperationInterruptedException or BrokerUnreachableException or PublishException)
            {
                await Task.Delay(Away, TimeProvider.System, Stop);
            }
        }

        Task PublishAsync(IChannel channel, int number) => channel.BasicPublishAsync(
            "ehcp.inbound", "event", mandatory: true,
            new BasicProperties { UserId = "upstream", Persistent = true, ContentType = "application/cloudevents+json" },
            Encoding.UTF8.GetBytes(
                $$$"""
                {"specversion":"1.0","id":"amqp-{{{number}}}","source":"amqp","type":"ehcp.request-received.v1",
                "subject":"AMQP-{{{number}}}","time":"{{{now}}}","data":{"authority":"E08000025","receivedOn":"{{{day}}}"}}
                """), Stop).AsTask();
    }

    private static async Task RecordedAsync(Deployment deployment, long count)
    {
        await Until.TrueAsync(async () => await LedgerAsync(deployment) > count, Patience, Stop);
        Assert.InRange(await LedgerAsync(deployment), count, Events - 1);
    }

    private static Task<long> LedgerAsync(Deployment deployment) =>
        deployment.ReadAsync<long>("Intake", "select count(*) from ledger where source = 'amqp'");
}
