using System.Collections.Concurrent;
using Npgsql;

namespace Ehcp.TestKit;

/// <summary>A database of a test's own, copied from a template that is migrated once in a test process.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new();

    private readonly string _server;
    private readonly string _name;

    private TestDatabase(string server, string name) => (_server, _name, ConnectionString) = (server, name, ConnectionStringOf(server, name));

    public string ConnectionString { get; }

    /// <param name="name">What is in it: "intake". The first <paramref name="migrate"/> given for a name makes the template.</param>
    /// <param name="migrate">Brings the empty database at this connection string to the newest schema.</param>
    public static async Task<TestDatabase> CreateAsync(string name, Func<string, Task> migrate)
    {
        var template = await Templates.GetOrAdd(name, _ => new(() => CreateTemplateAsync(name, migrate))).Value;
        var copy = Unique(name);
        var server = await TestServers.PostgresAsync();
        await ExecuteAsync(server, $"create database {copy} template {template}");
        return new(server, copy);
    }

    /// <summary>An empty database on a server of the test's own, which it may break.</summary>
    /// <param name="server">Administrator's connection string.</param>
    /// <param name="name">What will be in it.</param>
    public static async Task<TestDatabase> CreateEmptyAsync(string server, string name)
    {
        var database = new TestDatabase(server, Unique(name));
        await ExecuteAsync(server, $"create database {database._name}");
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await ExecuteAsync(_server, $"drop database if exists {_name} with (force)");
    }

    private static async Task<string> CreateTemplateAsync(string name, Func<string, Task> migrate)
    {
        var template = Unique(name + "_template");
        var server = await TestServers.PostgresAsync();
        await ExecuteAsync(server, $"create database {template}");
        AtExit.Do(() => ExecuteAsync(server, $"drop database if exists {template} with (force)"));
        await migrate(ConnectionStringOf(server, template));

        // A template can be copied only while nobody is connected to it, and pools keep connections.
        await ExecuteAsync(server, $"alter database {template} allow_connections false");
        await ExecuteAsync(server, $"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{template}'");
        return template;
    }

    private static string Unique(string name) => $"test_{name}_{Guid.NewGuid():n}"[..Math.Min(60, name.Length + 26)];

    private static string ConnectionStringOf(string server, string database) =>
        new NpgsqlConnectionStringBuilder(server) { Database = database, IncludeErrorDetail = true }.ConnectionString;

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
