using Ehcp.TestKit;
using Npgsql;

namespace Ehcp.Hosting.Tests.KeyManagement;

/// <summary>A database that takes no connections, and those that there were are broken, until this is disposed of.</summary>
internal sealed class DatabaseAway(string database) : IAsyncDisposable
{
    internal static async Task<IAsyncDisposable> BeginAsync(string connectionString)
    {
        var away = new DatabaseAway(new NpgsqlConnectionStringBuilder(connectionString).Database!);
        await away.SetAsync(allowed: false);
        return away;
    }

    public async ValueTask DisposeAsync() => await SetAsync(allowed: true);

    private async Task SetAsync(bool allowed)
    {
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(await TestServers.PostgresAsync()) { Pooling = false });
        await server.ExecuteAsync(
            $"alter database {database} allow_connections {allowed}; select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}' and not {allowed}");
    }
}
