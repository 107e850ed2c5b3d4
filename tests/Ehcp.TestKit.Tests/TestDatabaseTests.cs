using Npgsql;

namespace Ehcp.TestKit.Tests;

public sealed class TestDatabaseTests
{
    private static int s_migrations;

    [Fact]
    public async Task Databases_of_one_name_are_migrated_once_and_are_apart_from_each_other()
    {
        await using var first = await CreateAsync();
        await using var second = await CreateAsync();

        Assert.Equal(1, await ScalarAsync(first, "insert into thing values (1) returning id"));
        Assert.Equal(0L, await ScalarAsync(second, "select count(*) from thing"));
        Assert.Equal(1, s_migrations);
    }

    [Fact]
    public async Task A_database_is_gone_after_its_test_even_while_connections_are_open()
    {
        var database = await CreateAsync();
        await using var left = new NpgsqlConnection(database.ConnectionString);
        await left.OpenAsync(TestContext.Current.CancellationToken);

        await database.DisposeAsync();

        await using var again = new NpgsqlConnection(database.ConnectionString);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => again.OpenAsync(TestContext.Current.CancellationToken));
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, refusal.SqlState);
    }

    private static Task<TestDatabase> CreateAsync() => TestDatabase.CreateAsync("kit", async connectionString =>
    {
        Interlocked.Increment(ref s_migrations);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("create table thing (id int)", connection);
        await command.ExecuteNonQueryAsync();
    });

    private static async Task<object?> ScalarAsync(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
