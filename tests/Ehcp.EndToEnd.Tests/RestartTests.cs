using Ehcp.EndToEnd.Tests.Deployments;
using Ehcp.TestKit;

namespace Ehcp.EndToEnd.Tests;

/// <summary>A database or a broker that is killed and comes back: each service says so in one line when it goes and in one when it is back.</summary>
public sealed class RestartTests
{
    private static readonly TimeSpan Recovering = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(LocalServer.RabbitMq, "broker")]
    [InlineData(LocalServer.Postgres, "database")]
    public async Task A_restart_is_one_line_on_loss_and_one_on_return(LocalServer server, string name)
    {
        await using var servers = await LocalServers.StartAsync(LocalServer.Postgres, LocalServer.RabbitMq);
        await using var deployment = await Deployment.OnAsync(servers.Postgres, servers);
        ServiceProcess[] services = [deployment.Intake, deployment.Scheduler, deployment.Reporting];
        var before = services.Select(service => service.Loud().Count).ToArray();

        await servers.KillAsync(server);
        await Until.PassesAsync(() => EachSaysAsync($"The {name} is away"), Recovering, Cancel);
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, Cancel);
        await servers.StartAgainAsync(server);
        await Until.PassesAsync(() => EachSaysAsync($"The {name} is back after"), Recovering, Cancel);

        foreach (var (service, earlier) in services.Zip(before))
        {
            var loud = service.Loud().Skip(earlier).ToList();
            Assert.True(loud.Count == 1, string.Join('\n', loud));
            Assert.Equal(2, Count(service, $"The {name} is away") + Count(service, $"The {name} is back after"));
        }

        Task EachSaysAsync(string line)
        {
            Assert.All(services, service => Assert.Equal(1, Count(service, line)));
            return Task.CompletedTask;
        }
    }

    private static int Count(ServiceProcess service, string line) => service.Log.Split(line).Length - 1;
}
