using DotNet.Testcontainers.Builders;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;

namespace Ehcp.TestKit;

/// <summary>
/// One PostgreSQL and one RabbitMQ for a test process, each started when first asked for: those named by
/// <c>EHCP_TEST_POSTGRES</c> and <c>EHCP_TEST_RABBITMQ</c>; else containers where a Docker engine answers; else private local ones.
/// </summary>
public static class TestServers
{
    private const int ApiPort = 15672;

    private static readonly Lazy<Task<string>> Postgres = new(StartPostgresAsync);
    private static readonly Lazy<Task<(Uri Amqp, Uri Api)>> RabbitMq = new(StartRabbitMqAsync);

    /// <summary>Administrator's connection string.</summary>
    public static Task<string> PostgresAsync() => Postgres.Value;

    public static async Task<Uri> RabbitMqAsync() => (await RabbitMq.Value).Amqp;

    /// <summary>The HTTP interface of the broker's management plugin, with user and password.</summary>
    public static async Task<Uri> RabbitMqApiAsync() => (await RabbitMq.Value).Api;

    private static async Task<string> StartPostgresAsync()
    {
        if (Setting("EHCP_TEST_POSTGRES") is { } given)
        {
            return given;
        }

        try
        {
            var container = new PostgreSqlBuilder("postgres:17").WithCommand("-c", "fsync=off", "-c", "max_connections=300").Build();
            await container.StartAsync();
            AtExit.Do(() => container.DisposeAsync().AsTask());
            return container.GetConnectionString();
        }
        catch (DockerUnavailableException)
        {
            return (await LocalServers.StartAsync(LocalServer.Postgres)).Postgres;
        }
    }

    private static async Task<(Uri Amqp, Uri Api)> StartRabbitMqAsync()
    {
        if (Setting("EHCP_TEST_RABBITMQ") is { } given)
        {
            var amqp = new Uri(given);
            return (amqp, Setting("EHCP_TEST_RABBITMQ_API") is { } api ? new Uri(api) : ApiOf(amqp, ApiPort));
        }

        try
        {
            var container = new RabbitMqBuilder("rabbitmq:4-management").WithPortBinding(ApiPort, true).Build();
            await container.StartAsync();
            AtExit.Do(() => container.DisposeAsync().AsTask());
            var amqp = new Uri(container.GetConnectionString());
            return (amqp, ApiOf(amqp, container.GetMappedPublicPort(ApiPort)));
        }
        catch (DockerUnavailableException)
        {
            var servers = await LocalServers.StartAsync(LocalServer.RabbitMq);
            return (servers.RabbitMq, servers.RabbitMqApi);
        }
    }

    private static Uri ApiOf(Uri amqp, int port) => new UriBuilder("http", amqp.Host, port) { UserName = User(amqp), Password = Password(amqp) }.Uri;

    private static string User(Uri amqp) => amqp.UserInfo.Split(':')[0];

    private static string Password(Uri amqp) => amqp.UserInfo.Split(':') is [_, var password] ? password : "";

    // An empty variable is "not set".
    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
