using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.EndToEnd.Tests.Deployments;
using Ehcp.TestKit;
using Npgsql;
using static Ehcp.EndToEnd.Tests.Deployments.PublicDoors;

namespace Ehcp.EndToEnd.Tests;

/// <summary>Real SIGKILLs at points that are made to last from outside: nothing in the services knows of these tests.</summary>
public sealed class KillMatrixTests(Deployment deployment, ITestOutputHelper output) : IClassFixture<Deployment>
{
    private const int Events = 40;

    [Fact]
    public async Task Killed_after_commit_and_before_publish_nothing_is_lost()
    {
        await deployment.Intake.KillAsync();
        await deployment.Intake.StartAsync(ready: false, ("ConnectionStrings__Broker", "amqp://guest:guest@127.0.0.1:9/"));
        await SendAsync("KILL-A");
        Assert.True(await deployment.ReadAsync<long>("Intake", "select count(*) from outbox") > 0);

        await deployment.Intake.KillAsync();
        await deployment.Intake.StartAsync();

        await EverythingArrivedOnceAsync("KILL-A");
    }

    [Fact]
    public async Task Killed_after_publish_and_before_its_confirm_the_effect_happens_once()
    {
        await using var door = new HeldBackBroker(deployment.Broker);
        await deployment.Intake.KillAsync();
        await deployment.Intake.StartAsync(ready: true, ("ConnectionStrings__Broker", door.Uri.ToString()));

        // The first publish on a connection asks the broker things; only a later one needs nothing but its confirm.
        await SendAsync("KILL-WARM");
        await EverythingArrivedOnceAsync("KILL-WARM");
        door.HoldAnswers();
        await SendAsync("KILL-B");
        await EverythingArrivedOnceAsync("KILL-B");
        var unconfirmed = await deployment.ReadAsync<long>("Intake", "select count(*) from outbox");
        Assert.True(unconfirmed > 0, "The confirm came home, so that this tested nothing.");

        await deployment.Intake.KillAsync();
        await deployment.Intake.StartAsync();

        await Until.EqualAsync(
            0, () => deployment.ReadAsync<long>("Intake", "select count(*) from outbox"), PublicDoors.Patience, TestContext.Current.CancellationToken);
        await EverythingArrivedOnceAsync("KILL-B");
        output.WriteLine($"{unconfirmed} messages were published, not confirmed, and published again.");
    }

    [Fact]
    public async Task Killed_in_a_consumer_before_commit_the_effect_happens_once()
    {
        await using var other = new NpgsqlConnection(deployment.Databases["Scheduler"]);
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using (var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var hold = new NpgsqlCommand("lock table case_timeline in exclusive mode", other, transaction);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await SendAsync("KILL-C");
            await Until.TrueAsync(
                async () => await deployment.ReadAsync<long>(
                    "Scheduler",
                    "select count(*) from pg_locks l join pg_database d on d.oid = l.database where not l.granted and d.datname = current_database()") > 0,
                PublicDoors.Patience,
                TestContext.Current.CancellationToken);
            await deployment.Scheduler.KillAsync();
            Assert.Equal(0, await deployment.ReadAsync<long>("Scheduler", "select count(*) from fact where case_reference like 'KILL-C%'"));
        }

        await deployment.Scheduler.StartAsync();

        await EverythingArrivedOnceAsync("KILL-C");
    }

    // Each event is a case of its own: one fact, one timeline, one open request in the figures.
    private async Task SendAsync(string prefix)
    {
        var day = TimeProvider.System.LondonToday.AddDays(-7);
        var events = Enumerable.Range(0, Events).Select(n =>
            (JsonNode)Event(
                $"{prefix}-{n}", $"{prefix}-{n}", "request-received", TimeProvider.System.GetUtcNow().AddHours(-1), ("receivedOn", day.ToString("O", null))));
        var (status, answers) = await deployment.Doors.SendAsync(new JsonArray([.. events]));
        Assert.Equal(200, status);
        Assert.All(answers!.AsArray(), answer => Assert.Equal("accepted", (string)answer!["status"]!));
    }

    private async Task EverythingArrivedOnceAsync(string prefix)
    {
        var like = $"like '{prefix}-%'";
        await Until.EqualAsync(
            Events, () => deployment.ReadAsync<long>("Reporting", $"select count(*) from case_snapshot where case_reference {like}"),
            PublicDoors.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(Events, await deployment.ReadAsync<long>("Intake", $"select count(*) from ledger where subject {like}"));
        Assert.Equal(Events, await deployment.ReadAsync<long>("Scheduler", $"select count(*) from fact where case_reference {like}"));
        Assert.Equal(Events, await deployment.ReadAsync<long>("Scheduler", $"select count(*) from case_timeline where case_reference {like}"));
        Assert.Equal(Events, await deployment.ReadAsync<long>("Reporting", $"select count(*) from known_request where case_reference {like}"));
        output.WriteLine($"{Events} events, 0 lost, each with one effect.");
    }
}
