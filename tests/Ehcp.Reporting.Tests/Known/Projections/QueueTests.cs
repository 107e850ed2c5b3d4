using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.TestKit;
using RabbitMQ.Client;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Known.Projections;

public sealed class QueueTests
{
    [Fact]
    public async Task What_the_Scheduler_announces_becomes_a_figure()
    {
        var token = TestContext.Current.CancellationToken;
        await using var host = await TestVirtualHost.CreateAsync();
        await using var reporting = await RunningReporting.StartAsync(host.Uri, "Production");
        using var client = reporting.Client();
        await Until.TrueAsync(async () => (await client.GetAsync(new Uri("/health/ready", UriKind.Relative), token))
            .IsSuccessStatusCode, TimeSpan.FromSeconds(60), token);
        await using var connection = await new ConnectionFactory { Uri = host.Uri }.CreateConnectionAsync(token);
        await using var channel = await connection.CreateChannelAsync(
            new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), token);

        // Published mandatory and confirmed: the exchange and the queue are there, or this throws.
        for (var message = 0; message < 50; message++)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(
                new CaseTimelinesChanged([Case($"C-{message % 30}", Birmingham, PlanSent("2026-03-31"))]), ContractsJson.Options);
            await channel.BasicPublishAsync("ehcp.case-timelines-changed", "", mandatory: true,
                new BasicProperties { ContentType = "application/json", MessageId = Guid.NewGuid().ToString() }, body, token);
        }

        await Until.EqualAsync(30, async () => Assert.Single((await reporting.GetAsync("/v1/rates")).GetProperty("rows").EnumerateArray())
            .GetProperty("plansIssued").GetInt32(), TimeSpan.FromSeconds(30), token);
        await Until.EqualAsync(0u, () => channel.MessageCountAsync("reporting.case-timelines-changed", token), TimeSpan.FromSeconds(15), token);
    }
}
