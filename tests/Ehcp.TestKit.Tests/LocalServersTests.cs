using Npgsql;

namespace Ehcp.TestKit.Tests;

public sealed class LocalServersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_server_starts_again_on_its_data_and_an_ended_one_is_gone()
    {
        var servers = await LocalServers.StartAsync(LocalServer.Postgres);
        await AskAsync(servers, "create table kept as select 1 as id");

        await servers.KillAsync(LocalServer.Postgres);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync(servers, "select 1"));

        await servers.StartAgainAsync(LocalServer.Postgres);
        Assert.Equal(1L, await AskAsync(servers, "select count(*) from kept"));

        await servers.PauseAsync(LocalServer.Postgres);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync(servers, "select 1"));

        await servers.ResumeAsync(LocalServer.Postgres);
        Assert.Equal(1L, await AskAsync(servers, "select count(*) from kept"));

        await servers.DisposeAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync(servers, "select 1"));
    }

    [Fact]
    public async Task A_server_that_was_not_asked_for_cannot_be_stopped()
    {
        await using var servers = await LocalServers.StartAsync(LocalServer.Postgres);

        await Assert.ThrowsAsync<InvalidOperationException>(() => servers.StopAsync(LocalServer.RabbitMq));
    }

    private static async Task<object?> AskAsync(LocalServers servers, string sql)
    {
        var settings = new NpgsqlConnectionStringBuilder(servers.Postgres) { Pooling = false, Timeout = 1 };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token);
    }
}
