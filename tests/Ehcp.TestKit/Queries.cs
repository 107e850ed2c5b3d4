using Npgsql;
using Xunit;

namespace Ehcp.TestKit;

/// <summary>What a test asks a service's database behind its back.</summary>
public static class Queries
{
    /// <summary>Rows as text, one each, in order.</summary>
    public static async Task<List<string>> RowsAsync(this NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand($"select row_text::text from ({sql}) as row_text order by 1");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    public static async Task<long> CountAsync(this NpgsqlDataSource database, string fromWhere)
    {
        await using var command = database.CreateCommand("select count(*) from " + fromWhere);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public static async Task ExecuteAsync(this NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
