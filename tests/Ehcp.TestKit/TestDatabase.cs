using System.Collections.Concurrent;
using Npgsql;

namespace Ehcp.TestKit;

/// <summary>A database of a test's own, copied from a template that is migrated once in a test process.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new();

    private readonly string _name;

    private TestDatabase(string name, string connectionString) => (_name, ConnectionString) = (name, connectionString);

    public string ConnectionString { get; }

    /// <param name="name">What is in it: "intake". The first <paramref name="migrate"/> given for a name makes the template.</param>
    /// <param name="migrate">Brings the empty database at this connection string to the newest schema.</param>
    public static async Task<TestDatabase> CreateAsync(string name, Func<string, Task> migrate)
    {
        var template = await Templates.GetOrAdd(name, _ => new(() => CreateTemplateAsync(name, migrate))).Value;
        var copy = Unique(name);
        await ExecuteAsync($"create database {copy} template {template}");
        return new(copy, await ConnectionStringOfAsync(copy));
    }

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await ExecuteAsync($"drop database if exists {_name} with (force)");
    }

    private static async Task<string> CreateTemplateAsync(string name, Func<string, Task> migrate)
    {
        var template = Unique(name + "_template");
        await ExecuteAsync($"create database {template}");
        AtExit.Do(() => ExecuteAsync($"drop database if exists {template} with (force)"));
        await migrate(await ConnectionStringOfAsync(template));

        // A template can be copied only while nobody is connected to it, and pools keep connections.
        await ExecuteAsync($"alter database {template} allow_connections false");
        await ExecuteAsync($"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{template}'");
        return template;
    }

    private static string Unique(string name) => $"test_{name}_{Guid.NewGuid():n}"[..Math.Min(60, name.Length + 26)];

    private static async Task<string> ConnectionStringOfAsync(string database) =>
        new NpgsqlConnectionStringBuilder(await TestServers.PostgresAsync()) { Database = database, IncludeErrorDetail = true }.ConnectionString;

    private static async Task ExecuteAsync(string sql)
    {
        var server = new NpgsqlConnectionStringBuilder(await TestServers.PostgresAsync()) { Pooling = false };
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
